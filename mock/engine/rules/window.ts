/** A window of a resource: opened and closed by operations, and required by others. */
import { formatTime, parseDuration, parseTime } from '../../../openapi/contract/time.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import { principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import { type Change, reading } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Act, Guard, Records, World } from '../../../openapi/vocabulary/engine/world.ts'

/** The window that the operation requires is open. */
export const guardWindow: Guard = ({ store }, _plan, { operation, principal, now }) => {
  const name = operation.window
  if (name === undefined) return
  const records = store.collection(name)
  const { account } = principalOf({ principal })
  if (openUntil(records, records.get(account)?.row, now) !== null) return
  throw new Refusal({
    code: windowOf(records).refuse,
    detail: `${operation.id} is allowed only while the window "${records.resource.title}" is open. Ask an admin to open it.`,
    rule: 'window',
    at: `#/components/schemas/${name}/x-latchkey/window`,
  })
}

export const openWindow: Act = (world, call) => {
  const { duration } = windowOf(recordsOf(world, call))
  return planUntil(world, call, formatTime(call.now + parseDuration(duration)))
}

export const closeWindow: Act = (world, call) => planUntil(world, call, null)

export const showWindow: Act = (world, call) => {
  const records = recordsOf(world, call)
  const row = records.get(principalOf(call).account)?.row
  return reading(() => ({ body: shown(records, row, call.now) }))
}

/** An account has one window, whose id is that of the account. */
function planUntil(world: World, call: Call, until: string | null) {
  const records = recordsOf(world, call)
  const {
    name: resource,
    resource: { owner },
  } = records
  const { account } = principalOf(call)
  const after: Row = { id: account, [owner?.tenant ?? '']: account, [windowOf(records).until]: until }
  const entry = records.get(account)
  const change: Change = entry ? { does: 'replace', resource, entry, after } : { does: 'insert', resource, after }
  return { changes: [change], answer: () => ({ body: shown(records, after, call.now) }) }
}

function shown(records: Records, row: Row | undefined, now: number): Row {
  const { open, until } = windowOf(records)
  const end = openUntil(records, row, now)
  return { [open]: end !== null, [until]: end }
}

/** Null while it is closed. At the very instant of its end it is closed. */
function openUntil(records: Records, row: Row | undefined, now: number): string | null {
  const until = row?.[windowOf(records).until]
  return typeof until === 'string' && now < parseTime(until) ? until : null
}

const recordsOf = ({ store }: World, { operation }: Call) => store.collection(operation.resource ?? '')

function windowOf({ name, resource }: Records) {
  if (!resource.window) throw new Error(`${name} is used as a window, but has no \`window\`.`)
  return resource.window
}
