import { BaseError } from './base-error.ts'
import type { Failure } from './failure.ts'

/**
 * What the methods of a client throw. Comparing `code` tells TypeScript what `problem` holds:
 *
 * - a problem code of the contract: the server refused the request; `status`, `problem` and `requestId` say more;
 * - `connection_failed`: no answer came, `cause` says why (also a `LatchkeyConnectionError`);
 * - `timed_out`: the answer took too long (also a `LatchkeyTimeoutError`);
 * - `aborted`: the signal of the call ended it (also a `LatchkeyAbortError`);
 * - `unexpected_response`: the answer is not one of the contract (also a `LatchkeyResponseError`).
 *
 * A newer server may send codes that are not listed. A `switch` over all that are is exhaustive for TypeScript; give it
 * a `default` for the others: see `UnknownRefusal`.
 * Neither an error nor what it prints holds a credential.
 *
 * @example
 * try {
 *   await shop.apiKeys.create({ name: 'Inventory Sync' })
 * } catch (error) {
 *   if (error instanceof LatchkeyError && error.code === 'active_key_limit_reached') {
 *     console.log(`${error.problem.used} of ${error.problem.limit} keys are active.`)
 *   } else {
 *     throw error
 *   }
 * }
 */
export type LatchkeyError = Error & Failure

interface LatchkeyErrorConstructor {
  new (message: string, failure: Failure & ErrorOptions): LatchkeyError
  readonly prototype: LatchkeyError
}

/** The class of all errors that a client throws. */
// The instances of a class cannot be a union, and only a union is narrowed by `code`.
export const LatchkeyError = BaseError as unknown as LatchkeyErrorConstructor
