/** A call and what has happened to it so far. */
export interface Progress {
  /** `apiKeys.create`; the bare client has no names for its calls. */
  readonly operation?: string
  /** The path as the contract has it: `/api-keys/{key_id}`. */
  readonly path?: string
  attempts: number
  idempotencyKey?: string | undefined
}
