import type { Contract } from '../../openapi/contract/contract.ts'
import type { Exchange, Summary } from '../engine/exchange.ts'
import { type Sent, sentContent } from '../engine/sent.ts'

const LENGTH = 1000

/** An exchange, which is completed when it is read: most are not. */
interface Entry {
  readonly summary: Summary
  readonly sent: Sent
  exchange?: Exchange
}

/** The last 1000 requests. */
export class RequestLog {
  readonly #contract: Contract
  #entries: Entry[] = []

  constructor(contract: Contract) {
    this.#contract = contract
  }

  /** A copy, oldest first. */
  get requests(): readonly Exchange[] {
    return this.#entries.slice(-LENGTH).map(entry => this.#exchangeOf(entry))
  }

  /**
   * Old entries are dropped by the thousand. Dropping one at each request would cost more than adding it.
   * @returns a function that completes the exchange
   */
  add(summary: Summary, sent: Sent): () => Exchange {
    if (this.#entries.length === 2 * LENGTH) this.#entries = this.#entries.slice(-LENGTH)
    const entry = { summary, sent }
    this.#entries.push(entry)
    return () => this.#exchangeOf(entry)
  }

  clear(): void {
    this.#entries = []
  }

  #exchangeOf(entry: Entry): Exchange {
    entry.exchange ??= { ...entry.summary, ...sentContent(this.#contract, entry.sent) }
    return entry.exchange
  }
}
