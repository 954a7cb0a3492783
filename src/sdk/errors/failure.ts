/** The ways in which a call can fail, as types. */
import type { Problem, ProblemCode } from './problems.ts'

/** What went wrong. The `code` distinguishes the cases. */
export type Failure = CallDetails & (Refusal | NoConnection | TimedOut | Aborted | UnexpectedResponse)

/** The same for a system with other problems. */
export type FailureWith<Problems> = CallDetails &
  (RefusalWith<Problems, keyof Problems & string> | NoConnection | TimedOut | Aborted | UnexpectedResponse)

type RefusalWith<Problems, Codes extends keyof Problems> = {
  [Code in Codes]: {
    readonly code: Code
    /** The HTTP status. It can be that of a success, if the system rejects requests in such responses. */
    readonly status: number
    /** The body of the response. */
    readonly problem: Problems[Code]
    readonly requestId: string | undefined
  }
}[Codes]

/** The call that failed. */
export interface CallDetails {
  /** The method that was called, such as `apiKeys.create`. For the bare client it is the HTTP method. */
  readonly operation?: string
  /** The path template of the operation: `/api-keys/{key_id}`. The bare client does not set it. */
  readonly path?: string
  readonly method?: string
  /** The URL. A key in its query is `****`. */
  readonly url?: string
  /** How many requests were sent. If it is more than 1, the server may have carried out an earlier one. */
  readonly attempts: number
  /** The idempotency key of the call. A later call with the same key does not create a second record. */
  readonly idempotencyKey: string | undefined
  /** How many seconds the server asks to wait before the next request (`Retry-After`). */
  readonly retryAfter: number | undefined
  /**
   * The headers of the response, without credentials and `Set-Cookie`; undefined if no complete response arrived. They are
   * not printed with the error.
   */
  readonly headers?: Headers | undefined
}

/** The server rejected the request, with a problem document. */
type Refusal = {
  [Code in ProblemCode]: {
    readonly code: Code
    /** The HTTP status. */
    readonly status: number
    /** The problem document, with the fields of its code. */
    readonly problem: Problem<Code>
    /** The id of the request. Support can find the request by it. */
    readonly requestId: string | undefined
  }
}[ProblemCode]

/** No complete response arrived. */
export interface NoConnection extends NoResponse {
  readonly code: 'connection_failed'
}

/** The response took too long. */
export interface TimedOut extends NoResponse {
  readonly code: 'timed_out'
}

/** The caller's signal aborted the call. */
export interface Aborted extends NoResponse {
  readonly code: 'aborted'
}

interface NoResponse {
  readonly status: undefined
  readonly problem: undefined
  readonly requestId: undefined
}

/** A response arrived that the contract does not describe. */
export interface UnexpectedResponse extends Quotes {
  readonly code: 'unexpected_response'
  readonly status: number
  readonly problem: undefined
  readonly requestId: string | undefined
}

/** What a response says that the contract does not describe. The credential of the client is `****`. */
export interface Quotes {
  /** The `title` of a problem document without a code. */
  readonly title?: string | undefined
  /** The `detail` of a problem document without a code. */
  readonly detail?: string | undefined
  /** The first 500 characters of the body; undefined if the body may hold a new secret. */
  readonly excerpt?: string | undefined
}

/**
 * An error with a problem code that this version does not know. It remains in the `default` of a `switch` over all codes.
 *
 * @example
 * switch (error.code) {
 *   // ... a case for each code that TypeScript lists, then:
 *   default: {
 *     const { code, problem }: UnknownRefusal = error satisfies never
 *     return `${code}: ${problem.detail ?? problem.title}`
 *   }
 * }
 */
export interface UnknownRefusal extends CallDetails {
  readonly code: string
  readonly status: number
  readonly problem: UnknownProblem
  readonly requestId: string | undefined
}

/** The fields of each problem document. A code can have more of them. */
export interface UnknownProblem {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail?: string
  readonly [field: string]: unknown
}
