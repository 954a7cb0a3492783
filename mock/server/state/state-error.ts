/** The state file cannot be used. The message gives the reason, and the hint what to do. The file is left unchanged. */
export class StateError extends Error {
  override readonly name = 'StateError'
  readonly hint: string

  constructor(message: string, hint: string, cause?: unknown) {
    super(message, { cause })
    this.hint = hint
  }
}
