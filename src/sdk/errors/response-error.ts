import { BaseError } from './base-error.ts'
import type { UnexpectedResponse } from './failure.ts'

/**
 * An answer came, but not one of the contract: a page of a proxy, a redirect, an empty body, JSON that is cut off, a
 * refusal without a problem document. Often `baseUrl` is wrong.
 */
export class LatchkeyResponseError extends BaseError implements UnexpectedResponse {
  declare readonly code: 'unexpected_response'
  declare readonly status: number
  declare readonly problem: undefined
  declare readonly requestId: string | undefined

  static override readonly name = 'LatchkeyResponseError'
  static override readonly code = 'unexpected_response'
}
