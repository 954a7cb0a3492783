import type { Resource } from '../../../openapi/contract/contract.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { stamp, take } from '../rules/lifecycle.ts'
import { guardRotation } from '../rules/limits.ts'
import { guardNarrowing } from '../rules/narrowing.ts'
import { view } from '../rules/view.ts'
import { operationAt } from '../steps/authorize.ts'
import type { Answer, Call, Row } from '../types.ts'
import { formatTime, parseTime } from '../values/time.ts'
import { collectionOf, insertNew, principalOf, targetOf } from './parts.ts'
import { guardWindow } from './window.ts'

/** Mints a credential that takes the place of another, which works for the grace and then retires. */
export function rotate(context: Context, call: Call): Answer {
  const collection = collectionOf(context, call)
  const { resource } = collection
  const words = call.operation.rotate
  const lifecycle = resource.lifecycle
  if (!words || !lifecycle) throw new Error(`${call.operation.id} does rotate, but the contract does not say how.`)
  const old = targetOf(call)
  guardNarrowing(context, call, old.row)
  const principal = principalOf(call)
  const moment = { now: call.now, actor: principal.actor }
  const state = String(old.row[lifecycle.field])
  if (!words.from.includes(state)) {
    throw new Refusal({
      code: words.refuse ?? 'invalid_transition',
      detail: `The ${resource.title} is ${state}; it can be rotated only while it is ${words.from.join(' or ')}.`,
      rule: 'rotate',
      at: operationAt(call.operation, '/x-latchkey/rotate'),
    })
  }
  const grace = Number((call.body as Row | undefined)?.[words.grace] ?? 0)
  const retired = grace > 0 ? undefined : take(collection.name, resource, old.row, words.retire, moment)
  guardWindow(context, call)
  guardRotation(collection, old, grace > 0)

  const { owner } = resource
  const { entry, secrets } = insertNew(context, collection, {
    ...resource.defaults,
    ...pick(old.row, [...(words.copies ?? []), ...(owner ? Object.values(owner) : [])]),
    ...(words.renews === undefined ? {} : { [words.renews]: renewed(resource, old.row, words.renews, call.now) }),
    ...stamp(resource.set?.create, moment),
    [lifecycle.field]: lifecycle.initial,
  })
  if (retired) context.store.replace(collection, old, retired)
  else context.store.retire(collection, old, { at: call.now + grace * 1000, by: principal.actor, take: words.retire })
  return { body: view(context, collection.name, entry.row, call.operation, secrets), created: entry.id }
}

/** As long a life as the old one had, from when it was created (a stamp that no change renews); null for ever. */
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
