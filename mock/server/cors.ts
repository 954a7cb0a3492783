/** Cross-origin requests. */
import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { isPreflight, MAX_AGE, METHODS, otherOrigin } from '../api/cors.ts'
import type { Log } from './log.ts'

/** The origins whose pages may call from a browser: all, or a list. */
export type Origins = '*' | readonly string[]

/** Response headers that scripts may read, in addition to the safelisted ones. */
const EXPOSED = ['Allow', 'Date', 'Idempotency-Replayed', 'Location', 'Request-Id', 'Retry-After', 'WWW-Authenticate']

/**
 * Lets pages of other origins call. Preflights get their response here, because browsers send them without
 * credentials. Pages set the credentials of this API as headers and parameters, but a client that is told to send cookies
 * too (`withCredentials`) reads nothing unless they are allowed, which they are for origins that are named.
 */
export function allowOrigins(origins: Origins): MiddlewareHandler {
  const options = { allowMethods: METHODS, exposeHeaders: EXPOSED, maxAge: MAX_AGE }
  const allow = cors(
    origins === '*' ? { ...options, origin: '*' } : { ...options, origin: [...origins], credentials: true },
  )
  return (context, next) => (isPlainOptions(context.req.raw) ? next() : allow(context, next))
}

/** An `OPTIONS` request that is not a preflight is handled like any other request. */
const isPlainOptions = (request: Request) => request.method === 'OPTIONS' && !isPreflight(request)

/** Values of `Sec-Fetch-Site` if the URL of a page's request has another origin. A proxy of the page's origin has none. */
const OTHER_SITES: readonly (string | null)[] = ['cross-site', 'same-site']

/** How many origins are logged. A client can send any number of them. */
const MAX_NOTED = 100

/**
 * Returns a function that logs one line for each origin whose pages cannot read a response. Browsers only say that a
 * request failed.
 */
export function blockedOrigins(log: Log): (request: Request, response: Response) => void {
  const noted = new Set<string>()
  return (request, response) => {
    const origin = otherOrigin(request)
    if (
      origin === undefined ||
      noted.size >= MAX_NOTED ||
      noted.has(origin) ||
      response.headers.has('Access-Control-Allow-Origin')
    )
      return
    if (!isPreflight(request) && !OTHER_SITES.includes(request.headers.get('Sec-Fetch-Site'))) return
    noted.add(origin)
    log.note(`Pages of ${origin} cannot call this server. To allow it, start the server with --cors ${origin}.`)
  }
}
