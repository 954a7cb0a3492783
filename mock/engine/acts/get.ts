import { targetOf } from '../../../openapi/vocabulary/engine/call.ts'
import { reading } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { get as showWindow } from '../../../openapi/vocabulary/words/window.ts'
import type { Context } from '../context.ts'
import { answerRecord } from './parts.ts'

export const get: Act<Context> = (context, call) => {
  if (call.resource?.window) return showWindow(context, call)
  return reading(() => answerRecord(context, call, targetOf(call)))
}
