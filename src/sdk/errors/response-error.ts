import { BaseError } from './base-error.ts'
import type { UnexpectedResponse } from './failure.ts'

/**
 * A response arrived that the contract does not describe: the page of a proxy, a redirect, an empty body, incomplete
 * JSON, or an error status without a problem code. Often `baseUrl` is wrong. `title`, `detail`, `excerpt` and `headers` hold
 * what the server sent.
 */
export class LatchkeyResponseError extends BaseError implements UnexpectedResponse {
  declare readonly code: 'unexpected_response'
  declare readonly status: number
  declare readonly problem: undefined
  declare readonly requestId: string | undefined
  declare readonly title: string | undefined
  declare readonly detail: string | undefined
  declare readonly excerpt: string | undefined

  static override readonly name = 'LatchkeyResponseError'
  static override readonly code = 'unexpected_response'
}
