/** Requests as the log shows them. */

import type { RequestTarget } from './request-target.ts'
import type { Route } from './steps/route.ts'
import { maskPath, maskSecrets } from './values/mask.ts'

/** What was asked and what came of it. Never holds a credential. */
export interface Exchange {
  readonly requestId: string
  readonly method: string
  /** Without the query, which may hold a key, and with secrets masked. */
  readonly path: string
  /** 0 where there was no answer: a connection that broke or was given up, or a mistake that was thrown. */
  readonly status: number
  /** The operationId; undefined where the request matched none. */
  readonly operation?: string
  /** Of a refusal: its code, the rule that refused, and the JSON pointer to that rule in the contract. */
  readonly refusal?: { readonly code: string; readonly rule: string; readonly at: string }
}

/** The response to a request, and the refusal that it reports, if any. */
export interface Outcome {
  readonly response: Response
  readonly refusal?: Exchange['refusal']
}

/** Runs for every request, so it allocates little. */
export function exchangeOf(
  { method }: Request,
  { pathname }: RequestTarget,
  requestId: string,
  route: Route | undefined,
  outcome: Outcome | undefined,
): Exchange {
  const status = outcome?.response.status ?? 0
  const path = maskPath(pathname)
  const exchange = route
    ? { requestId, method, path, operation: route.operation.id, status }
    : { requestId, method: maskSecrets(method), path, status }
  return outcome?.refusal ? { ...exchange, refusal: outcome.refusal } : exchange
}
