const EMPTY = new URLSearchParams()

/** The URL of a request without its origin. */
export interface RequestTarget {
  /** With percent-encoding, normalized. */
  readonly pathname: string
  /** With the question mark; empty if there is no query. */
  readonly search: string
  readonly searchParams: URLSearchParams
}

/**
 * Splits a URL without parsing it again, which would take longer than finding the record.
 * @param url absolute and normalized, as `Request` has it
 */
export function requestTargetOf(url: string): RequestTarget {
  const hash = url.indexOf('#')
  const end = hash < 0 ? url.length : hash
  const start = url.indexOf('/', url.indexOf('//') + 2)
  const mark = url.indexOf('?')
  if (mark < 0 || mark > end)
    return { pathname: normalizedPath(url.slice(start, end)), search: '', searchParams: EMPTY }
  const search = url.slice(mark, end)
  let searchParams: URLSearchParams | undefined
  return {
    pathname: normalizedPath(url.slice(start, mark)),
    search,
    // Most requests are answered without it.
    get searchParams() {
      searchParams ??= new URLSearchParams(search)
      return searchParams
    },
  }
}

/** One form of each path: unreserved characters are not encoded, and codes are upper-case (RFC 3986, 6.2.2). */
export function normalizedPath(path: string): string {
  if (!path.includes('%')) return path
  return path.replace(/%[0-9a-f]{2}/gi, encoded => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16))
    return /[\w\-.~]/.test(character) ? character : encoded.toUpperCase()
  })
}
