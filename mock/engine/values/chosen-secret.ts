import { SeededRandom } from './random.ts'

/** Draws the same values as another source and advances its streams, but every secret has the given characters. */
export class ChosenSecret extends SeededRandom {
  readonly #characters: string

  constructor(source: SeededRandom, characters: string) {
    super(source.seed)
    this.counters = source.counters
    this.#characters = characters
  }

  override characters(): string {
    return this.#characters
  }
}
