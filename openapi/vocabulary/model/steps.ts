/** The steps that a record can take between its states. */

import { listOf } from '../../contract/prose.ts'
import type { Model, ResourceNode } from './model.ts'
import { canExpire, reachableStates, type Way, waysOf } from './states.ts'

export interface Step {
  /** The name of the transition, or the property that holds the time at which it happens. */
  readonly name: string
  readonly from: readonly string[]
  /** Undefined if the record is deleted. */
  readonly to: string | undefined
  /** The operations that take it; empty if it happens automatically. */
  readonly operations: readonly string[]
  /** The error code in any other state. */
  readonly refuse: string | undefined
  /** The records that take it from any state, by the values of properties. */
  readonly unless?: Readonly<Record<string, readonly string[]>>
  /** How long after it entered the state, if it happens automatically then. */
  readonly delay?: string
}

export interface Steps {
  readonly initial: string
  /** The reachable states, in the order in which they are reached. */
  readonly states: readonly string[]
  readonly steps: readonly Step[]
}

const DEFAULT_REFUSAL = 'invalid_transition'

/** @returns undefined if the resource has no lifecycle */
export function stepsOf(model: Model, resource: ResourceNode): Steps | undefined {
  const { lifecycle } = resource.words
  if (!lifecycle) return undefined
  const states = [...reachableStates(model, resource)]
  const reachable = (from: readonly string[]) => from.filter(state => states.includes(state))
  const ways = waysOf(model, resource)
  const taken = Object.entries(lifecycle.transitions ?? {}).flatMap(([name, { from, to, refuse, unless }]): Step[] => {
    const operations = [
      ...new Set(ways.filter(way => way.transition === name && !isBirth(way)).map(({ operation }) => operation.id)),
    ]
    if (operations.length === 0) return []
    return [
      { name, from: reachable(from), to, operations, refuse: refuse ?? DEFAULT_REFUSAL, ...(unless && { unless }) },
    ]
  })
  const { expires } = lifecycle
  const elapsed: Step[] =
    expires && canExpire(model, resource, lifecycle)
      ? [{ name: expires.field, from: reachable(expires.from), to: expires.to, operations: [], refuse: undefined }]
      : []
  const moved = Object.entries(lifecycle.after ?? {}).map(
    ([state, { to, in: delay }]): Step => ({
      name: state,
      from: reachable([state]),
      to,
      operations: [],
      refuse: undefined,
      delay,
    }),
  )
  const retired = model.operations.flatMap(({ words }): Step[] => {
    const { rotate } = words?.resource === resource.name ? (words ?? {}) : {}
    const from = lifecycle.transitions?.[rotate?.during ?? '']?.to
    const to = lifecycle.transitions?.[rotate?.retire ?? '']?.to
    return rotate?.until !== undefined && from !== undefined
      ? [{ name: rotate.until, from: [from], to, operations: [], refuse: undefined }]
      : []
  })
  return {
    initial: lifecycle.initial,
    states,
    steps: [
      ...taken,
      ...elapsed,
      ...revivals(model, resource, reachable),
      ...moved,
      ...retired,
      ...freeDeletion(model, resource, states),
    ],
  }
}

/** Creating a record in a state other than the initial one is not a step. */
const isBirth = ({ operation }: Way) => operation.words?.does === 'create'

/** An expired record that gets a later end. */
function revivals(model: Model, { name, words }: ResourceNode, reachable: Reachable): Step[] {
  const { to, revives_to: state } = words.lifecycle?.expires ?? {}
  if (to === undefined || state === undefined) return []
  const operations = model.operations.flatMap(({ id, words }) =>
    words?.resource === name && ['update', 'replace'].includes(words.does) ? [id] : [],
  )
  return [{ name: 'revive', from: reachable([to]), to: state, operations, refuse: undefined }]
}

type Reachable = (states: readonly string[]) => readonly string[]

/** What deletes a record in any state: signing out, and `delete` if no transition restricts it. */
function freeDeletion(model: Model, { name, words }: ResourceNode, states: readonly string[]): Step[] {
  const signingOut = ['sign_out', 'sign_out_everywhere']
  const ends = words.lifecycle?.transitions?.delete ? signingOut : [...signingOut, 'delete']
  return model.operations.flatMap(operation => {
    const { does, resource } = operation.words ?? {}
    if (does === undefined || resource !== name || !ends.includes(does)) return []
    return [
      { name: does.replaceAll('_', ' '), from: states, to: undefined, operations: [operation.id], refuse: undefined },
    ]
  })
}

/** A text alternative to the diagram. */
export function spokenSteps({ initial, steps }: Steps, noun: string): string {
  const moves = steps.map(({ name, from, to, operations, delay }) => {
    const how = delay !== undefined ? `after ${delay}` : operations.length === 0 ? `at ${name}` : name
    return `${how}: from ${listOf(from, 'or')} to ${to ?? 'gone'}`
  })
  return [`A new ${noun} is ${initial}`, ...moves].join('; ')
}
