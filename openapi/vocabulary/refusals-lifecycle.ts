/** The refusals of operations that move records between states. */

import type { Lifecycle } from '../contract/words.ts'
import type { Model, OperationNode, ResourceNode } from './model/model.ts'
import { reachableStates, unmappedValues, waysOf } from './model/states.ts'
import type { Refusal } from './refusals.ts'

const DEFAULT = 'invalid_transition'

export function lifecycleRefusals(model: Model, operation: OperationNode): Refusal[] {
  const { words } = operation
  const resource = words?.resource === undefined ? undefined : model.resources.get(words.resource)
  const lifecycle = resource?.words.lifecycle
  if (!words || !resource || !lifecycle || words.does === 'create') return []
  const reachable = reachableStates(model, resource)
  const rotation = words.rotate && {
    code: words.rotate.refuse ?? DEFAULT,
    why: `\`rotate\` takes only ${words.rotate.from.join(', ')}`,
  }
  return [
    ...transitions(model, operation, resource, lifecycle, reachable),
    ...unmapped(operation, resource),
    ...(rotation && !isSubset(reachable, words.rotate?.from) ? [rotation] : []),
  ]
}

/** A transition is refused in every state that is not in `from`. Writing the value that a property has already changes nothing. */
function transitions(
  model: Model,
  { id }: OperationNode,
  resource: ResourceNode,
  { transitions: all = {} }: Lifecycle,
  reachable: ReadonlySet<string>,
): Refusal[] {
  return waysOf(model, resource).flatMap(({ operation, transition, by }) => {
    const found = all[transition]
    if (operation.id !== id || by === 'rotate' || !found) return []
    const passes = by === 'property' && found.to !== undefined ? [...found.from, found.to] : found.from
    if (isSubset(reachable, passes)) return []
    const why = `the transition \`${transition}\` of \`${resource.name}\` starts only from ${found.from.join(', ')}`
    return [{ code: found.refuse ?? DEFAULT, why }]
  })
}

/** A value that stands for no transition cannot be written, unless the property has it already. */
function unmapped(operation: OperationNode, resource: ResourceNode): Refusal[] {
  return unmappedValues(resource, operation).map(({ property, value }) => ({
    code: DEFAULT,
    why: `no transition leads to the value \`${value}\` of \`${property}\``,
  }))
}

function isSubset(states: ReadonlySet<string>, of: readonly string[] = []): boolean {
  return [...states].every(state => of.includes(state))
}
