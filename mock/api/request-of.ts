/**
 * The request of a call of `fetch`. A relative URL is resolved as in a page.
 * @param origin for relative URLs without a page
 * @throws {TypeError} as `fetch` does, if the URL or the options are invalid, or the body of the request was used before
 */
export function requestOf(input: Request | URL | string, init: RequestInit | undefined, origin: string): Request {
  return new Request(
    typeof input === 'string' && !URL.canParse(input) ? new URL(input, pageUrl() ?? origin) : input,
    init,
  )
}

/**
 * Whether a request has no body, by its method: reading `request.body` would open a stream, and Node.js closes the
 * connection of a request whose stream nobody reads.
 */
export const isBodiless = ({ method }: Request) => method === 'GET' || method === 'HEAD'

/** jsdom has a location, but the `Request` of Node.js does not use it. */
function pageUrl(): string | undefined {
  const { document, location } = globalThis as { document?: { baseURI?: string }; location?: { href?: string } }
  const url = document?.baseURI ?? location?.href
  return url !== undefined && /^https?:/.test(url) ? url : undefined
}
