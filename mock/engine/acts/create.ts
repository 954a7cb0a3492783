import { parseDuration } from '../../../openapi/contract/time.ts'
import { writeTime } from '../../../openapi/contract/unix-time.ts'
import { type Call, momentOf, principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Change, Committed } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { planStateValue, type Transited } from '../../../openapi/vocabulary/engine/transitions.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { ownedBy } from '../../../openapi/vocabulary/words/owner.ts'
import { selectedValues } from '../../../openapi/vocabulary/words/selects.ts'
import { stamp } from '../../../openapi/vocabulary/words/set.ts'
import type { Context } from '../context.ts'
import { CREATED } from '../described/changes.ts'
import { withId } from '../described/ids.ts'
import { placeOf } from '../described/parents.ts'
import { creationTimes } from '../described/stamps.ts'
import { inUtc } from '../rules/times.ts'
import type { Collection } from '../store/collection.ts'
import { keyOf } from '../store/record-key.ts'
import { withHashes } from '../store/store.ts'
import { answerRecords, collectionOf, inputOf, valuesOfPath } from './parts.ts'

export const create: Act<Context> = (context, call) => {
  const collection = collectionOf(context, call)
  const { after, transitions } = planRow(collection, call, valuesOf(context, call, collection))
  const row = withHashes(collection, after)
  const changes = call.operation.shape
    ? identified(context, call, collection, { ...row, [CREATED]: true }, transitions)
    : [{ does: 'insert', resource: collection.name, after: row, transitions } as const]
  return {
    changes,
    answer: committed => {
      const created = committed.at(-1)
      return created ? { ...answerRecords(call, [created]), ...createdBy(collection, created) } : {}
    },
  }
}

/** What the request says about the new record, and the times that a server sets by itself. */
function valuesOf(context: Context, call: Call, collection: Collection): Row {
  const { contract } = context
  if (!call.operation.shape)
    return inUtc(context, collection.name, { ...inputOf(call), ...valuesOfPath(collection, call) })
  return {
    ...creationTimes(contract, collection.name, call.now),
    ...inputOf(call),
    ...placeOf(contract, collection.resource, call.params),
  }
}

/** Nobody knows the first records of a resource without rules: one with the same id gives way. */
function identified(
  context: Context,
  call: Call,
  collection: Collection,
  row: Row,
  transitions: Transited['transitions'],
): Change[] {
  const { name: resource } = collection
  const after = withId(context, call, collection, row)
  const first = collection.resource.identity && collection.get(keyOf(collection.resource, after))
  const removal = first ? [{ does: 'remove', resource, entry: first } as const] : []
  return [...removal, { does: 'insert', resource, after, transitions }]
}

/** The id of the record for `Location`. */
function createdBy({ resource }: Collection, { entry }: Committed): { readonly created?: string } {
  const id = resource.identity ? entry.row[resource.identity.property] : entry.id
  return id === undefined ? {} : { created: String(id) }
}

/** The row of a new record, without its id and its secrets. */
export function planRow(
  { resource }: Collection,
  call: Pick<Call, 'principal' | 'selected' | 'now'>,
  body: Row,
): Transited {
  const principal = principalOf(call)
  const { owner, lifecycle } = resource
  const moment = momentOf(call)
  const [states, written] = partition(body, property => resource.properties[property]?.transition !== undefined)
  const row: Record<string, unknown> = { ...resource.defaults, ...written }
  if (owner?.user !== undefined) row[owner.user] = written[owner.user] ?? principal.user
  Object.assign(row, ownedBy(resource, principal.account))
  Object.assign(row, selectedValues(resource, call.selected), stamp(resource.set?.create, moment))
  if (lifecycle) row[lifecycle.field] = lifecycle.initial
  const { expires } = lifecycle ?? {}
  if (expires?.after !== undefined && (row[expires.field] ?? null) === null)
    row[expires.field] = writeTime(resource.properties[expires.field], moment.now + parseDuration(expires.after))
  let planned: Transited = { after: row, transitions: [] }
  for (const property in states) {
    const { after, transitions } = planStateValue(resource, planned.after, property, states[property], moment)
    planned = { after, transitions: [...planned.transitions, ...transitions] }
  }
  return planned
}

/** Most rows hold no property that is chosen. */
function partition(row: Row, belongs: (property: string) => boolean): [chosen: Row, rest: Row] {
  if (!Object.keys(row).some(belongs)) return [{}, row]
  const grouped = Object.groupBy(Object.entries(row), ([property]) => (belongs(property) ? 'chosen' : 'rest'))
  return [Object.fromEntries(grouped.chosen ?? []), Object.fromEntries(grouped.rest ?? [])]
}
