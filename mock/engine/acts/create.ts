import { parseDuration } from '../../../openapi/contract/time.ts'
import { writeTime } from '../../../openapi/contract/unix-time.ts'
import { type Call, momentOf, principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { planStateValue, type Transited } from '../../../openapi/vocabulary/engine/transitions.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { selectedValues } from '../../../openapi/vocabulary/words/selects.ts'
import { stamp } from '../../../openapi/vocabulary/words/set.ts'
import type { Context } from '../context.ts'
import { inUtc } from '../rules/times.ts'
import type { Collection } from '../store/collection.ts'
import { withHashes } from '../store/store.ts'
import { collectionOf, valuesOfPath } from './parts.ts'

export const create: Act<Context> = (context, call) => {
  const collection = collectionOf(context, call)
  const written = { ...((call.body ?? {}) as Row), ...valuesOfPath(collection, call) }
  const body = inUtc(context, collection.name, written)
  const { after, transitions } = planRow(collection, call, body)
  return {
    changes: [{ does: 'insert', resource: collection.name, after: withHashes(collection, after), transitions }],
    answer: ([created]) => ({ body: created?.show(), ...(created && { created: created.entry.id }) }),
  }
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
  if (owner?.tenant !== undefined) row[owner.tenant] = principal.account
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
