import { principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { isVisible } from '../../../openapi/vocabulary/words/owner.ts'
import type { Context } from '../context.ts'
import { collectionOf } from './parts.ts'

/** Deletes all records of the resource that the caller can see. */
export const clear: Act<Context> = (context, call) => {
  const collection = collectionOf(context, call)
  const principal = principalOf(call)
  const entries = [...collection.ofTenant(principal.account)].filter(({ row }) =>
    isVisible(collection.resource, row, principal, call.selected),
  )
  return {
    changes: entries.map(entry => ({ does: 'remove', resource: collection.name, entry })),
    answer: () => ({ body: { deleted: entries.length } }),
  }
}
