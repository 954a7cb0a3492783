import { OWN_DIALECT } from '../../../openapi/contract/dialect.ts'
import { plural } from '../../../openapi/contract/prose.ts'
import { parseDuration } from '../../../openapi/contract/time.ts'
import type { Answer } from '../../../openapi/vocabulary/engine/plan.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'

const LIFETIME = parseDuration(OWN_DIALECT.idempotency.keeps)
/** How many answers are kept, and how many characters of JSON they may have together. The oldest are dropped. */
const MAX_ANSWERS = 1000
const MAX_SIZE = 4 * 1024 * 1024

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
  /** The length of the answer as JSON. */
  readonly size: number
}

/** A change of the number of stored answers. */
export interface AnswerChange {
  readonly does: 'keep' | 'forget'
}

/** Called after each change. */
export type AnswerListener = (change: AnswerChange, store: IdempotencyStore) => void

/**
 * The answers of the last minutes, by caller, operation and idempotency key. They hold secrets that are shown once, so
 * this store is never written anywhere.
 */
export class IdempotencyStore {
  readonly #kept = new Map<string, Kept>()
  readonly #running = new Set<string>()
  readonly #onChange: AnswerListener | undefined
  readonly #lifetime: number
  #size = 0

  /** @param lifetime how long answers are kept, in milliseconds */
  constructor(onChange?: AnswerListener, lifetime = LIFETIME) {
    this.#onChange = onChange
    this.#lifetime = lifetime
  }

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
      this.#drop(scope)
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
        detail: `This idempotency key was used with another body in the last ${timeText(this.#lifetime)}. Use a new key for a new request.`,
        rule: 'idempotency',
      })
    }
    return kept.answer
  }

  keep({ scope, fingerprint }: Repeatable, answer: Answer, now: number): void {
    this.#drop(scope)
    const size = JSON.stringify(answer).length
    this.#kept.set(scope, { fingerprint, answer, until: now + this.#lifetime, size })
    this.#size += size
    this.#onChange?.({ does: 'keep' }, this)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MAX_ANSWERS && this.#size <= MAX_SIZE) return
      this.#drop(oldest)
    }
  }

  #drop(scope: string): void {
    this.#size -= this.#kept.get(scope)?.size ?? 0
    if (this.#kept.delete(scope)) this.#onChange?.({ does: 'forget' }, this)
  }
}

function timeText(milliseconds: number): string {
  const minutes = milliseconds / 60_000
  return Number.isInteger(minutes) ? `${minutes} ${plural('minute', minutes)}` : `${milliseconds / 1000} seconds`
}

export function stillRunning(): Refusal {
  return new Refusal({
    code: 'idempotency_conflict',
    detail: 'The first request with this idempotency key is still running. Retry in a moment.',
    rule: 'idempotency',
  })
}
