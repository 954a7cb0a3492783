import { BRAND } from './base-error.ts'
import type { LatchkeyError } from './latchkey-error.ts'

/**
 * Whether an error is one of this package. Unlike `instanceof` it also knows the errors of another copy of the
 * package: one that a bundler duplicated, or that a second version brought along.
 *
 * @example
 * if (isLatchkeyError(error) && error.code === 'not_found') return undefined
 */
export function isLatchkeyError(error: unknown): error is LatchkeyError {
  return BRAND in Object(error)
}
