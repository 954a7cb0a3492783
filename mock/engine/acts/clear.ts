import type { Context } from '../context.ts'
import { isVisible } from '../rules/visibility.ts'
import type { Answer, Call } from '../types.ts'
import { collectionOf, principalOf } from './parts.ts'
import { guardWindow } from './window.ts'

/** Deletes everything of a kind that the account has, for good. */
export function clear(context: Context, call: Call): Answer {
  const collection = collectionOf(context, call)
  const principal = principalOf(call)
  guardWindow(context, call)
  const entries = [...collection.ofTenant(principal.account)].filter(({ row }) =>
    isVisible(collection.resource, row, principal, call.selected),
  )
  for (const entry of entries) context.store.remove(collection, entry)
  return { body: { deleted: entries.length } }
}
