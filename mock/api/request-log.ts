import type { Exchange } from '../engine/engine.ts'

const LENGTH = 1000

/** The last 1000 requests. */
export class RequestLog {
  #exchanges: Exchange[] = []

  /** A copy, oldest first. */
  get requests(): readonly Exchange[] {
    return this.#exchanges.slice(-LENGTH)
  }

  /** Old entries are dropped by the thousand. Dropping one at each request would cost more than adding it. */
  add(exchange: Exchange): void {
    if (this.#exchanges.length === 2 * LENGTH) this.#exchanges = this.#exchanges.slice(-LENGTH)
    this.#exchanges.push(exchange)
  }

  clear(): void {
    this.#exchanges = []
  }
}
