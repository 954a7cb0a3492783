/** The function that sends the requests of a client. */

/**
 * Sends a request like `fetch`: the global one, that of undici, node-fetch or a framework, or a stub. Redirects must not be
 * followed, as `init` says.
 */
export type Fetch = (url: string, init: FetchInit) => Promise<ResponseLike>

/** What a `Fetch` gets, with the fetch options of the call. No `Request`, which other implementations do not accept. */
export interface FetchInit {
  readonly method: string
  readonly headers: Record<string, string>
  /** A Blob for files, and for forms that can have files. */
  readonly body: string | Blob | null
  readonly redirect: 'manual'
  /** Aborts the attempt. Null if the environment has replaced `AbortController`, but not `fetch`. */
  readonly signal: AbortSignal | null
}

/** The part of a `Response` that is read. */
export interface ResponseLike {
  readonly status: number
  /** In TypeScript 5, `Headers` can only be iterated if a project asks for `DOM.Iterable`. */
  readonly headers: Headers | Iterable<[string, string]>
  text(): Promise<string>
  /** Only called for a successful response that is a file. */
  blob?(): Promise<Blob>
}
