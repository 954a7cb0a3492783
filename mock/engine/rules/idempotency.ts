import type { Answer } from '../../../openapi/vocabulary/engine/plan.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'

const LIFETIME = 10 * 60 * 1000

/** A request that may be repeated. */
export interface Repeatable {
  /** Caller, operation and idempotency key. */
  readonly scope: string
  /** A hash of everything that must be the same in a repetition. */
  readonly fingerprint: string
}

interface Kept {
  readonly fingerprint: string
  readonly answer: Answer
  readonly until: number
}

/**
 * The answers of the last 10 minutes, by caller, operation and idempotency key. They hold secrets that are shown once, so
 * this store is never written anywhere.
 */
export class IdempotencyStore {
  readonly #kept = new Map<string, Kept>()
  readonly #running = new Set<string>()

  /** Marks a request as running; false if one with the same scope is running already. */
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

  /** Removes expired answers. Runs at every request, so that no secret is kept longer than necessary. */
  forget(now: number): void {
    // Answers are in the order in which they were stored, so the first one that has not expired ends the search.
    for (const [scope, { until }] of this.#kept) {
      if (until > now) return
      this.#kept.delete(scope)
    }
  }

  /**
   * The stored answer to a repeated request; undefined if this is the first one.
   * @throws {Refusal} idempotency_key_reused
   */
  replay({ scope, fingerprint }: Repeatable, now: number): Answer | undefined {
    const kept = this.#kept.get(scope)
    // A clock that was set back can leave an expired answer behind one that has not expired.
    if (!kept || kept.until <= now) return undefined
    if (kept.fingerprint !== fingerprint) {
      throw new Refusal({
        code: 'idempotency_key_reused',
        detail:
          'This idempotency key was used with another body in the last 10 minutes. Use a new key for a new request.',
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
    detail: 'The first request with this idempotency key is still running. Retry in a moment.',
    rule: 'idempotency',
  })
}
