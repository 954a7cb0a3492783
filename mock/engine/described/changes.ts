/**
 * Whether the records of a resource are known here, because something of it was created or deleted. Until then, a record
 * that a client asks for is made up.
 */
import type { Resource } from '../../../openapi/contract/contract.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import type { Collection } from '../store/collection.ts'
import { keyOf } from '../store/record-key.ts'
import { type Params, parentsOf, placeOf } from './parents.ts'
import { typedId } from './typed-id.ts'

/** Marks the rows of records that requests created. It is hidden. */
export const CREATED = '{created}'

const streamOf = (name: string) => `${name} changes`

/** The count is a stream of the seed, because snapshots and state files keep those. */
export function noteChange({ random }: Context, { name, resource }: Collection): void {
  if (resource.identity) random.next(streamOf(name))
}

export function isKnown(context: Context, { name, resource }: Collection, params: Params): boolean {
  if (resource.isRuled || context.contract.lenient?.makesUpRecords === false) return true
  return (context.random.counters[streamOf(name)] ?? 0) > 0 || isBelowNew(context, resource, params)
}

/** Whether a parent that the path names was created here: then it has no records that nobody created. */
export function isBelowNew({ contract, store }: Context, resource: Resource, params: Params): boolean {
  return parentsOf(contract, resource, params).some(parent => {
    const collection = store.collection(parent.resource)
    return collection.get(keyOf(collection.resource, parentRow(contract, collection.resource, parent.id, params)))?.row[
      CREATED
    ]
  })
}

/** A row with what the path says about a parent: its id and its own parents. */
export function parentRow(contract: Context['contract'], resource: Resource, id: string, params: Params): Row {
  const { identity, singleton } = resource
  const own = singleton ? {} : { [identity?.property ?? 'id']: typedId(identity, id) }
  return { ...placeOf(contract, resource, params), ...own }
}
