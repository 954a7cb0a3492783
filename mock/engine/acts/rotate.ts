import type { Resource } from '../../../openapi/contract/contract.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import { formatTime, parseTime } from '../../../openapi/contract/time.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import { principalOf, targetOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Change } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Act, Guard } from '../../../openapi/vocabulary/engine/world.ts'
import { operationPointer } from '../operation-pointer.ts'
import { planTransition, stamp } from '../rules/lifecycle.ts'

/** Creates a credential that replaces another, which keeps working for the grace period and then retires. */
export const rotate: Act = ({ store }, call) => {
  const { name, resource } = store.collection(call.operation.resource ?? '')
  const { copies = [], grace, renews, retire } = rotationOf(call)
  const { lifecycle, owner, set, defaults } = resource
  const old = targetOf(call)
  const by = principalOf(call).actor
  const moment = { now: call.now, actor: by }
  const after: Row = {
    ...defaults,
    ...pick(old.row, [...copies, ...Object.values(owner ?? {})]),
    ...(renews === undefined ? {} : { [renews]: renewed(resource, old.row, renews, call.now) }),
    ...stamp(set?.create, moment),
    ...(lifecycle && { [lifecycle.field]: lifecycle.initial }),
  }
  const seconds = Number((call.body as Row | undefined)?.[grace] ?? 0)
  const end: Change =
    seconds > 0
      ? { does: 'retire', resource: name, entry: old, retiring: { at: call.now + seconds * 1000, by, take: retire } }
      : { does: 'replace', resource: name, entry: old, ...planTransition(resource, old.row, retire, moment) }
  return {
    changes: [{ does: 'insert', resource: name, after, replaces: old }, end],
    answer: ([fresh]) => ({ body: fresh?.show(), ...(fresh && { created: fresh.entry.id }) }),
  }
}

/** A credential is rotated only in the states that allow it. */
export const guardRotation: Guard = ({ store }, { changes }, call) => {
  for (const change of changes) {
    if (change.does !== 'insert' || !change.replaces) continue
    const { resource } = store.collection(change.resource)
    const { from, refuse } = rotationOf(call)
    const state = String(change.replaces.row[resource.lifecycle?.field ?? ''])
    if (from.includes(state)) continue
    throw new Refusal({
      code: refuse ?? 'invalid_transition',
      detail: `The ${resource.title} is ${state}; rotation requires it to be ${listOf(from, 'or')}.`,
      rule: 'rotate',
      at: operationPointer(call.operation, '/x-latchkey/rotate'),
    })
  }
}

function rotationOf({ operation }: Call) {
  if (!operation.rotate) throw new Error(`${operation.id} does rotate, but the contract does not say how.`)
  return operation.rotate
}

/** The new credential lives as long as the old one did from its creation (a stamp that no change renews); null never expires. */
function renewed({ set }: Resource, old: Row, property: string, now: number): string | null {
  const until = old[property]
  if (typeof until !== 'string') return null
  const born = Object.keys(set?.create ?? {}).find(
    stamped => set?.create?.[stamped] === 'now' && set.change?.[stamped] === undefined,
  )
  const life = parseTime(until) - parseTime(String(old[born ?? '']))
  return Number.isNaN(life) ? until : formatTime(now + life)
}

const pick = (row: Row, properties: readonly string[]): Row =>
  Object.fromEntries(properties.map(property => [property, row[property]]))
