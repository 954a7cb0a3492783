import type { Context } from '../context.ts'
import { take } from '../rules/lifecycle.ts'
import type { Answer, Call } from '../types.ts'
import { collectionOf, principalOf, targetOf } from './parts.ts'
import { guardWindow } from './window.ts'

/** Removes a record for good, in the states in which its lifecycle lets it be deleted. */
export function remove(context: Context, call: Call): Answer {
  const collection = collectionOf(context, call)
  const entry = targetOf(call)
  take(collection.name, collection.resource, entry.row, 'delete', { now: call.now, actor: principalOf(call).actor })
  guardWindow(context, call)
  context.store.remove(collection, entry)
  return {}
}
