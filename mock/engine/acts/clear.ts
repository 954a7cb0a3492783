import { type Call, principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { isVisible } from '../../../openapi/vocabulary/words/owner.ts'
import type { Context } from '../context.ts'
import { isBelow } from '../described/parents.ts'
import { compare } from './compare.ts'
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
  const entries = ordered(call, seen).slice(0, countOf(call))
  return {
    changes: entries.map(entry => ({ does: 'remove', resource: collection.name, entry })),
    answer: () => ({ values: { deleted: entries.length, remaining: seen.length - entries.length } }),
  }
}

/** The order matters if only some of them are deleted. */
function ordered({ operation }: Call, entries: readonly Entry[]): readonly Entry[] {
  const { default: order } = operation.shape?.sort ?? {}
  if (order === undefined) return entries
  const property = order.replace(/^-/, '')
  const sorted = entries.toSorted((one, other) => compare(one.row[property], other.row[property]))
  return order.startsWith('-') ? sorted.reverse() : sorted
}

/** The parameter that says how many is that of the size of a page. */
function countOf({ operation: { shape }, query }: Call): number | undefined {
  const { size, default: standard } = shape?.pages ?? {}
  const asked = size === undefined || query[size] === undefined ? undefined : Number(query[size])
  return asked !== undefined && asked >= 0 ? asked : standard
}
