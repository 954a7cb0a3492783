import { crc32 } from '../values/crc32.ts'

/** Seeded choices: the same seed makes the same ones, in the same order. */
export interface Chooser {
  /** A whole number from 0 to below `count`. */
  readonly below: (count: number) => number
}

export function chooserOf(seed: string): Chooser {
  let state = crc32(seed)
  return {
    below: count => {
      // Mulberry32.
      state = (state + 0x6d2b79f5) | 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) % count
    },
  }
}

/** One of several; undefined if there are none. */
export function oneOf<Item>(chooser: Chooser, items: ArrayLike<Item>): Item | undefined {
  return items.length === 0 ? undefined : items[chooser.below(items.length)]
}
