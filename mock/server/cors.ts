/** Cross-origin requests. */
import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'

/** The origins whose pages may call from a browser: all, or a list. */
export type Origins = '*' | readonly string[]

/** Response headers that scripts may read, in addition to the safelisted ones. */
const EXPOSED = ['Allow', 'Date', 'Idempotency-Replayed', 'Location', 'Request-Id', 'Retry-After', 'WWW-Authenticate']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
/** How long a browser caches a preflight, in seconds. Chromium caps it at two hours. */
const MAX_AGE = 7200

/**
 * Lets pages of other origins call. Preflights get their response here, because browsers send them without
 * credentials. Cookies are never allowed: pages set the credentials of this API as headers and parameters.
 */
export function allowOrigins(origins: Origins): MiddlewareHandler {
  const options = { allowMethods: METHODS, exposeHeaders: EXPOSED, maxAge: MAX_AGE }
  const allow = cors({ ...options, origin: origins === '*' ? '*' : [...origins] })
  return (context, next) => (isPlainOptions(context.req.raw) ? next() : allow(context, next))
}

export const isPreflight = ({ method, headers }: Request): boolean =>
  method === 'OPTIONS' && headers.has('Access-Control-Request-Method')

/** An `OPTIONS` request that is not a preflight is handled like any other request. */
const isPlainOptions = (request: Request) => request.method === 'OPTIONS' && !isPreflight(request)
