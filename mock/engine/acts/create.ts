import type { Context } from '../context.ts'
import { stamp, writeState } from '../rules/lifecycle.ts'
import { guardLimits } from '../rules/limits.ts'
import { guardNarrowing } from '../rules/narrowing.ts'
import { inUtc } from '../rules/times.ts'
import { view } from '../rules/view.ts'
import { selections } from '../rules/visibility.ts'
import type { Collection } from '../store/collection.ts'
import { withHashes } from '../store/store.ts'
import type { Answer, Call, Row } from '../types.ts'
import { collectionOf, insertNew, principalOf } from './parts.ts'
import { guardWindow } from './window.ts'

export function create(context: Context, call: Call): Answer {
  const collection = collectionOf(context, call)
  const body = inUtc(context, collection.name, (call.body ?? {}) as Row)
  const planned = withHashes(collection, newRow(collection, call, body))
  guardNarrowing(context, call, planned)
  guardWindow(context, call)
  guardLimits(collection, [{ after: planned }])
  const { entry, secrets } = insertNew(context, collection, planned)
  return { body: view(context, collection.name, entry.row, call.operation, secrets), created: entry.id }
}

/** The row of a new record, less its id and its secrets. */
export function newRow(collection: Collection, call: Pick<Call, 'principal' | 'selected' | 'now'>, body: Row): Row {
  const { resource } = collection
  const principal = principalOf(call)
  const { owner, lifecycle } = resource
  const moment = { now: call.now, actor: principal.actor }
  const [states, written] = partition(body, property => resource.properties[property]?.transition !== undefined)
  const planned: Record<string, unknown> = { ...resource.defaults, ...written }
  if (owner?.user !== undefined) planned[owner.user] = written[owner.user] ?? principal.user
  if (owner) planned[owner.tenant] = principal.account
  for (const [property, value] of selections(resource, call.selected)) planned[property] = value
  Object.assign(planned, stamp(resource.set?.create, moment))
  if (lifecycle) planned[lifecycle.field] = lifecycle.initial
  let row: Row = planned
  for (const property in states) row = writeState(collection.name, resource, row, property, states[property], moment)
  return row
}

/** Most rows hold nothing that is chosen. */
function partition(row: Row, belongs: (property: string) => boolean): [chosen: Row, rest: Row] {
  if (!Object.keys(row).some(belongs)) return [{}, row]
  const grouped = Object.groupBy(Object.entries(row), ([property]) => (belongs(property) ? 'chosen' : 'rest'))
  return [Object.fromEntries(grouped.chosen ?? []), Object.fromEntries(grouped.rest ?? [])]
}
