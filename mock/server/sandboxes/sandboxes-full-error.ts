/** The sandboxes have reached their maximum number, or their maximum number of records. */
export class SandboxesFullError extends Error {
  override readonly name = 'SandboxesFullError'
  /** Milliseconds until the least recently used sandbox expires, if it is not used until then. */
  readonly retryAfter: number

  constructor(message: string, retryAfter: number) {
    super(message)
    this.retryAfter = retryAfter
  }
}
