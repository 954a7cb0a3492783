/** The error of `seed`, and its guard. */
import { maskSecrets } from '../engine/values/mask.ts'

const BRAND: unique symbol = Symbol.for('latchkey.SeedError')

/** The rows cannot be seeded. Nothing was added. */
export class SeedError extends Error {
  override readonly name = 'SeedError'
  /** Every problem with its place: `ApiKey[0]/name must be string`. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    const masked = problems.map(maskSecrets)
    super(`Nothing was seeded:\n${masked.map(problem => `  ${problem}`).join('\n')}`)
    this.problems = masked
  }

  get [BRAND](): true {
    return true
  }
}

/** Whether an error is a `SeedError`. Unlike `instanceof`, it also recognizes one of another copy of this package. */
export function isSeedError(error: unknown): error is SeedError {
  return BRAND in Object(error)
}
