import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Answer } from '../../../openapi/vocabulary/engine/plan.ts'
import { follow } from '../../../openapi/vocabulary/words/authenticates.ts'
import { plan } from '../acts/index.ts'
import type { Context } from '../context.ts'
import { commit } from './commit.ts'
import { guard } from './guard.ts'

/**
 * Steps seven to nine: plans what the operation changes, checks the plan as a whole, and only then changes anything.
 * @throws {Refusal} nothing has changed
 */
export function carryOut(context: Context, call: Call): Answer {
  const planned = plan(context, call)
  guard(context, planned, call)
  const following = follow(context, planned)
  const answer = commit(context, call.operation, planned)
  commit(context, call.operation, { changes: following, answer: () => ({}) })
  return answer
}
