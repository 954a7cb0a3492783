import { Refusal } from '../refusal.ts'
import type { Answer } from '../types.ts'

const LIFETIME = 10 * 60 * 1000

interface Kept {
  readonly fingerprint: string
  readonly answer: Answer
  readonly until: number
}

/**
 * Answers kept for repetitions, by caller, operation and idempotency key, for 10 minutes. They hold secrets that were
 * shown once: this store is never written anywhere.
 */
export class IdempotencyStore {
  readonly #kept = new Map<string, Kept>()
  readonly #running = new Set<string>()

  /** Marks a request as running; false where one with the same scope already is. */
  start(scope: string): boolean {
    if (this.#running.has(scope)) return false
    this.#running.add(scope)
    return true
  }

  finish(scope: string): void {
    this.#running.delete(scope)
  }

  /**
   * The first answer to a repeated request; undefined where it is the first.
   * @throws {Refusal} idempotency_key_reused
   */
  replay(scope: string, fingerprint: string, now: number): Answer | undefined {
    this.#forget(now)
    const kept = this.#kept.get(scope)
    if (!kept) return undefined
    if (kept.fingerprint !== fingerprint) {
      throw new Refusal({
        code: 'idempotency_key_reused',
        detail:
          'This idempotency key came with another body less than 10 minutes ago; take a new one for a new request.',
        rule: 'idempotency',
      })
    }
    return kept.answer
  }

  keep(scope: string, fingerprint: string, answer: Answer, now: number): void {
    this.#kept.set(scope, { fingerprint, answer, until: now + LIFETIME })
  }

  /** Entries stand in the order in which they were kept, so the first that is still alive ends the search. */
  #forget(now: number): void {
    for (const [scope, { until }] of this.#kept) {
      if (until > now) return
      this.#kept.delete(scope)
    }
  }
}

export function stillRunning(): Refusal {
  return new Refusal({
    code: 'idempotency_conflict',
    detail: 'The first request with this idempotency key has not been answered yet; repeat this one a little later.',
    rule: 'idempotency',
  })
}
