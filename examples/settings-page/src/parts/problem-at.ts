import { isLatchkeyError } from 'latchkey'

/** What the server found wrong with a member of what was sent: `is already taken`. */
export function problemAt(error: unknown, member: string): string | undefined {
  return errorsOf(error).find(({ pointer }) => isAt(pointer, member))?.message
}

/** The error, unless the fields of these members tell all that is in it. */
export function errorBeside(error: unknown, members: readonly string[]): unknown {
  const errors = errorsOf(error)
  const isTold = errors.length > 0 && errors.every(({ pointer }) => members.some(member => isAt(pointer, member)))
  return isTold ? undefined : error
}

const errorsOf = (error: unknown) =>
  isLatchkeyError(error) && error.code === 'validation_failed' ? error.problem.errors : []

/** @param pointer JSON pointer into the body */
const isAt = (pointer: string, member: string) => `${pointer}/`.startsWith(`/${member}/`)
