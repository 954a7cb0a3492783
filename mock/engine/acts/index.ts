import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Plan } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import type { Context } from '../context.ts'
import { closeWindow, openWindow } from '../rules/window.ts'
import { clear } from './clear.ts'
import { create } from './create.ts'
import { remove } from './delete.ts'
import { get } from './get.ts'
import { identify } from './identify.ts'
import { list } from './list.ts'
import { rotate } from './rotate.ts'
import { signIn, signOut } from './session.ts'
import { transition } from './transition.ts'
import { update } from './update.ts'

/** By the verbs of `does`. Any other value names a transition. */
const ACTS: Readonly<Record<string, Act<Context>>> = {
  create,
  list,
  get,
  update,
  delete: remove,
  clear,
  rotate,
  open: openWindow,
  close: closeWindow,
  sign_in: signIn,
  sign_out: signOut,
  identify,
}

/** Step seven: what the operation would change, and how it answers. It changes nothing. */
export function plan(context: Context, call: Call): Plan {
  return (ACTS[call.operation.does] ?? transition)(context, call)
}
