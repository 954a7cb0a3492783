import { isLatchkeyError } from 'latchkey'

/** The validation error of a field, for example `is already taken`. */
export function problemAt(error: unknown, field: string): string | undefined {
  return errorsOf(error).find(({ pointer }) => isAt(pointer, field))?.message
}

/** The error, or undefined if these fields already show all of it. */
export function errorBeside(error: unknown, fields: readonly string[]): unknown {
  const errors = errorsOf(error)
  const isShown = errors.length > 0 && errors.every(({ pointer }) => fields.some(field => isAt(pointer, field)))
  return isShown ? undefined : error
}

/** A server that breaks the contract may send none. The error is then shown as a whole. */
const errorsOf = (error: unknown) =>
  (isLatchkeyError(error) && error.code === 'validation_failed' ? error.problem.errors : undefined) ?? []

/** @param pointer JSON pointer into the body */
const isAt = (pointer: string, field: string) => `${pointer}/`.startsWith(`/${field}/`)
