/** Requests and their outcomes, for the log. */

import type { RequestTarget } from './request-target.ts'
import type { SentContent } from './sent.ts'
import type { Route } from './steps/route.ts'
import type { Masks } from './values/mask.ts'
import { violationOf } from './wire/violations.ts'

/** A request and its outcome. It never holds a credential. */
export interface Summary {
  readonly requestId: string
  readonly method: string
  /** Without the query, which may hold a key, and with secrets masked. */
  readonly path: string
  /** 0 if there was no response: the connection broke or was aborted, or an error was thrown. */
  readonly status: number
  /** The operationId; undefined if the request matched no operation. */
  readonly operation?: string
  /** For a refusal: its code, the rule, and the JSON pointer to the rule in the contract. */
  readonly refusal?: { readonly code: string; readonly rule: string; readonly at: string }
  /** How the response breaks the schema that its operation declares. Set for what keywords make: templates and errors. */
  readonly violation?: string
}

/** A request, what it sent, and its outcome. It never holds a credential. */
export interface Exchange extends Summary, SentContent {}

/** The response to a request, and the refusal that it reports, if any. */
export interface Outcome {
  readonly response: Response
  readonly refusal?: Summary['refusal']
}

/** Runs for every request, so it allocates little. */
export function summaryOf(
  { method }: Request,
  { pathname }: RequestTarget,
  masks: Masks,
  requestId: string,
  route: Route | undefined,
  outcome: Outcome | undefined,
): Summary {
  const status = outcome?.response.status ?? 0
  const path = masks.path(pathname)
  const summary = route
    ? { requestId, method, path, operation: route.operation.id, status }
    : { requestId, method: masks.text(method), path, status }
  if (!outcome) return summary
  const { refusal, response } = outcome
  const violation = violationOf(response)
  if (!refusal && violation === undefined) return summary
  return { ...summary, ...(refusal && { refusal }), ...(violation !== undefined && { violation }) }
}
