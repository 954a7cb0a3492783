import type { SystemTypes } from '../system.ts'
import { BaseError } from './base-error.ts'
import type { Failure, FailureWith } from './failure.ts'

/**
 * What the methods of a client throw. Compare `code`, and TypeScript knows what `problem` holds:
 *
 * - a problem code of the contract: the server rejected the request; see `status`, `problem` and `requestId`;
 * - `connection_failed`: no complete response arrived; see `cause` (a `LatchkeyConnectionError`);
 * - `timed_out`: the response took too long (a `LatchkeyTimeoutError`);
 * - `aborted`: the signal of the call aborted it (a `LatchkeyAbortError`);
 * - `unexpected_response`: the contract does not describe the response (a `LatchkeyResponseError`).
 *
 * A newer server may send other problem codes. A `switch` over the listed codes is exhaustive for TypeScript; give it a
 * `default` for the others: see `UnknownRefusal`.
 * No error holds or prints a credential.
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

/** What the methods of a client of a generated system throw. See `isLatchkeyError`. */
export type LatchkeyErrorOf<Types extends SystemTypes> = Error & FailureWith<Types['problems']>

interface LatchkeyErrorConstructor {
  new (message: string, failure: Failure & ErrorOptions): LatchkeyError
  readonly prototype: LatchkeyError
}

/** The class of all errors that the methods of a client throw. */
// The instances of a class cannot be a union, and only a union is narrowed by `code`.
export const LatchkeyError = BaseError as unknown as LatchkeyErrorConstructor
