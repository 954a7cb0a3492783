import type { Context } from './context.ts'
import type { Exchange } from './exchange.ts'
import type { Route } from './steps/route.ts'
import type { Target } from './target.ts'

/** A request that has found its operation. */
export interface Visit {
  readonly context: Context
  readonly request: Request
  readonly url: Target
  readonly route: Route
  readonly requestId: string
}

export interface Outcome {
  readonly response: Response
  readonly refusal?: Exchange['refusal']
}

/**
 * Stands between a request that has found its operation and the steps that answer it (`next`), before anyone asks for
 * credentials. What it throws, `fetch` throws.
 */
export type Around = (visit: Visit, next: () => Promise<Outcome>) => Promise<Outcome>
