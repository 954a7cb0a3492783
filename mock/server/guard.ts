import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { isLoopback } from './loopback.ts'
import { problem } from './problem.ts'

export interface GuardOptions {
  /** What the server listens on. */
  readonly host: string
  /** What callers must know where others than this machine can call; undefined where none can. */
  readonly token: string | undefined
  /** Origins, besides the server's own, whose pages may call. */
  readonly origins: readonly string[]
}

/** Own pages, and addresses that somebody typed. Programs that are no browsers do not send the header. */
const HARMLESS_SITES: readonly (string | null)[] = [null, 'same-origin', 'none']

/**
 * Keeps the controls for those who started the server. They have no credentials of their own on this machine, so what
 * a browser asks on behalf of a page is refused: by `Host`, which a page of an attacker whose name was rebound to
 * 127.0.0.1 cannot forge, and by `Origin`, which a page of another origin cannot leave out of a request that changes
 * anything. Where other machines can call, a token is asked for besides.
 */
export function guard({ host, token, origins }: GuardOptions): MiddlewareHandler {
  return async ({ req }, next) => {
    const { headers } = req.raw
    const refuse = (status: number, code: string, detail: string, more: Record<string, string> = {}) =>
      problem({ status, code, detail, path: req.path, headers: more })
    if (token === undefined && !isLoopback(host))
      return refuse(403, 'controls_closed', 'Where other machines can call, this server has no controls.')
    if (token === undefined && !isOwnName(headers.get('host') ?? '', host)) {
      const detail = 'The header Host names another machine. Call the controls as localhost or 127.0.0.1.'
      return refuse(403, 'host_not_allowed', detail)
    }
    if (!isAllowedPage(headers, origins)) {
      const detail = 'Pages of this origin may not use the controls. Start the server with --cors and that origin.'
      return refuse(403, 'origin_not_allowed', detail)
    }
    if (token !== undefined && !isSame(tokenOf(headers), token)) {
      const detail =
        'Beyond this machine, the controls ask for the token that the server printed when it started: as Authorization: Bearer, or as X-Mock-Token.'
      return refuse(401, 'control_token_required', detail, { 'WWW-Authenticate': 'Bearer realm="controls"' })
    }
    return next()
  }
}

function isOwnName(hostHeader: string, host: string): boolean {
  const name = hostHeader.replace(/:\d+$/, '')
  return isLoopback(name) || name.toLowerCase() === host.toLowerCase()
}

function isAllowedPage(headers: Headers, origins: readonly string[]): boolean {
  const origin = headers.get('origin')
  if (origin === null) return HARMLESS_SITES.includes(headers.get('sec-fetch-site'))
  return origins.includes(origin) || origin.replace(/^https?:\/\//, '') === headers.get('host')
}

function tokenOf(headers: Headers): string {
  return headers.get('x-mock-token') ?? headers.get('authorization')?.replace(/^Bearer +/i, '') ?? ''
}

/** In a time that does not depend on where they differ, nor on how long they are. */
function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map(text => createHash('sha256').update(text).digest())
  return first !== undefined && second !== undefined && timingSafeEqual(first, second)
}
