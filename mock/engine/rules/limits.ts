import type { Limit } from '../../../openapi/contract/words.ts'
import { Refusal } from '../refusal.ts'
import { type Collection, isCounted } from '../store/collection.ts'
import type { Entry, Row } from '../types.ts'

/** A change of one record: created where there is no `before`. */
export interface Change {
  readonly before?: Row
  readonly after: Row
}

/**
 * Refuses changes after which more records would be in the counted states than a limit allows. Changes that bring
 * none into them pass, even above a limit.
 * @throws {Refusal} the limit's code
 */
export function guardLimits(collection: Collection, changes: readonly Change[]): void {
  for (const limit of collection.resource.limits ?? []) {
    if (limit.max === null) continue
    const growth = new Map<unknown, number>()
    for (const { before, after } of changes) {
      if (before && isCounted(limit, before)) add(growth, collection.scopeOf(limit, before), -1)
      if (isCounted(limit, after)) add(growth, collection.scopeOf(limit, after), 1)
    }
    for (const [scope, by] of growth) {
      const { used } = collection.usage(limit, scope)
      if (by > 0) guard(collection, limit, used, by)
    }
  }
}

/**
 * The limit on rotation: the new record takes the old one's place, so those that retire do not count. As many may
 * retire at once as may be active; else a chain of rotations would leave any number working.
 * @param retires whether the old record works for a while yet
 * @throws {Refusal} the limit's code
 */
export function guardRotation(collection: Collection, old: Entry, retires: boolean): void {
  for (const limit of collection.resource.limits ?? []) {
    const { used, retiring } = collection.usage(limit, collection.scopeOf(limit, old.row))
    guard(collection, limit, used - retiring - (old.retiring ? 0 : 1), 1)
    if (retires && !old.retiring) guard(collection, limit, retiring, 1)
  }
}

function guard(collection: Collection, limit: Limit, used: number, by: number): void {
  if (limit.max === null || used + by <= limit.max) return
  const index = collection.resource.limits?.indexOf(limit)
  throw new Refusal({
    code: limit.refuse ?? '',
    detail: `${used} of ${limit.max} are in use, counted per ${limit.per}; one must leave first.`,
    rule: 'limits',
    at: `#/components/schemas/${collection.name}/x-latchkey/limits/${index}`,
    members: { limit: limit.max, used, scope: limit.per },
  })
}

const add = (sums: Map<unknown, number>, key: unknown, by: number) => sums.set(key, (sums.get(key) ?? 0) + by)
