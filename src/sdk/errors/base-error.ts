import type { Trail } from './failure.ts'
import type { Problem } from './problems.ts'

/** Marks the errors of this package, whichever copy of it made them. */
export const BRAND: unique symbol = Symbol.for('latchkey.error')

/** What is known of a failed call, where an error is made: a call of one attempt unless it says more. */
export type Details = ErrorOptions & { readonly [Member in keyof Trail]?: Trail[Member] | undefined }

interface Members {
  readonly code: string
  readonly status?: number | undefined
  readonly problem?: Problem | undefined
  readonly requestId?: string | undefined
}

/** What `LatchkeyError` is at run time; its type says which members go together. */
export class BaseError extends Error implements Members, Trail {
  declare readonly code: string
  declare readonly status: number | undefined
  declare readonly problem: Problem | undefined
  declare readonly requestId: string | undefined
  declare readonly attempts: number
  declare readonly idempotencyKey: string | undefined
  declare readonly retryAfter: number | undefined

  /** Said here and in each subclass, so that minifying changes nothing. */
  static override readonly name: string = 'LatchkeyError'
  /** Of all errors of a subclass. */
  static readonly code?: string

  constructor(message: string, details: Details & Partial<Members> = {}) {
    // Takes the `cause` of them, where there is one.
    super(message, details)
    Object.assign(this, { code: new.target.code, attempts: 1 }, details)
  }

  /** Not a member of its own, so that it stands in the stack and is not printed once more. */
  override get name(): string {
    return this.constructor.name
  }

  get [BRAND](): true {
    return true
  }
}
