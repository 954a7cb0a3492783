import type { Context } from '../context.ts'
import type { Answer, Call } from '../types.ts'
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
import { closeWindow, openWindow } from './window.ts'

type Act = (context: Context, call: Call) => Answer

/** What the word `does` can say; anything else is the name of a transition. */
const VERBS: Readonly<Record<string, Act>> = {
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

/** Step seven: does what the operation does. Everything is checked before anything changes. */
export function act(context: Context, call: Call): Answer {
  return (VERBS[call.operation.does] ?? transition)(context, call)
}
