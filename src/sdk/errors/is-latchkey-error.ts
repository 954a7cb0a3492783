import { isObject } from '../../../openapi/contract/json.ts'
import type { SystemTypes } from '../system.ts'
import { BRAND } from './base-error.ts'
import type { LatchkeyError, LatchkeyErrorOf } from './latchkey-error.ts'

/**
 * Whether an error is a `LatchkeyError`. Unlike `instanceof` it also knows the errors of another copy of the package,
 * such as one that a bundler duplicated.
 *
 * @example
 * if (isLatchkeyError(error) && error.code === 'not_found') return undefined
 */
export function isLatchkeyError(error: unknown): error is LatchkeyError
/**
 * The same for the client of a generated system: TypeScript then knows what its `problem` holds. Nothing else is checked.
 *
 * @typeParam Types The `Types` of the generated file.
 *
 * @example
 * import type { WarehouseTypes } from 'latchkey'
 * if (isLatchkeyError<WarehouseTypes>(error) && error.problem) console.log(error.code, error.problem)
 */
export function isLatchkeyError<Types extends SystemTypes>(error: unknown): error is LatchkeyErrorOf<Types>
export function isLatchkeyError(error: unknown): boolean {
  return isObject(error) && BRAND in error
}
