import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Plan } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Guard } from '../../../openapi/vocabulary/engine/world.ts'
import { guard as guardCredentials } from '../../../openapi/vocabulary/words/authenticates.ts'
import { guard as guardLastHolder } from '../../../openapi/vocabulary/words/last_holder.ts'
import { guard as guardLifecycle } from '../../../openapi/vocabulary/words/lifecycle.ts'
import { guard as guardLimits } from '../../../openapi/vocabulary/words/limits.ts'
import { guard as guardPermissions } from '../../../openapi/vocabulary/words/principal.ts'
import { guard as guardRotation } from '../../../openapi/vocabulary/words/rotate.ts'
import { guard as guardWindow } from '../../../openapi/vocabulary/words/window.ts'
import { guard as guardWorking } from '../../../openapi/vocabulary/words/works.ts'
import type { Context } from '../context.ts'

/** In the order in which the contract promises its checks: permission, body, state, window, limit. */
const GUARDS: readonly Guard[] = [
  guardCredentials,
  guardPermissions,
  guardWorking,
  guardRotation,
  guardLifecycle,
  guardLastHolder,
  guardWindow,
  guardLimits,
]

/**
 * Step eight: every rule that a plan could break.
 * @throws {Refusal} for the first rule that it breaks; nothing has changed
 */
export function guard(context: Context, plan: Plan, call: Call): void {
  for (const check of GUARDS) check(context, plan, call)
}
