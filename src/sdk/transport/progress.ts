/** A call and what has happened to it so far. It holds no headers, no bodies and no credential. */
export interface Progress {
  /** The method that was called, `apiKeys.create`; of the bare client, which has no names for its calls, the HTTP method. */
  readonly operation: string
  /** The path as the contract has it, of a method: `/api-keys/{key_id}`. */
  readonly path?: string
  readonly method: string
  /** With `****` for a key in the query. */
  url: string
  /** How many requests of the call there are, with the last one: 1 without a retry. */
  attempts: number
  /** What all requests of the call are sent with, where the operation takes one. */
  idempotencyKey?: string | undefined
}

/** Names the request in messages; without the query, which may hold much. */
export function nameOf({ method, url }: Progress): string {
  return `${method} ${url.split('?')[0]}`
}
