import type { Resource } from '../../../openapi/contract/contract.ts'
import type { Stamps } from '../../../openapi/contract/words.ts'
import { Refusal } from '../refusal.ts'
import type { Row } from '../types.ts'
import { formatTime, parseTime } from '../values/time.ts'

/** When, and by whom, for the properties that the server fills in. */
export interface Moment {
  readonly now: number
  readonly actor: string
}

/** The values of stamped properties. */
export function stamp(stamps: Stamps | undefined, moment: Moment): Row {
  const values: Record<string, unknown> = {}
  for (const property in stamps) values[property] = stamps[property] === 'now' ? formatTime(moment.now) : moment.actor
  return values
}

/**
 * The row after a transition.
 * @param name a transition of the resource's lifecycle
 * @throws {Refusal} the transition's code, or invalid_transition
 */
export function take(resourceName: string, resource: Resource, row: Row, name: string, moment: Moment): Row {
  const lifecycle = resource.lifecycle
  const transition = lifecycle?.transitions?.[name]
  if (!lifecycle || !transition) return row
  const state = String(row[lifecycle.field])
  if (!transition.from.includes(state)) throw refuseTransition(resourceName, resource, name, state)
  return {
    ...row,
    ...(transition.to === undefined ? {} : { [lifecycle.field]: transition.to }),
    ...stamp(transition.set, moment),
    ...stamp(resource.set?.change, moment),
  }
}

function refuseTransition(resourceName: string, resource: Resource, name: string, state: string): Refusal {
  const transition = resource.lifecycle?.transitions?.[name]
  return new Refusal({
    code: transition?.refuse ?? 'invalid_transition',
    detail: `The ${resource.title} is ${state}; ${transition ? `${name} is possible only while it is ${transition.from.join(' or ')}` : `nothing leads from there to ${name}`}.`,
    rule: 'lifecycle',
    at: `#/components/schemas/${resourceName}/x-latchkey/lifecycle/transitions${transition ? `/${name}` : ''}`,
  })
}

/** The row once its time is over; undefined where it does not expire in its state. */
export function expire(resource: Resource, row: Row, now: number): Row | undefined {
  const expires = resource.lifecycle?.expires
  if (!expires || !resource.lifecycle || !expires.from.includes(String(row[resource.lifecycle.field]))) return undefined
  const at = row[expires.field]
  if (typeof at !== 'string' || parseTime(at) > now) return undefined
  return { ...row, [resource.lifecycle.field]: expires.to }
}

/** The value of a property that writes transitions, as the state shows it. */
export function stateValue(resource: Resource, property: string, row: Row): unknown {
  const lifecycle = resource.lifecycle
  const words = resource.properties[property]?.transition
  if (!lifecycle || !words) return row[property]
  if (property === lifecycle.field) return row[property]
  const state = row[lifecycle.field]
  const on = words.true === undefined ? undefined : lifecycle.transitions?.[words.true]
  return on?.to === state
}

/**
 * The row after a property that writes transitions was given a value. A value that the state already has changes nothing.
 * @throws {Refusal} where no transition leads there from the state
 */
export function writeState(
  resourceName: string,
  resource: Resource,
  row: Row,
  property: string,
  value: unknown,
  moment: Moment,
): Row {
  const lifecycle = resource.lifecycle
  const name = resource.properties[property]?.transition?.[String(value)]
  const state = String(row[lifecycle?.field ?? ''])
  if (name === undefined) {
    if (stateValue(resource, property, row) === value) return row
    throw refuseTransition(resourceName, resource, String(value), state)
  }
  return lifecycle?.transitions?.[name]?.to === state ? row : take(resourceName, resource, row, name, moment)
}
