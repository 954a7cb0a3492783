import { base62Of } from './base62.ts'
import { crc32 } from './crc32.ts'

/** The number of base62 digits of 32 bits: different numbers have different digits. */
const ALL = 6
/** How many of the lowest digits are uniformly distributed. */
const EVEN = 5
/** How many bits of a number are spread evenly over the characters of any alphabet. */
const EVEN_BITS = 26

/**
 * All random values of a mock, from its seed. Each purpose has its own stream, so that one more request of one kind does
 * not change the values of another kind. Its whole state is `counters`.
 */
export class SeededRandom {
  readonly seed: number
  counters: Record<string, number>
  readonly #start: number

  constructor(seed: number, counters: Readonly<Record<string, number>> = {}) {
    this.seed = seed
    this.#start = crc32(String(seed))
    this.counters = { ...counters }
  }

  /** Advances a stream. Returns the position of the value in the stream. */
  next(purpose: string): number {
    const count = (this.counters[purpose] ?? 0) + 1
    this.counters[purpose] = count
    return count
  }

  /** The base62 characters at a position of a stream, for a secret. */
  characters(purpose: string, count: number, length: number): string {
    return this.#characters(count, crc32(purpose), length, EVEN)
  }

  /** The characters of an alphabet at a position of a stream, for a secret. */
  text(purpose: string, count: number, length: number, alphabet: string): string {
    const stream = this.#start + crc32(purpose)
    const each = Math.floor(EVEN_BITS / Math.log2(alphabet.length))
    let text = ''
    for (let part = 0; text.length < length; part++) {
      let rest = mix(stream + part, count)
      for (let place = 0; place < each && text.length < length; place++) {
        text += alphabet[rest % alphabet.length]
        rest = Math.floor(rest / alphabet.length)
      }
    }
    return text
  }

  /** The next hexadecimal digits of a stream. */
  hex(purpose: string, length: number): string {
    const count = this.next(purpose)
    const stream = this.#start + crc32(purpose)
    const parts = Array.from({ length: Math.ceil(length / 8) }, (_, part) => mix(stream + part, count))
    return parts
      .map(part => part.toString(16).padStart(8, '0'))
      .join('')
      .slice(0, length)
  }

  /** The next integer of a stream within bounds, both included. */
  between(purpose: string, least: number, greatest: number): number {
    return least + (mix(this.#start + crc32(purpose), this.next(purpose)) % (greatest - least + 1))
  }

  /** The next id: the prefix and 16 base62 characters. Ids with the same prefix are unique. */
  id(prefix: string): string {
    return prefix + this.#characters(this.next(`${prefix}id`), crc32(prefix), 16, ALL)
  }

  /** The next request id. */
  requestId(): string {
    return `req_${this.#characters(this.next('request'), 0, 12, ALL)}`
  }

  /** Mixed by arithmetic, which is faster than hashing. Anyone who knows the seed can compute the values either way. */
  #characters(count: number, stream: number, length: number, each: number): string {
    let number = this.#start + stream
    return base62Of(length, each, () => mix(number++, count))
  }
}

/** 32 well-mixed bits of two numbers (the finalizer of MurmurHash3). */
function mix(one: number, other: number): number {
  let hash = (Math.imul(one, 0x9e3779b1) ^ Math.imul(other + 1, 0x85ebca6b)) >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
