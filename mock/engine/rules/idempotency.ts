import type { Answer } from '../../../openapi/vocabulary/engine/plan.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'

const LIFETIME = 10 * 60 * 1000

/** A request that may come again. */
export interface Repeatable {
  /** Caller, operation and idempotency key. */
  readonly scope: string
  /** A hash of all that must be the same in a repetition. */
  readonly fingerprint: string
}

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

  isRunning(scope: string): boolean {
    return this.#running.has(scope)
  }

  finish(scope: string): void {
    this.#running.delete(scope)
  }

  /** Forgets what is over. Done at every request: no secret stays longer than it must. */
  forget(now: number): void {
    // Answers stand in the order in which they were kept, so the first that is still alive ends the search.
    for (const [scope, { until }] of this.#kept) {
      if (until > now) return
      this.#kept.delete(scope)
    }
  }

  /**
   * The first answer to a repeated request; undefined where it is the first.
   * @throws {Refusal} idempotency_key_reused
   */
  replay({ scope, fingerprint }: Repeatable, now: number): Answer | undefined {
    const kept = this.#kept.get(scope)
    // A clock that was set back can leave an answer behind one that lives longer.
    if (!kept || kept.until <= now) return undefined
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

  keep({ scope, fingerprint }: Repeatable, answer: Answer, now: number): void {
    this.#kept.set(scope, { fingerprint, answer, until: now + LIFETIME })
  }
}

export function stillRunning(): Refusal {
  return new Refusal({
    code: 'idempotency_conflict',
    detail: 'The first request with this idempotency key has not been answered yet; repeat this one a little later.',
    rule: 'idempotency',
  })
}
