const EMPTY = new URLSearchParams()

/** The URL of a request without its origin. */
export interface RequestTarget {
  /** As it was sent, with percent-encoding. */
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
  if (mark < 0 || mark > end) return { pathname: url.slice(start, end), search: '', searchParams: EMPTY }
  const search = url.slice(mark, end)
  return { pathname: url.slice(start, mark), search, searchParams: new URLSearchParams(search) }
}
