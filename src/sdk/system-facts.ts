import type { Rules, SystemId, SystemRules } from './generated/systems.ts'

/**
 * The rules of a system, as data with the types of that very system: a user interface needs no `if` on a system.
 *
 * @example
 * const { label, limit, canPause } = shop.system
 * if (limit) console.log(`At most ${limit.max} active keys for each ${limit.per}`)
 */
export type SystemFacts<System extends SystemId = SystemId> = System extends SystemId
  ? { readonly [Fact in keyof SystemRules]: Rules[System][Fact] }
  : never
