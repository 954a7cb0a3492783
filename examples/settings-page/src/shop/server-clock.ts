import type { ResponseLike } from 'latchkey'

/** The clock of the server, which can differ from the browser's: every response has its `Date`. */
export class ServerClock {
  /** How far it is ahead of the browser's clock, in milliseconds. */
  #lead = 0

  /**
   * Follows the `Date` of a response. It has whole seconds, so this clock is never ahead of the server's. A response
   * without it changes nothing.
   */
  read({ headers }: Pick<ResponseLike, 'headers'>): void {
    const date = Date.parse(new Headers([...headers]).get('Date') ?? '')
    if (!Number.isNaN(date)) this.#lead = date - Date.now()
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#lead
  }

  /** When the browser's clock reaches a time of the server, in milliseconds since 1970; now if there is no time. */
  whenLocal(time: string | null): number {
    return time === null ? Date.now() : Date.parse(time) - this.#lead
  }
}
