/** A call and what has happened to it so far. */
export interface Progress {
  /** `apiKeys.create`; of the bare client, which has no names for its calls, the HTTP method. */
  readonly operation: string
  /** The path as the contract has it, of a method: `/api-keys/{key_id}`. */
  readonly path?: string
  readonly method: string
  /** With `****` for a key in the query. */
  url: string
  attempts: number
  idempotencyKey?: string | undefined
}

/** Names the request in messages; without the query, which may hold much. */
export function nameOf({ method, url }: Progress): string {
  return `${method} ${url.split('?')[0]}`
}
