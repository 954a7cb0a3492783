import type { Exchange } from '../engine/engine.ts'

/** How many requests are told of. */
const LENGTH = 1000

/** The last requests. */
export class RequestLog {
  #exchanges: Exchange[] = []

  /** Oldest first; a copy. */
  get requests(): readonly Exchange[] {
    return this.#exchanges.slice(-LENGTH)
  }

  /** To drop the oldest one each time would cost more than all else here. */
  add(exchange: Exchange): void {
    if (this.#exchanges.length === 2 * LENGTH) this.#exchanges = this.#exchanges.slice(-LENGTH)
    this.#exchanges.push(exchange)
  }

  clear(): void {
    this.#exchanges = []
  }
}
