/** A change could not be written to the state file. It was undone, so its response must not be sent. */
export class StateNotSavedError extends Error {
  override readonly name = 'StateNotSavedError'
  /** The error code of the system: `ENOSPC`. */
  readonly code: string

  /** @param path for the log: clients do not see files of the server */
  constructor(path: string, code: string) {
    super(`The state file ${path} cannot be written (${code}).`)
    this.code = code
  }
}
