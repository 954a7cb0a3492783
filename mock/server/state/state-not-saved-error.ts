/** A change could not be written to the state file, so its response must not be sent. */
export class StateNotSavedError extends Error {
  override readonly name = 'StateNotSavedError'
}
