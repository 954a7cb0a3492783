import { BaseError } from './base-error.ts'
import type { Aborted } from './failure.ts'

/**
 * The signal of the call ended it: `cause` is its reason. A request that was on its way may have been carried out;
 * with `attempts` 0 none was sent.
 */
export class LatchkeyAbortError extends BaseError implements Aborted {
  declare readonly code: 'aborted'
  declare readonly status: undefined
  declare readonly problem: undefined
  declare readonly requestId: undefined

  static override readonly name = 'LatchkeyAbortError'
  static override readonly code = 'aborted'
}
