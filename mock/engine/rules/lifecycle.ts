/** The lifecycle of a resource: its transitions, the stamps that they set, and expiry. */
import type { Resource } from '../../../openapi/contract/contract.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import { formatTime, parseTime } from '../../../openapi/contract/time.ts'
import type { Stamps } from '../../../openapi/contract/words.ts'
import type { Plan, Transit } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { World } from '../../../openapi/vocabulary/engine/world.ts'

/** The time and the actor of a change, for the properties that the server sets. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly actor: string
}

/** A row after a change, and the transitions that the change takes. */
export interface Transited {
  readonly after: Row
  readonly transitions: readonly Transit[]
}

/** The values of stamped properties. */
export function stamp(stamps: Stamps | undefined, moment: Moment): Row {
  const values: Record<string, unknown> = {}
  for (const property in stamps) values[property] = stamps[property] === 'now' ? formatTime(moment.now) : moment.actor
  return values
}

/**
 * The row after a transition. Whether its state allows the transition is the guard's question.
 * @param name a transition of the resource's lifecycle; any other name changes nothing
 */
export function applyTransition(resource: Resource, row: Row, name: string, moment: Moment): Row {
  const { lifecycle } = resource
  const transition = lifecycle?.transitions?.[name]
  if (!lifecycle || !transition) return row
  return {
    ...row,
    ...(transition.to === undefined ? {} : { [lifecycle.field]: transition.to }),
    ...stamp(transition.set, moment),
    ...stamp(resource.set?.change, moment),
  }
}

/** A transition as a part of a plan. */
export function planTransition(resource: Resource, row: Row, name: string, moment: Moment): Transited {
  const transitions = resource.lifecycle?.transitions?.[name]
    ? [{ from: stateOf(resource, row), to: { transition: name } }]
    : []
  return { after: applyTransition(resource, row, name, moment), transitions }
}

/** A written value of a property that stands for states, as a part of a plan. A value that the state already has changes nothing. */
export function planStateValue(
  resource: Resource,
  row: Row,
  property: string,
  value: unknown,
  moment: Moment,
): Transited {
  const name = resource.properties[property]?.transition?.[String(value)]
  const from = stateOf(resource, row)
  if (name === undefined) {
    const isUnchanged = stateValue(resource, property, row) === value
    return { after: row, transitions: isUnchanged ? [] : [{ from, to: { value: String(value) } }] }
  }
  if (resource.lifecycle?.transitions?.[name]?.to === from) return { after: row, transitions: [] }
  return planTransition(resource, row, name, moment)
}

/** The value of a property that stands for states, derived from the state. */
export function stateValue(resource: Resource, property: string, row: Row): unknown {
  const { lifecycle } = resource
  const values = resource.properties[property]?.transition
  if (!lifecycle || !values || property === lifecycle.field) return row[property]
  const on = values.true === undefined ? undefined : lifecycle.transitions?.[values.true]
  return on?.to === row[lifecycle.field]
}

/** The row after its expiry; undefined if it has not expired, or cannot in its state. */
export function expire(resource: Resource, row: Row, now: number): Row | undefined {
  const expires = resource.lifecycle?.expires
  if (!expires || !resource.lifecycle || !expires.from.includes(stateOf(resource, row))) return undefined
  const at = row[expires.field]
  if (typeof at !== 'string' || parseTime(at) > now) return undefined
  return { ...row, [resource.lifecycle.field]: expires.to }
}

/** Every transition of a plan starts from a state that allows it. */
export function guardLifecycle({ store }: World, { changes }: Pick<Plan, 'changes'>): void {
  for (const change of changes) {
    if (!('transitions' in change)) continue
    const { name, resource } = store.collection(change.resource)
    for (const transit of change.transitions ?? []) checkTransit(name, resource, transit)
  }
}

function checkTransit(resourceName: string, resource: Resource, { from, to }: Transit): void {
  const at = `#/components/schemas/${resourceName}/x-latchkey/lifecycle/transitions`
  if ('value' in to) {
    throw new Refusal({
      code: 'invalid_transition',
      detail: `The ${resource.title} is ${from}; no transition leads from there to ${to.value}.`,
      rule: 'lifecycle',
      at,
    })
  }
  const transition = resource.lifecycle?.transitions?.[to.transition]
  if (!transition || transition.from.includes(from)) return
  throw new Refusal({
    code: transition.refuse ?? 'invalid_transition',
    detail: `The ${resource.title} is ${from}; ${to.transition} requires it to be ${listOf(transition.from, 'or')}.`,
    rule: 'lifecycle',
    at: `${at}/${to.transition}`,
  })
}

const stateOf = ({ lifecycle }: Resource, row: Row) => String(row[lifecycle?.field ?? ''])
