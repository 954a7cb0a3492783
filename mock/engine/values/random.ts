import { base62Number } from './base62.ts'
import { crc32 } from './crc32.ts'
import { sha256Bytes } from './sha256.ts'

/**
 * Everything random in a mock, drawn from its seed. Each purpose has a stream of its own, so that one more
 * request of one kind does not change the values of another kind. Its whole state is `counters`.
 */
export class SeededRandom {
  readonly seed: number
  counters: Record<string, number>

  constructor(seed: number, counters: Readonly<Record<string, number>> = {}) {
    this.seed = seed
    this.counters = { ...counters }
  }

  /** Counts a stream up; the count says which of its values is drawn. */
  next(purpose: string): number {
    const count = (this.counters[purpose] ?? 0) + 1
    this.counters[purpose] = count
    return count
  }

  /** The 32 bytes of a stream that belong to a count, for a secret. */
  bytes(purpose: string, count: number): Uint8Array {
    return sha256Bytes(`${this.seed}/${purpose}/${count}`)
  }

  /** The next whole number of a stream, from the least to the greatest. */
  between(purpose: string, least: number, greatest: number): number {
    return least + (mix(this.seed + crc32(purpose), this.next(purpose)) % (greatest - least + 1))
  }

  /** The next id: the prefix and 16 base62 characters. Two ids of a prefix always differ. */
  id(prefix: string): string {
    const count = this.next(`${prefix}id`)
    const stream = crc32(prefix)
    return (
      prefix + this.#digits(count, stream, 6) + this.#digits(count, stream + 1, 6) + this.#digits(count, stream + 2, 4)
    )
  }

  /** The next request id. */
  requestId(): string {
    const count = this.next('request')
    return `req_${this.#digits(count, 0, 6)}${this.#digits(count, 1, 6)}`
  }

  /** Ids are no secrets: they are mixed by arithmetic, since hashing them would take longer than all else. */
  #digits(count: number, stream: number, length: number): string {
    return base62Number(mix(this.seed + stream, count), length)
  }
}

/** 32 well-mixed bits of two numbers (the finalizer of MurmurHash3). */
function mix(one: number, other: number): number {
  let hash = (Math.imul(one, 0x9e3779b1) ^ Math.imul(other + 1, 0x85ebca6b)) >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
