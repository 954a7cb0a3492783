import type { Exchange } from '../engine/engine.ts'

/** How many requests are remembered. */
const LENGTH = 1000

/** The last requests, oldest first. */
export class RequestLog {
  readonly requests: Exchange[] = []

  add(exchange: Exchange): void {
    this.requests.push(exchange)
    if (this.requests.length > LENGTH) this.requests.shift()
  }

  clear(): void {
    this.requests.length = 0
  }
}
