import { base62, base62Number } from './base62.ts'
import { sha256Bytes } from './sha256.ts'

const ID_LENGTH = 16

/**
 * Everything random in a mock, drawn from its seed. Each purpose has a stream of its own, so that one more
 * request of one kind does not change the values of another kind. Its whole state is `counters`.
 */
export class SeededRandom {
  readonly #seed: number
  readonly counters: Record<string, number> = {}

  constructor(seed: number) {
    this.#seed = seed
  }

  /** The next 32 bytes of the stream. */
  bytes(purpose: string): Uint8Array {
    const count = (this.counters[purpose] ?? 0) + 1
    this.counters[purpose] = count
    return sha256Bytes(`${this.#seed}/${purpose}/${count}`)
  }

  /** The next id: the prefix and 16 base62 characters. */
  id(prefix: string): string {
    return prefix + base62(this.bytes(prefix), ID_LENGTH)
  }

  /** The next request id. Every request takes one, so it is mixed by arithmetic rather than hashed. */
  requestId(): string {
    const count = (this.counters.request ?? 0) + 1
    this.counters.request = count
    return `req_${base62Number(mix(this.#seed, count), 6)}${base62Number(mix(this.#seed + 1, count), 6)}`
  }
}

/** 32 well-mixed bits of two numbers (the finalizer of MurmurHash3). */
function mix(one: number, other: number): number {
  let hash = (Math.imul(one, 0x9e3779b1) ^ Math.imul(other + 1, 0x85ebca6b)) >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
