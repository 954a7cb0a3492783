import type { Problem, ProblemCode } from './problems.ts'

/** What went wrong: told apart by `code`. */
export type Failure = Trail & (Refusal | NoConnection | TimedOut | Aborted | UnexpectedResponse)

/** What every failure says about its call. */
export interface Trail {
  /** The method that was called, `apiKeys.create`; of the bare client, the HTTP method. */
  readonly operation?: string
  /** The path as the contract has it, of a method: `/api-keys/{key_id}`. */
  readonly path?: string
  readonly method?: string
  /** With `****` for a key in the query. */
  readonly url?: string
  /** How many requests were sent. More than one: an earlier one may have been carried out. */
  readonly attempts: number
  /** The idempotency key of the call: a later call with the same one creates nothing twice. */
  readonly idempotencyKey: string | undefined
  /** Seconds after which the server wants to be asked again, at the earliest (`Retry-After`). */
  readonly retryAfter: number | undefined
}

/** The server refused the request and said why. */
type Refusal = {
  [Code in ProblemCode]: {
    readonly code: Code
    /** The HTTP status. */
    readonly status: number
    /** The problem document, with the members of its code. */
    readonly problem: Problem<Code>
    /** The id of the request: say it when you ask for help. */
    readonly requestId: string | undefined
  }
}[ProblemCode]

/** No answer came, or not all of it. */
export interface NoConnection extends NoAnswer {
  readonly code: 'connection_failed'
}

/** The answer took too long. */
export interface TimedOut extends NoAnswer {
  readonly code: 'timed_out'
}

/** The caller's signal ended the call. */
export interface Aborted extends NoAnswer {
  readonly code: 'aborted'
}

interface NoAnswer {
  readonly status: undefined
  readonly problem: undefined
  readonly requestId: undefined
}

/** An answer came, but not one that the contract describes. */
export interface UnexpectedResponse {
  readonly code: 'unexpected_response'
  readonly status: number
  readonly problem: undefined
  readonly requestId: string | undefined
}

/**
 * A refusal whose code this version does not know: what is left in the `default` of a `switch` over all codes.
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
export interface UnknownRefusal extends Trail {
  readonly code: string
  readonly status: number
  readonly problem: UnknownProblem
  readonly requestId: string | undefined
}

/** What every problem document has, whatever its code; each may have members of its own. */
export interface UnknownProblem {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail?: string
  readonly [member: string]: unknown
}
