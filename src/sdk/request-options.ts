/** The options of a call. */
import type { Fetch } from './fetch.ts'

/** The options of `fetch` that the client sets itself. */
type SetByClient = 'body' | 'headers' | 'method' | 'redirect' | 'signal'

/** The other options of `fetch`, as far as the environment has them: `cache`, `credentials`, `keepalive`, Next's `next`. */
type FetchOptions = { readonly [Name in Exclude<keyof RequestInit, SetByClient>]?: RequestInit[Name] | undefined }

/** Options of each call. Those of `fetch` are passed on: `cache`, `credentials`, `keepalive`, `next`. */
export interface RequestOptions extends FetchOptions {
  /** Aborts the call, at any time. The call then throws a `LatchkeyAbortError` whose cause is the signal's reason. */
  readonly signal?: AbortSignal | null | undefined
  /** How many milliseconds each attempt may take, body included; 0 for no limit. Defaults to the client's `timeout`. */
  readonly timeout?: number | undefined
  /**
   * How many milliseconds the call may take, with all attempts and waits; 0 for no limit. Defaults to the client's
   * `totalTimeout`.
   */
  readonly totalTimeout?: number | undefined
  /** How many times the request is retried at most. Defaults to the client's `maxRetries`. */
  readonly retries?: number | undefined
  /** Headers to send in addition to those of the client, or instead of those with the same names. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
  /** Sends the requests of the call, such as the `fetch` of a SvelteKit `load`. Defaults to the client's `fetch`. */
  readonly fetch?: Fetch | undefined
}

/** Options of a call that creates something. */
export interface CreateOptions extends RequestOptions {
  /**
   * A value that is new for each logical request, with at most 255 characters. Defaults to a random value. If a request
   * with the same key and body is repeated within 10 minutes, the server sends the first response again and creates
   * nothing.
   */
  readonly idempotencyKey?: string | undefined
}

/** Options of a call that lists something. */
export interface ListOptions extends RequestOptions {
  /** How many items a loop yields at most, over all pages. Defaults to all. */
  readonly maxItems?: number | undefined
}

/** Options of a call that takes headers of its own. */
export type WithHeaders<Options extends RequestOptions, Headers extends object> = Omit<Options, 'headers'> &
  (Record<never, never> extends Headers
    ? { readonly headers?: AnyHeaders & Headers }
    : { readonly headers: AnyHeaders & Headers })

type AnyHeaders = Readonly<Record<string, unknown>>

/** An argument of a method: an id, a body, a query or options. The generated types define the order. */
export type Argument = string | number | boolean | Fields | undefined

export type Fields = CreateOptions & ListOptions & Readonly<Record<string, unknown>>
