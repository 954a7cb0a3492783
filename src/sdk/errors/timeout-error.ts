import { BaseError } from './base-error.ts'
import type { TimedOut } from './failure.ts'

/**
 * The answer, body included, took longer than `timeout` or `totalTimeout` allow. Whether the request was carried out
 * is not known.
 */
export class LatchkeyTimeoutError extends BaseError implements TimedOut {
  declare readonly code: 'timed_out'
  declare readonly status: undefined
  declare readonly problem: undefined
  declare readonly requestId: undefined

  static override readonly name = 'LatchkeyTimeoutError'
  static override readonly code = 'timed_out'
}
