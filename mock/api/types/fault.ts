import type { DocumentTypes } from './document.ts'
import type { AnySystem, OperationOf } from './operations.ts'

type CodeOf<System extends AnySystem, Id extends string> = System extends DocumentTypes
  ? System['codes'][Id & keyof System['codes']] & string
  : DeclaredCodeOf<OperationOf<System, Id>>

type DeclaredCodeOf<Operation> = Operation extends { responses: infer Responses }
  ? { [Status in keyof Responses]: ProblemCodeOf<Responses[Status]> }[keyof Responses]
  : string

type ProblemCodeOf<Response> = Response extends { content: { 'application/problem+json': infer Problem } }
  ? Problem extends { code: infer Code extends string }
    ? Code
    : never
  : never

/** How a request fails: with a problem of the contract, with a bare 5xx problem, or without a response. */
export type Fault<System extends AnySystem = string, Id extends string = string> = Occasion &
  (
    | {
        /**
         * A status that the operation declares, with its first code unless `code` is given; or any 5xx. For a document
         * without written rules: any status from 400 to 599. The error is then the document's example, or in its schema.
         */
        readonly status: number
        readonly code?: CodeOf<System, Id>
        readonly error?: never
      }
    | { readonly code: CodeOf<System, Id>; readonly status?: number; readonly error?: never }
    | {
        /**
         * `network`: rejects with a TypeError, as `fetch` does if a connection breaks. `timeout`: never responds, and
         * rejects with the reason of the request's signal when it aborts.
         */
        readonly error: 'network' | 'timeout'
        readonly status?: never
        readonly code?: never
      }
  )

interface Occasion {
  /** How many requests fail. Defaults to all, or to one if `nth` is given. */
  readonly times?: number
  /** The first request that fails, counted from 1 since the fault was set. */
  readonly nth?: number
}
