import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Plan } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Guard } from '../../../openapi/vocabulary/engine/world.ts'
import { guardRotation } from '../acts/rotate.ts'
import type { Context } from '../context.ts'
import { guardLifecycle } from '../rules/lifecycle.ts'
import { guardLimits } from '../rules/limits.ts'
import { guardNarrowing } from '../rules/narrowing.ts'
import { guardWindow } from '../rules/window.ts'

/** In the order in which the contract promises its checks: permission, state, window, limit. */
const GUARDS: readonly Guard[] = [guardNarrowing, guardRotation, guardLifecycle, guardWindow, guardLimits]

/**
 * Step eight: every rule that a plan could break.
 * @throws {Refusal} for the first rule that it breaks; nothing has changed
 */
export function guard(context: Context, plan: Plan, call: Call): void {
  for (const check of GUARDS) check(context, plan, call)
}
