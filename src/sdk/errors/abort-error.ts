import { BaseError } from './base-error.ts'
import type { Aborted } from './failure.ts'

/**
 * The signal of the call aborted it. `cause` is the reason of the signal. If `attempts` is 0, no request was sent; else
 * the server may have carried the request out.
 */
export class LatchkeyAbortError extends BaseError implements Aborted {
  declare readonly code: 'aborted'
  declare readonly status: undefined
  declare readonly problem: undefined
  declare readonly requestId: undefined

  static override readonly name = 'LatchkeyAbortError'
  static override readonly code = 'aborted'
}
