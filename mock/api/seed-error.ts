import { maskSecrets } from '../engine/values/mask.ts'

/** Rows that cannot be seeded. Nothing was added. */
export class SeedError extends Error {
  override readonly name = 'SeedError'
  /** Everything that is wrong, each with its place: `ApiKey[0]/name must be string`. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    const masked = problems.map(maskSecrets)
    super(`Nothing was seeded:\n${masked.map(problem => `  ${problem}`).join('\n')}`)
    this.problems = masked
  }
}
