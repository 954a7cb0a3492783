import type { Verb } from '../../../openapi/contract/words.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import { type Plan, reading } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { act as rotate } from '../../../openapi/vocabulary/words/rotate.ts'
import { act as signIn } from '../../../openapi/vocabulary/words/sign_in.ts'
import { close, open } from '../../../openapi/vocabulary/words/window.ts'
import type { Context } from '../context.ts'
import { answerFromDocument, prefersDocument } from '../described/answer-from-document.ts'
import { clear } from './clear.ts'
import { create } from './create.ts'
import { remove } from './delete.ts'
import { get } from './get.ts'
import { identify } from './identify.ts'
import { link, unlink } from './link.ts'
import { count, list } from './list.ts'
import { signOut, signOutEverywhere } from './sign-out.ts'
import { transition } from './transition.ts'
import { replace, update } from './update.ts'
import { verify } from './verify.ts'

/** `count` is only inferred. */
const ACTS: Readonly<Record<Verb | 'count', Act<Context>>> = {
  create,
  count,
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
  replace,
  link,
  unlink,
}

/** An operation of which nothing is known. It responds with what the document has. */
const STATELESS = 'answer'

const isVerb = (does: string): does is keyof typeof ACTS => Object.hasOwn(ACTS, does)

/** Step seven: what the operation would change, and how it answers. It changes nothing. */
export function plan(context: Context, call: Call): Plan {
  const { does, shape } = call.operation
  if (shape && (does === STATELESS || prefersDocument(call))) return reading(() => answerFromDocument(context, call))
  const act = isVerb(does) ? ACTS[does] : transition
  return act(context, call)
}
