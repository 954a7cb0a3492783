/** The states of records of shaped operations, and what changes between them. */
import type { Resource } from '../../../openapi/contract/contract.ts'
import { type Call, momentOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { applyTransition, stateOf, type Transited } from '../../../openapi/vocabulary/engine/transitions.ts'

/** A new record is in the initial state, whatever the request says. */
export function initialState({ lifecycle }: Resource): Row {
  return lifecycle ? { [lifecycle.field]: lifecycle.initial } : {}
}

/**
 * A changed row with the transition that leads to its state. The guard checks that its state before allows it. Writing the
 * present state changes nothing; an operation that is a transition takes it again.
 */
export function transited(resource: Resource, before: Row, after: Row, call: Call): Transited {
  const { lifecycle } = resource
  if (!lifecycle || resource.properties[lifecycle.field]?.transition) return { after, transitions: [] }
  const from = stateOf(resource, before)
  const to = stateOf(resource, after)
  if (from === to) return { after, transitions: [] }
  const leading = Object.entries(lifecycle.transitions ?? {}).filter(([, transition]) => transition.to === to)
  const [name] = leading.find(([, transition]) => transition.from.includes(from)) ?? leading[0] ?? []
  if (name === undefined) return { after, transitions: [{ from, to: { value: to } }] }
  return {
    after: applyTransition(resource, after, name, momentOf(call)),
    transitions: [{ from, to: { transition: name } }],
  }
}
