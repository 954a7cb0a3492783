import { isObject } from '../../../openapi/contract/json.ts'
import { BRAND } from './base-error.ts'
import type { LatchkeyError } from './latchkey-error.ts'

/**
 * Whether an error is a `LatchkeyError`. Unlike `instanceof` it also knows the errors of another copy of the package,
 * such as one that a bundler duplicated.
 *
 * @example
 * if (isLatchkeyError(error) && error.code === 'not_found') return undefined
 */
export function isLatchkeyError(error: unknown): error is LatchkeyError {
  return isObject(error) && BRAND in error
}
