import type { Operation, Resource } from '../../../openapi/contract/contract.ts'
import { valueAt } from '../../../openapi/contract/pointer.ts'
import type { RecordPlace } from '../../../openapi/contract/shape.ts'
import { type Call, ownRecord } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { notFound, Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import { hides } from '../../../openapi/vocabulary/words/hides.ts'
import { isVisible } from '../../../openapi/vocabulary/words/owner.ts'
import type { Context } from '../context.ts'
import type { Collection } from '../store/collection.ts'
import { keyOf } from '../store/record-key.ts'
import { isKnown, parentRow } from './changes.ts'
import { isBelow, type Params, parentsOf, placeOf } from './parents.ts'
import { seedPartition } from './seeds.ts'
import { initialState } from './states.ts'
import { typedId } from './typed-id.ts'

/** What a request says about the record that it is about. */
export interface Sought {
  readonly params: Params
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** Who looks for it. */
export type Seer = Pick<Call, 'principal' | 'selected'>

/**
 * The record of a request to a described operation. A record that nobody created or deleted here is made up, so that a
 * client finds the records that it knows from elsewhere.
 * @returns undefined if the operation works on no single record
 * @throws {Refusal} not_found, for the record or one of its parents
 */
export function findDescribed(
  context: Context,
  operation: Operation,
  sought: Sought,
  { principal, selected }: Seer,
): Entry | undefined {
  const collection = context.store.collection(operation.resource ?? '')
  const { resource } = collection
  requireParents(context, resource, sought.params)
  seedPartition(context, collection, sought.params)
  const { place, found } = placeOfRecord(context, collection, operation, sought)
  if (!place && !resource.singleton) return undefined
  if (WITHOUT_RECORD.has(operation.does)) return undefined
  const own = place?.in === 'credential' ? ownRecord({ operation, principal }) : undefined
  if (place?.in === 'credential' && !own) throw noRecord(resource, undefined)
  const entry = own ?? findOne(context, operation, collection, { place, found }, sought)
  const isShown = !hides({ operation, query: sought.query }, entry.row)
  if (isShown && (!principal || isVisible(resource, entry.row, principal, selected))) return entry
  throw noRecord(resource, place && idIn(place, sought))
}

const WITHOUT_RECORD: ReadonlySet<string> = new Set(['create', 'list', 'count', 'clear', 'verify'])

interface Located {
  readonly place?: RecordPlace | undefined
  /** The record, if it had to be looked up to tell what the place holds. */
  readonly found?: Entry | undefined
}

/**
 * Where the request says which record it is about. Places that are one and the same say it by several properties: `{key}` is
 * an id or a name.
 */
function placeOfRecord(
  context: Context,
  collection: Collection,
  { shape: { record, otherRecords = [] } = {} }: Operation,
  sought: Sought,
): Located {
  const place = otherRecords.find(other => hasValue(other, sought)) ?? record
  if (!record || !place || place === record || !isSamePlace(place, record)) return { place }
  const id = idIn(record, sought)
  for (const other of otherRecords) {
    if (other.property === undefined || !isSamePlace(other, record)) continue
    const found = byProperty(context, collection, other.property, id)
    if (found) return { place: other, found }
  }
  return { place: record }
}

const isSamePlace = (one: RecordPlace, other: RecordPlace) => one.in === other.in && one.name === other.name

function findOne(
  context: Context,
  operation: Operation,
  collection: Collection,
  { place, found }: Located,
  sought: Sought,
): Entry {
  const { resource } = collection
  const id = place && idIn(place, sought)
  const row = { ...placeOf(context.contract, resource, sought.params), ...identified(resource, place, id) }
  const entry =
    found ??
    (place?.property === undefined
      ? collection.get(keyOf(resource, row))
      : byProperty(context, collection, place.property, id))
  if (entry && isBelow(resource, entry.row, sought.params)) return entry
  // PUT creates a record that does not exist, if a document says so by a 201.
  const creates = operation.does === 'replace' && operation.responses[201] !== undefined
  if (!entry && (creates || !isKnown(context, collection, sought.params))) return madeUp(resource, row)
  throw noRecord(resource, id)
}

function noRecord({ title }: Resource, id: string | undefined): Refusal {
  return notFound(`No ${title} with this id.`, 'record', '', {}, { id })
}

/** A record that is not stored until something changes it. */
export function madeUp(resource: Resource, row: Row): Entry {
  return { id: keyOf(resource, row), seq: 0, row: { ...initialState(resource), ...row } }
}

export const isMadeUp = ({ seq }: Entry): boolean => seq === 0

const hasValue = (place: RecordPlace, sought: Sought) => (idIn(place, sought) ?? '') !== ''

function idIn({ in: place, name }: RecordPlace, { params, query, body }: Sought): string | undefined {
  if (place === 'credential') return undefined
  const value = place === 'path' ? params[name] : place === 'query' ? query[name] : valueAt(body, name.split('.'))
  return value === undefined ? undefined : String(value)
}

function identified({ identity, singleton }: Resource, place: RecordPlace | undefined, id: string | undefined): Row {
  if (singleton || id === undefined) return {}
  const own = identity?.property ?? 'id'
  const property = place?.property ?? own
  return { [property]: property === own ? typedId(identity, id) : id }
}

function byProperty(
  { hashes }: Context,
  collection: Collection,
  property: string,
  id: string | undefined,
): Entry | undefined {
  if (id === undefined) return undefined
  if (collection.resource.hashed.includes(property)) return collection.byHash(hashes.of(id))
  for (const entry of collection.entries()) if (String(valueAt(entry.row, [property])) === id) return entry
  return undefined
}

/** @throws {Refusal} not_found */
function requireParents(context: Context, resource: Resource, params: Params): void {
  const { contract, store } = context
  for (const parent of parentsOf(contract, resource, params)) {
    const parents = store.collection(parent.resource)
    const row = parentRow(contract, parents.resource, parent.id, params)
    if (parents.get(keyOf(parents.resource, row)) || !isKnown(context, parents, params)) continue
    const detail = `No ${parents.resource.title} with the id in ${parent.parameter}.`
    const values = { id: parent.id, resource: parents.resource.title }
    throw parent.refuse === undefined
      ? notFound(detail, 'within', '', {}, values)
      : new Refusal({ code: parent.refuse, detail, rule: 'within', values })
  }
}
