import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'

/** The origins of pages that may call the API from a browser: all of them, or these. */
export type Origins = '*' | readonly string[]

/** What scripts may read of answers, besides what they always may. */
const EXPOSED = ['Allow', 'Date', 'Idempotency-Replayed', 'Location', 'Request-Id', 'Retry-After', 'WWW-Authenticate']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
/** Seconds for which a browser need not ask again. Chromium keeps to two hours at most. */
const MAX_AGE = 7200

/**
 * Lets pages of other origins call. Preflights are answered here, without credentials: browsers send none with them.
 * Credentials of this API are headers and parameters that the page itself sets, so cookies are never allowed for.
 */
export function allowOrigins(origins: Origins): MiddlewareHandler {
  const options = { allowMethods: METHODS, exposeHeaders: EXPOSED, maxAge: MAX_AGE }
  const answer = cors({ ...options, origin: origins === '*' ? '*' : [...origins] })
  return (context, next) => (isPlainOptions(context.req.raw) ? next() : answer(context, next))
}

export const isPreflight = ({ method, headers }: Request): boolean =>
  method === 'OPTIONS' && headers.has('Access-Control-Request-Method')

/** An `OPTIONS` that is no preflight is a request like any other. */
const isPlainOptions = (request: Request) => request.method === 'OPTIONS' && !isPreflight(request)
