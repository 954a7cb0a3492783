import type { Problem, ProblemCode } from '../problems.ts'

/** What went wrong: told apart by `code`. */
export type Failure = Refusal | NoConnection | UnexpectedResponse

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
export interface NoConnection {
  readonly code: 'connection_failed'
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
