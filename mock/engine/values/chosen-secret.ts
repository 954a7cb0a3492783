import { ALPHABETS } from '../../../openapi/contract/secret-form.ts'
import { SeededRandom } from './random.ts'
import { sha256Hex } from './sha256.ts'

/**
 * Draws the same values as another source and advances its streams, but every secret has the given characters, or, if it
 * has another form, follows from them.
 */
export class ChosenSecret extends SeededRandom {
  readonly #characters: string

  /** @param characters random base62 characters */
  constructor(source: SeededRandom, characters: string) {
    super(source.seed)
    this.counters = source.counters
    this.#characters = characters
  }

  override characters(purpose: string, count: number, length: number): string {
    return length === this.#characters.length ? this.#characters : this.text(purpose, count, length, ALPHABETS.base62)
  }

  override text(purpose: string, _count: number, length: number, alphabet: string): string {
    let text = ''
    for (let block = 0; text.length < length; block++)
      for (const [byte] of sha256Hex(`${this.#characters} ${purpose} ${block}`).matchAll(/../g))
        text += alphabet[Number.parseInt(byte, 16) % alphabet.length]
    return text.slice(0, length)
  }
}
