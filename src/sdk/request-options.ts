/** Options of one call. */
export interface RequestOptions {
  /** Ends the call, whatever it waits for: it then throws a `LatchkeyAbortError`, and the signal's reason as its cause. */
  readonly signal?: AbortSignal | null | undefined
  /** Milliseconds that each attempt may take, body included; those of the client unless said. */
  readonly timeout?: number | undefined
  /** Milliseconds that the call may take with all its attempts and waits; those of the client unless said. */
  readonly totalTimeout?: number | undefined
  /** How often the request is sent again, at most; as often as `maxRetries` of the client unless said. */
  readonly retries?: number | undefined
  /** Sent besides the client's own headers, and instead of those of the same name. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** Options of a call that creates something. */
export interface CreateOptions extends RequestOptions {
  /**
   * A value of your choice, new for each logical request, at most 255 characters; a random one unless said. A
   * repetition with the same body within 10 minutes answers with the first answer and creates nothing again.
   */
  readonly idempotencyKey?: string | undefined
}

/** Options of a call that gives pages. */
export interface ListOptions extends RequestOptions {
  /** How many items a loop gets at most, over all pages. */
  readonly maxItems?: number | undefined
}

/** An id, a body, a query or the options: the types of the resources say which stands where. */
export type Argument = string | number | Members | undefined

export type Members = CreateOptions & ListOptions & Readonly<Record<string, unknown>>
