import type { Verb } from '../../../openapi/contract/words.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Plan } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { act as rotate } from '../../../openapi/vocabulary/words/rotate.ts'
import { act as signIn } from '../../../openapi/vocabulary/words/sign_in.ts'
import { close, open } from '../../../openapi/vocabulary/words/window.ts'
import type { Context } from '../context.ts'
import { planDescribed } from '../described/acts.ts'
import { clear } from './clear.ts'
import { create } from './create.ts'
import { remove } from './delete.ts'
import { get } from './get.ts'
import { identify } from './identify.ts'
import { list } from './list.ts'
import { signOut, signOutEverywhere } from './sign-out.ts'
import { transition } from './transition.ts'
import { update } from './update.ts'
import { verify } from './verify.ts'

const ACTS: Readonly<Record<Verb, Act<Context>>> = {
  create,
  list,
  get,
  update,
  delete: remove,
  clear,
  rotate,
  open,
  close,
  sign_in: signIn,
  sign_out: signOut,
  sign_out_everywhere: signOutEverywhere,
  identify,
  verify,
}

const isVerb = (does: string): does is Verb => Object.hasOwn(ACTS, does)

/** Step seven: what the operation would change, and how it answers. It changes nothing. */
export function plan(context: Context, call: Call): Plan {
  const { does, shape } = call.operation
  if (shape) return planDescribed(context, call)
  const act = isVerb(does) ? ACTS[does] : transition
  return act(context, call)
}
