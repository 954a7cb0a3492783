import type { Context } from '../context.ts'
import { view } from '../rules/view.ts'
import type { Answer, Call } from '../types.ts'
import { collectionOf, targetOf } from './parts.ts'
import { guardWindow, showWindow } from './window.ts'

export function get(context: Context, call: Call): Answer {
  const collection = collectionOf(context, call)
  guardWindow(context, call)
  if (collection.resource.window) return showWindow(context, call)
  return { body: view(context, collection.name, targetOf(call).row, call.operation) }
}
