import type { Facts } from './facts.ts'
import type { SystemId, Systems } from './generated/systems.ts'

/**
 * The facts of a system, with the literal types of that system.
 *
 * @example
 * const { label, limit, canPause } = shop.system
 * if (limit) console.log(`At most ${limit.max} active keys for each ${limit.per}`)
 */
export type SystemFacts<System extends SystemId = SystemId> = System extends SystemId
  ? { readonly [Fact in keyof Facts]: Systems[System]['facts'][Fact] }
  : never
