/** The operations that lead into the counted states of a limit. */

import { isMinting } from '../../contract/verbs.ts'
import type { Limit } from '../../contract/words.ts'
import type { Model, OperationNode, ResourceNode } from './model.ts'
import { namedStates, reachableStates, waysOf } from './states.ts'

export interface Enter {
  readonly operation: OperationNode
  /** Whether it can lead there from a state that does not count. Otherwise it moves between counted states. */
  readonly fromOutside: boolean
}

export function entersOf(model: Model, resource: ResourceNode, limit: Limit): Enter[] {
  const { lifecycle } = resource.words
  if (!lifecycle)
    return model.operations.flatMap(operation =>
      creates(resource, operation) ? [{ operation, fromOutside: true }] : [],
    )
  const counted = new Set(limit.count?.[lifecycle.field] ?? namedStates(lifecycle))
  const reachable = reachableStates(model, resource)
  const births = model.operations
    .filter(operation => creates(resource, operation))
    .filter(() => counted.has(lifecycle.initial))
    .map(operation => ({ operation, fromOutside: true }))
  const moves = waysOf(model, resource).flatMap(({ operation, transition }) => {
    const { from = [], to } = lifecycle.transitions?.[transition] ?? {}
    if (operation.words?.does === 'create' || to === undefined || !counted.has(to)) return []
    return [{ operation, fromOutside: from.some(state => reachable.has(state) && !counted.has(state)) }]
  })
  return [...births, ...moves]
}

const creates = ({ name }: ResourceNode, { words }: OperationNode): boolean =>
  words?.resource === name && isMinting(words.does)
