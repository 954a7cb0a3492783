import { targetOf } from '../../../openapi/vocabulary/engine/call.ts'
import { reading } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { get as showWindow } from '../../../openapi/vocabulary/words/window.ts'
import type { Context } from '../context.ts'
import { view } from '../rules/view.ts'
import { collectionOf } from './parts.ts'

export const get: Act<Context> = (context, call) => {
  const { name, resource } = collectionOf(context, call)
  if (resource.window) return showWindow(context, call)
  return reading(() => ({ body: view(context, name, targetOf(call).row, call.operation) }))
}
