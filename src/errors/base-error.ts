import type { Problem } from '../problems.ts'

/** Marks the errors of this package, whichever copy of it made them. */
export const BRAND: unique symbol = Symbol.for('latchkey.error')

interface Members {
  readonly code: string
  readonly status: number | undefined
  readonly problem: Problem | undefined
  readonly requestId: string | undefined
}

/** What `LatchkeyError` is at run time; its type says which members go together. */
export class BaseError extends Error implements Members {
  readonly code: string
  readonly status: number | undefined
  readonly problem: Problem | undefined
  readonly requestId: string | undefined

  /** Said here, so that minifying changes nothing. */
  static override readonly name: string = 'LatchkeyError'

  static {
    // On the prototype, so that it stands in the stack and is not printed as a member.
    BaseError.prototype.name = BaseError.name
  }

  constructor(message: string, { code, status, problem, requestId }: Members, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.status = status
    this.problem = problem
    this.requestId = requestId
  }

  get [BRAND](): true {
    return true
  }
}
