/** What runs between routing and the engine's steps. */
import type { Context } from './context.ts'
import type { Outcome } from './exchange.ts'
import type { RequestTarget } from './request-target.ts'
import type { RawBody } from './steps/read-body.ts'
import type { Route } from './steps/route.ts'

/** A request that has been routed to its operation. */
export interface Visit {
  readonly context: Context
  readonly request: Request
  readonly url: RequestTarget
  readonly route: Route
  readonly requestId: string
  /** Reads the body once. */
  readonly readBody: () => Promise<RawBody>
}

/**
 * Runs before authentication. It calls `next` to run the remaining steps, or responds itself. What it throws, `fetch`
 * throws.
 */
export type Interceptor = (visit: Visit, next: () => Promise<Outcome>) => Promise<Outcome>
