/** What the routes share about one request. */
import type { Exchange } from '../engine/engine.ts'
import type { Mask } from './mask.ts'

/** Filled in by the route that handles the request, and read by the log. */
export interface RequestOutcome {
  exchange?: Exchange
  mask?: Mask
  /** Whether the connection is closed without a response. */
  isBroken?: boolean
}

/** The environment of the Hono app. */
export type Env = { Bindings: RequestOutcome }
