import type { Finding } from '../finding.ts'
import { nearest } from '../nearest.ts'
import type { ResourceNode } from './model.ts'
import type { Place } from './node.ts'
import { namedStates } from './states.ts'

/** A finding if no record of the resource can be in the state. */
export function unreachableState(
  { name, words }: ResourceNode,
  reachable: ReadonlySet<string>,
  state: string,
  at: Place,
): Finding[] {
  if (reachable.has(state) || !words.lifecycle) return []
  const others = [...namedStates(words.lifecycle)].filter(named => named !== state)
  const near = nearest(state, [...reachable, ...others])
  const advice = near === undefined ? ' Remove it, or let an operation lead there.' : ` Did you mean \`${near}\`?`
  return [{ message: `No record of \`${name}\` can be \`${state}\`.${advice}`, at, isLenient: true }]
}
