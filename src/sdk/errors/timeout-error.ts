import { BaseError } from './base-error.ts'
import type { TimedOut } from './failure.ts'

/**
 * The complete response took longer than `timeout` or `totalTimeout` allows. The server may have carried the request
 * out.
 */
export class LatchkeyTimeoutError extends BaseError implements TimedOut {
  declare readonly code: 'timed_out'
  declare readonly status: undefined
  declare readonly problem: undefined
  declare readonly requestId: undefined

  static override readonly name = 'LatchkeyTimeoutError'
  static override readonly code = 'timed_out'
}
