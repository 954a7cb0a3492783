/** Cross-origin requests of pages. */

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
/** How long a browser caches a preflight, in seconds. Chromium caps it at two hours. */
export const MAX_AGE = 7200

/** How a mock responds to a request. */
export type Respond = (request: Request) => Promise<Response>

/** happy-dom sends preflights, but its `Request` hides their headers, and `Origin`, from a mock in the process. */
export const isPreflight = ({ method, headers }: Request): boolean =>
  method === 'OPTIONS' && (headers.has('Access-Control-Request-Method') || isHappyDom())

export const isHappyDom = (): boolean => 'happyDOM' in globalThis

/** The origin of the page that sent a request, if it is not that of the URL. */
export function otherOrigin({ url, headers }: Request): string | undefined {
  const origin = headers.get('Origin')
  return origin === null || origin === new URL(url).origin ? undefined : origin
}

/**
 * Answers preflights, and lets pages of every origin read the responses with all their headers, with cookies or without.
 * A mock in the process of a test has nothing to protect.
 */
export function withCors(respond: Respond): Respond {
  return async request => {
    const origin = otherOrigin(request) ?? (isHappyDom() ? '*' : undefined)
    if (origin === undefined) return respond(request)
    return isPreflight(request) ? allow(request, origin) : readable(await respond(request), origin)
  }
}

function allow({ headers }: Request, origin: string): Response {
  const requested = headers.get('Access-Control-Request-Headers')
  return new Response(null, {
    status: 204,
    headers: {
      ...allowed(origin),
      'Access-Control-Allow-Methods': METHODS.join(', '),
      ...(requested !== null && { 'Access-Control-Allow-Headers': requested }),
      'Access-Control-Max-Age': String(MAX_AGE),
    },
  })
}

function readable(response: Response, origin: string): Response {
  // A network error has no headers, and an override may test what happens with other ones.
  if (response.type === 'error' || response.headers.has('Access-Control-Allow-Origin')) return response
  const { body, status, statusText } = response
  const headers = new Headers(response.headers)
  const names = [...headers.keys()].filter(name => !name.startsWith('access-control-'))
  headers.set('Access-Control-Expose-Headers', names.join(', '))
  headers.append('Vary', 'Origin')
  for (const [name, value] of Object.entries(allowed(origin))) headers.set(name, value)
  return new Response(body, { status, statusText, headers })
}

const allowed = (origin: string) => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Allow-Credentials': 'true',
})
