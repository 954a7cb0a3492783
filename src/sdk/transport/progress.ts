/** A call and what has happened to it so far. It holds no headers, no bodies and no credential. */
export interface Progress {
  /** The method that was called, such as `apiKeys.create`. For the bare client it is the HTTP method. */
  readonly operation: string
  /** The path template of the operation: `/api-keys/{key_id}`. The bare client does not set it. */
  readonly path?: string
  readonly method: string
  /** The URL. A key in its query is `****`. */
  url: string
  /** How many requests of the call have been sent. Without a retry it is 1. */
  attempts: number
  /** The idempotency key of all requests of the call; undefined if the operation takes none. */
  idempotencyKey?: string | undefined
}

/** The request in messages: `GET https://shop.example/api/v1/me`. The query is left out, because it can be long. */
export function requestLabel({ method, url }: Progress): string {
  return `${method} ${url.split('?')[0]}`
}
