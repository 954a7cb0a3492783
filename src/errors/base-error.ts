import type { Problem } from '../problems.ts'
import type { Trail } from './failure.ts'

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
  readonly code: string
  readonly status: number | undefined
  readonly problem: Problem | undefined
  readonly requestId: string | undefined
  readonly attempts: number
  readonly idempotencyKey: string | undefined
  readonly retryAfter: number | undefined

  /** Said here, so that minifying changes nothing. */
  static override readonly name: string = 'LatchkeyError'

  static {
    // On the prototype, so that it stands in the stack and is not printed as a member.
    BaseError.prototype.name = BaseError.name
  }

  constructor(message: string, members: Members & Details) {
    super(message, members.cause === undefined ? undefined : { cause: members.cause })
    this.code = members.code
    this.status = members.status
    this.problem = members.problem
    this.requestId = members.requestId
    this.attempts = members.attempts ?? 1
    this.idempotencyKey = members.idempotencyKey
    this.retryAfter = members.retryAfter
  }

  get [BRAND](): true {
    return true
  }
}
