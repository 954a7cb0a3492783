/** Which names requests may use for the server. */
import { masksOf } from '../engine/values/mask.ts'
import { badTarget } from './bad-http.ts'
import type { Instance } from './instance.ts'
import { LightRequest } from './light/light-request.ts'
import type { Log } from './log.ts'
import { isLoopback } from './loopback.ts'
import { problem } from './problem.ts'

export interface HostGuardOptions {
  /** The address that the server listens on. */
  readonly host: string
  /** Names in addition to those that the server knows. */
  readonly allowHosts?: readonly string[]
  readonly log: Log
  /** The instance at the root, whose secrets are masked. */
  readonly instance: () => Instance
}

/** Names that only a local network resolves: addresses, names without a dot, and the domains that are reserved for it. */
const NETWORK_NAME = /^(?:\[.+\]|\d{1,3}(?:\.\d{1,3}){3}|[^.]+|.+\.(?:internal|local|test|home\.arpa))$/

/** How many hosts get a line in the log. */
const MAX_NOTED = 100

/**
 * Refuses requests whose `Host` is not a name of the server, against DNS rebinding: if an attacker lets a name of their own
 * point to this machine, a page of that name has the same origin as the server, and may read all that it answers. The page
 * cannot forge `Host`. If other machines can connect, they use names of their network, which an attacker does not have.
 * @returns a function that responds to a request that is refused; undefined if the request may go on
 */
export function hostGuard({ host, allowHosts = [], log, instance }: HostGuardOptions) {
  const names = new Set([host, ...allowHosts].map(name => name.toLowerCase()))
  const isOpen = !isLoopback(host)
  const noted = new Set<string>()
  let known: string | undefined
  return (request: Request, { rawHeaders }: { readonly rawHeaders: readonly string[] }): Response | undefined => {
    const { url } = request
    const hosts = hostsIn(rawHeaders)
    // A client sends the same host with each request. The URL of a light request is right as it is.
    const origin = request instanceof LightRequest ? url.slice(0, url.indexOf('/', url.indexOf('//') + 2)) : undefined
    if (origin !== undefined && origin === known && hosts === 1) return undefined
    const parsed = URL.parse(url)
    // Which of two hosts is meant would be a guess (RFC 9112, 3.2).
    if (!parsed || hosts > 1) return badTarget()
    const { hostname, pathname } = parsed
    if (isLoopback(hostname) || names.has(hostname) || (isOpen && NETWORK_NAME.test(hostname))) {
      known = origin ?? known
      return undefined
    }
    const wayOut = `start the server with --allow-host ${hostname}`
    if (!noted.has(hostname) && noted.size < MAX_NOTED) {
      noted.add(hostname)
      log.note(`Requests to the host ${hostname} are refused. To allow them, ${wayOut}.`)
    }
    const detail =
      `The Host header names ${hostname}, which is not a known name of this server (DNS rebinding). Call it as localhost or ` +
      `127.0.0.1, or ${wayOut} (serve: the option allowHosts). From a container, send the header \`Host: localhost\`, or ` +
      'start the server with --host 0.0.0.0, which accepts the names of the local network.'
    return problem({
      status: 403,
      code: 'host_not_allowed',
      detail,
      path: pathname,
      masks: masksOf(instance().mock.contract),
    })
  }
}

/** How many `Host` headers there are, in a list of names and values. Node.js drops all but the first. */
function hostsIn(rawHeaders: readonly string[]): number {
  let count = 0
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') count++
  return count
}
