/** What the routes share about one request. */
import type { Summary } from '../engine/exchange.ts'
import type { Mask } from './mask.ts'

/** Filled in by the route that handles the request, and read by the log. */
export interface RequestOutcome {
  exchange?: Summary
  mask?: Mask
  /** Whether the connection is closed without a response. */
  isBroken?: boolean
}

/** The environment of the Hono app. */
export type Env = { Bindings: RequestOutcome }
