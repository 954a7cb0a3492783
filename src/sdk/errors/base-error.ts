import type { CallDetails, Quotes } from './failure.ts'
import type { Problem } from './problems.ts'

/** The property that marks the errors of this package, whichever copy of the package created them. */
export const BRAND: unique symbol = Symbol.for('latchkey.error')

/** What is known when an error is created. `attempts` defaults to 1. */
export type ErrorDetails = ErrorOptions & {
  readonly [Field in keyof (CallDetails & Quotes)]?: (CallDetails & Quotes)[Field] | undefined
}

interface ErrorFields {
  readonly code: string
  readonly status?: number | undefined
  readonly problem?: Problem | undefined
  readonly requestId?: string | undefined
}

/** The class behind `LatchkeyError`, whose type defines which fields belong together. */
export class BaseError extends Error implements ErrorFields, CallDetails {
  declare readonly code: string
  declare readonly status: number | undefined
  declare readonly problem: Problem | undefined
  declare readonly requestId: string | undefined
  declare readonly attempts: number
  declare readonly idempotencyKey: string | undefined
  declare readonly retryAfter: number | undefined
  declare readonly headers: Headers | undefined

  /** Set here and in each subclass, so that minifiers do not change it. */
  static override readonly name: string = 'LatchkeyError'
  /** The code of all errors of a subclass. */
  static readonly code?: string

  constructor(message: string, { headers, ...details }: ErrorDetails & Partial<ErrorFields> = {}) {
    // `Error` takes the `cause` from the details.
    super(message, details)
    Object.assign(this, { code: new.target.code, attempts: 1 }, details)
    // Not enumerable: consoles would print all of them with each error.
    Object.defineProperty(this, 'headers', { value: headers })
  }

  /** A getter of the class, not a field of each error: consoles print fields a second time, after the stack. */
  override get name(): string {
    return this.constructor.name
  }

  get [BRAND](): true {
    return true
  }
}
