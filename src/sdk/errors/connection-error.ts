import { BaseError } from './base-error.ts'
import type { NoConnection } from './failure.ts'

/**
 * No complete response arrived: the server could not be reached, or the connection broke. The server may have carried
 * the request out. `cause` is what `fetch` threw, without credentials.
 */
export class LatchkeyConnectionError extends BaseError implements NoConnection {
  declare readonly code: 'connection_failed'
  declare readonly status: undefined
  declare readonly problem: undefined
  declare readonly requestId: undefined

  static override readonly name = 'LatchkeyConnectionError'
  static override readonly code = 'connection_failed'
}
