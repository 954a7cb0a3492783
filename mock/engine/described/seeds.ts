/** The records that a described resource has at first: those of the document's examples, or some that are made up. */
import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { isObject, objects } from '../../../openapi/contract/json.ts'
import { valueAt } from '../../../openapi/contract/pointer.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { flatten } from '../answers/flat-schema.ts'
import type { Context } from '../context.ts'
import { perContract } from '../per-contract.ts'
import type { Collection } from '../store/collection.ts'
import { keyOf, partitionOf } from '../store/record-key.ts'
import { isBelowNew } from './changes.ts'
import { newId } from './ids.ts'
import { type Params, placeOf } from './parents.ts'
import { schemaAt } from './schema-at.ts'
import { successOf } from './show.ts'
import { initialState } from './states.ts'

/** How many records are made up if there are no examples. */
const COUNT = 3

/**
 * Stores the first records below these parents, once. They are records like others, so that snapshots and state files
 * keep them. A parent that was created here has none.
 */
export function seedPartition(context: Context, collection: Collection, params: Params): void {
  const { contract, store } = context
  const { resource } = collection
  const place = placeOf(contract, resource, params)
  if (!startPartition(context, collection, place)) return
  if (resource.singleton || resource.isRuled || isBelowNew(context, resource, params)) return
  for (const row of firstRows(context, collection, place))
    if (!collection.get(keyOf(resource, row))) store.insert(collection, row)
}

/**
 * Notes that the records below these parents are stored, so that no others are made up.
 * @returns whether that was new
 */
export function startPartition({ random }: Context, { name, resource }: Collection, place: Row): boolean {
  const stream = `${name} ${partitionOf(resource, place)}seeds`
  if (random.counters[stream] !== undefined) return false
  random.next(stream)
  return true
}

function firstRows(context: Context, collection: Collection, place: Row): Row[] {
  const { resource } = collection
  const { identity } = resource
  if (!identity || resource.seed) return []
  const state = initialState(resource)
  const shown = exampleRows(context.contract, collection.name).map(row => ({ ...state, ...row, ...place }))
  if (shown.length > 0) return shown
  const length = Math.min(COUNT, mostListed(context.contract, collection.name))
  const ids = Array.from({ length }, () => newId(context, collection, identity, place))
  return [...new Set(ids)].flatMap(id => (id === undefined ? [] : [{ ...state, ...place, [identity.property]: id }]))
}

/** How many records the lists of a resource may have. */
const mostListed = perContract(({ operations, schemas }: Contract, name: string): number => {
  const lists = operations.filter(({ resource, does, shape }) => resource === name && does === 'list' && shape?.answer)
  const most = lists.flatMap(operation => {
    const list = schemaAt(schemas, successOf(operation)?.schema, operation.shape?.answer ?? [])
    return list ? (flatten([list], new Map(), schemas).bounds.maxItems ?? []) : []
  })
  return Math.min(...most, Number.POSITIVE_INFINITY)
})

/** The records in the document's examples of responses, each once. */
const exampleRows = perContract(({ operations, resources }: Contract, name: string): readonly Row[] => {
  const { identity } = resources[name] ?? {}
  if (!identity) return []
  const rows = new Map<string, Row>()
  for (const operation of operations.filter(({ resource, does }) => resource === name && SHOWING.includes(does)))
    for (const row of shownBy(operation)) {
      const id = row[identity.property]
      const isId = identity.type === 'integer' ? Number.isInteger(id) : typeof id === 'string' && id !== ''
      if (isId && !rows.has(String(id))) rows.set(String(id), row)
    }
  return [...rows.values()]
})

const SHOWING = ['list', 'get']

function shownBy({ responses, success, shape }: Operation): Row[] {
  const keys = shape?.answer
  if (!keys) return []
  return Object.values(responses[success]?.examples ?? {}).flatMap(example => {
    const shown = valueAt(example, keys)
    return Array.isArray(shown) ? objects(shown) : isObject(shown) ? [shown] : []
  })
}
