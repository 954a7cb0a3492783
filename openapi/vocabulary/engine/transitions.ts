/** How transitions change a row. */
import type { Resource } from '../../contract/contract.ts'
import { readTime } from '../../contract/unix-time.ts'
import { type Moment, stamp } from '../words/set.ts'
import type { Transit } from './plan.ts'
import type { Row } from './record.ts'

/** A row after a change, and the transitions that the change takes. */
export interface Transited {
  readonly after: Row
  readonly transitions: readonly Transit[]
}

/**
 * The row after a transition. The guard checks that its state allows the transition.
 * @param name a transition of the lifecycle; any other name changes nothing
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

/** Whether a row is in the state that a transition leads to: nothing is left to do. */
export function isAfter(resource: Resource, row: Row, name: string): boolean {
  const to = resource.lifecycle?.transitions?.[name]?.to
  return to !== undefined && to === stateOf(resource, row)
}

/** A written value of a property that stands for states, as a part of a plan. The current value changes nothing. */
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
  const isTrueAlready = value === true && resource.properties[property]?.true_in?.includes(from)
  if (isTrueAlready || isAfter(resource, row, name)) return { after: row, transitions: [] }
  return planTransition(resource, row, name, moment)
}

/** The value of a property that stands for states, derived from the state. */
export function stateValue(resource: Resource, property: string, row: Row): unknown {
  const { lifecycle } = resource
  const { transition, true_in } = resource.properties[property] ?? {}
  if (!lifecycle || !(transition ?? true_in) || property === lifecycle.field) return row[property]
  const state = stateOf(resource, row)
  if (transition && transition.true === undefined && transition.false === undefined) {
    const leading = Object.keys(transition).find(
      value => lifecycle.transitions?.[transition[value] ?? '']?.to === state,
    )
    // A state that no value leads to has no other name.
    return leading ?? state
  }
  const on = transition?.true === undefined ? undefined : lifecycle.transitions?.[transition.true]
  const states = true_in ?? [on?.to]
  return states.includes(state)
}

/** Whether a record reaches the time at which it expires, in a state in which it can. */
export function expires({ lifecycle, properties }: Resource, row: Row, now: number): boolean {
  if (!lifecycle?.expires?.from.includes(String(row[lifecycle.field]))) return false
  const at = row[lifecycle.expires.field]
  return readTime(properties[lifecycle.expires.field], at) <= now
}

/** An expired record as it is when a later end, or none, is written. Its lifecycle says whether it revives. */
export function revived({ lifecycle, properties }: Resource, row: Row, values: Row, now: number): Row {
  const { field = '', to, revives_to: state } = lifecycle?.expires ?? {}
  if (!lifecycle || state === undefined || row[lifecycle.field] !== to || !Object.hasOwn(values, field)) return row
  const isOver = readTime(properties[field], values[field]) <= now
  return isOver ? row : { ...row, [lifecycle.field]: state }
}

export function stateOf({ lifecycle }: Resource, row: Row): string {
  return String(row[lifecycle?.field ?? ''])
}
