/** A state file that cannot be used: what is wrong with it, and what to do about it. The file is left as it is. */
export class StateError extends Error {
  override readonly name = 'StateError'
  readonly hint: string

  constructor(message: string, hint: string, cause?: unknown) {
    super(message, { cause })
    this.hint = hint
  }
}
