import type { Respond } from './cors.ts'

/**
 * Responds as `fetch` does: the response has the URL of its request, and only HTTP is sent.
 * @throws {TypeError} for a URL of another scheme
 */
export function fetchedBy(respond: Respond): Respond {
  return async request => {
    const { url } = request
    if (!/^https?:/.test(url)) throw new TypeError('fetch failed', { cause: new Error(`unknown scheme: ${url}`) })
    const response = await respond(request)
    return Object.defineProperty(response, 'url', { value: url.replace(/#.*/, ''), configurable: true })
  }
}
