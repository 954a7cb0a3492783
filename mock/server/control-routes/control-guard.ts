/** Who may call the controls. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { isLoopback } from '../loopback.ts'
import { problem } from '../problem.ts'

export interface ControlGuardOptions {
  /** The address that the server listens on. */
  readonly host: string
  /** The token that callers must send if other machines can connect. Without it, nobody may call then. */
  readonly token: string | undefined
  /** Origins whose pages may call, in addition to the server's own. */
  readonly origins: readonly string[]
}

/**
 * Values of `Sec-Fetch-Site` that may call without `Origin`: the server's own pages, and addresses typed by a user.
 * Clients that are not browsers do not send the header.
 */
const ALLOWED_SITES: readonly (string | null)[] = [null, 'same-origin', 'none']

/**
 * Protects the controls. On the local machine they need no credentials, so a web page must not be able to call them
 * through the user's browser. `Origin` stops pages of other origins, which cannot leave it out of a request that changes
 * anything. The server has refused foreign hosts before. If other machines can connect, a token is required.
 */
export function controlGuard({ host, token, origins }: ControlGuardOptions): MiddlewareHandler {
  return async ({ req }, next) => {
    const { headers } = req.raw
    const reject = (status: number, code: string, detail: string, more: Record<string, string> = {}) =>
      problem({ status, code, detail, path: req.path, headers: more })
    if (token === undefined && !isLoopback(host)) {
      const detail = 'The controls are closed: other machines can connect to this server, and it has no control token.'
      return reject(403, 'controls_closed', detail)
    }
    if (!isAllowedPage(headers, origins)) {
      const detail = 'Pages of this origin may not use the controls. Start the server with --cors and this origin.'
      return reject(403, 'origin_not_allowed', detail)
    }
    if (token !== undefined && !isSame(tokenOf(headers), token)) {
      const detail =
        'The controls require the token that the server printed at startup, in Authorization: Bearer or in X-Mock-Token.'
      return reject(401, 'control_token_required', detail, { 'WWW-Authenticate': 'Bearer realm="controls"' })
    }
    return next()
  }
}

function isAllowedPage(headers: Headers, origins: readonly string[]): boolean {
  const origin = headers.get('origin')
  if (origin === null) return ALLOWED_SITES.includes(headers.get('sec-fetch-site'))
  return origins.includes(origin) || origin.replace(/^https?:\/\//, '') === headers.get('host')
}

function tokenOf(headers: Headers): string {
  return headers.get('x-mock-token') ?? headers.get('authorization')?.replace(/^Bearer +/i, '') ?? ''
}

/** Compares hashes, so that the time depends neither on the first difference nor on the lengths. */
function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map(text => createHash('sha256').update(text).digest())
  return first !== undefined && second !== undefined && timingSafeEqual(first, second)
}
