import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import { scopeOfCaller } from '../../../openapi/vocabulary/words/limits.ts'
import type { Collection } from '../store/collection.ts'

/** How many records count towards the first limit, of those that count together with the caller's. */
export function usageOf(collection: Collection, principal: Principal) {
  const [limit] = collection.resource.limits ?? []
  if (!limit) return {}
  const { used } = collection.usage(limit, scopeOfCaller(collection.resource, limit, principal))
  const { max } = limit
  return { used, max, limits: { active: { used, max } } }
}
