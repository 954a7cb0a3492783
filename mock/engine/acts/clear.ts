import { type Call, principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { isVisible } from '../../../openapi/vocabulary/words/owner.ts'
import type { Context } from '../context.ts'
import { isBelow } from '../described/parents.ts'
import { collectionOf } from './parts.ts'

/** Deletes all records of the resource that the caller can see, or as many as the request says. */
export const clear: Act<Context> = (context, call) => {
  const collection = collectionOf(context, call)
  const principal = principalOf(call)
  const { resource } = collection
  const all = resource.owner ? collection.ofTenant(principal.account) : collection.entries()
  const seen = [...all].filter(
    ({ row }) => isVisible(resource, row, principal, call.selected) && isBelow(resource, row, call.params),
  )
  const entries = seen.slice(0, countOf(call))
  return {
    changes: entries.map(entry => ({ does: 'remove', resource: collection.name, entry })),
    answer: () => ({ values: { deleted: entries.length, remaining: seen.length - entries.length } }),
  }
}

/** The parameter that says how many is that of the size of a page. */
function countOf({ operation: { shape }, query }: Call): number | undefined {
  const { size, default: standard } = shape?.pages ?? {}
  const asked = size === undefined || query[size] === undefined ? standard : Number(query[size])
  return asked !== undefined && asked >= 0 ? asked : undefined
}
