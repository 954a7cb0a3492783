const EMPTY = new URLSearchParams()

/** What a request asks for: its URL less the origin. */
export interface Target {
  /** As it was sent, percent-encoding included. */
  readonly pathname: string
  /** With its question mark; empty where there is none. */
  readonly search: string
  readonly searchParams: URLSearchParams
}

/**
 * The target of a request. To parse its URL once more would take longer than to look the record up.
 * @param url as `Request` has it: absolute, and in the form that URLs are written in
 */
export function targetOf(url: string): Target {
  const hash = url.indexOf('#')
  const end = hash < 0 ? url.length : hash
  const start = url.indexOf('/', url.indexOf('//') + 2)
  const mark = url.indexOf('?')
  if (mark < 0 || mark > end) return { pathname: url.slice(start, end), search: '', searchParams: EMPTY }
  const search = url.slice(mark, end)
  return { pathname: url.slice(start, mark), search, searchParams: new URLSearchParams(search) }
}
