import type { Contract } from '../../openapi/contract/contract.ts'
import type { Exchange, Summary } from '../engine/exchange.ts'
import { type Sent, sentContent } from '../engine/sent.ts'
import type { RawBody } from '../engine/steps/read-body.ts'

const LENGTH = 1000
/** How many bytes the bodies may have together. */
const MAX_BYTES = 16 * 1024 * 1024
/** In place of a body that was dropped. */
const DROPPED: RawBody = { bytes: new Uint8Array([0xe2, 0x80, 0xa6]) }

/** An exchange, which is completed when it is read: most are not. */
interface Entry {
  readonly summary: Summary
  sent: Sent
  exchange?: Exchange
}

/** The last 1000 requests. If their bodies are large, those of the older ones are dropped. */
export class RequestLog {
  readonly #contract: Contract
  #entries: Entry[] = []
  #bytes = 0

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
    if (this.#entries.length === 2 * LENGTH) {
      this.#entries = this.#entries.slice(-LENGTH)
      this.#bytes = this.#entries.reduce((sum, entry) => sum + sizeOf(entry), 0)
    }
    const entry: Entry = { summary, sent }
    this.#entries.push(entry)
    this.#bytes += sizeOf(entry)
    if (this.#bytes > MAX_BYTES) this.#dropBodies()
    return () => this.#exchangeOf(entry)
  }

  clear(): void {
    this.#entries = []
    this.#bytes = 0
  }

  /** Those of the oldest entries, until half of the room is free: dropping one for each request would cost more. */
  #dropBodies(): void {
    for (const entry of this.#entries) {
      if (this.#bytes <= MAX_BYTES / 2) return
      const size = sizeOf(entry)
      if (size === 0) continue
      entry.sent = { ...entry.sent, body: DROPPED }
      delete entry.exchange
      this.#bytes -= size
    }
  }

  #exchangeOf(entry: Entry): Exchange {
    entry.exchange ??= { ...entry.summary, ...sentContent(this.#contract, entry.sent) }
    return entry.exchange
  }
}

const sizeOf = ({ sent: { body } }: { readonly sent: Pick<Sent, 'body'> }) =>
  body && 'bytes' in body && body !== DROPPED ? body.bytes.length : 0
