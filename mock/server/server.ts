/** The HTTP server. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { hrtime } from 'node:process'
// Named imports of modules of Node.js stay what they are: fake timers replace the global functions.
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers'
import type { Hono } from 'hono'
import { isHappyDom, isPreflight } from '../api/cors.ts'
import { type AppOptions, createApp } from './app.ts'
import { respondToBadHttp } from './bad-http.ts'
import { blockedOrigins } from './cors.ts'
import type { Env, RequestOutcome } from './env.ts'
import { noResponse } from './errors.ts'
import { hostGuard } from './host-guard.ts'
import { lightListener } from './light/light-listener.ts'
import type { Listener, RespondTo } from './listener.ts'
import { endOfTurns } from './turn.ts'

export interface ServerOptions extends AppOptions {
  /** 0 picks any free port. */
  readonly port: number
  /** The names that requests may use in `Host`, in addition to those of this machine. */
  readonly allowHosts?: readonly string[]
  /** Whether the process runs only the server. If so, it avoids loading the `Request` and `Response` of `fetch`. */
  readonly ownsProcess?: boolean
}

export interface MockServer {
  /** `http://127.0.0.1:4010` */
  readonly origin: string
  /** Stops accepting connections, closes idle ones, and resolves after the last response. */
  readonly close: () => Promise<void>
}

/** How long running requests may take after `close`, in milliseconds. */
const GRACE_PERIOD = 2000
/** How often `close` closes connections that have become idle, in milliseconds. */
const SWEEP_INTERVAL = 20

/**
 * Starts a server.
 * @throws {Error} of Node.js, with a `code` such as EADDRINUSE, if it cannot listen on the host and port
 */
export async function startServer(options: ServerOptions): Promise<MockServer> {
  const { instance, host, port, log, ownsProcess = false } = options
  const app = createApp(options)
  const endOfTurn = endOfTurns()
  const noteBlockedOrigin = blockedOrigins(log)
  const refuseHost = hostGuard(options)
  const respond: RespondTo = async (request, incoming, outgoing) => {
    // Its `Request` copies headers by their internals, which the headers of the adapter do not have.
    if (isHappyDom()) Object.defineProperty(request, 'headers', { value: new Headers([...request.headers]) })
    const start = hrtime()
    const outcome: RequestOutcome = {}
    const refusal = refuseHost(request, incoming)
    const response = refusal ?? (await fetchOrDisconnect(app, request, outcome))
    const { status } = response
    // Browsers send preflights by themselves; in the log they would hide the requests.
    if (status !== 204 || !isPreflight(request) || log.has('debug')) {
      const [seconds, nanoseconds] = hrtime(start)
      const milliseconds = seconds * 1000 + nanoseconds / 1e6
      const { mask = instance().mask, exchange } = outcome
      log.request({ mask, method: request.method, url: request.url, status, milliseconds, exchange })
    }
    if (!refusal) noteBlockedOrigin(request, response)
    await endOfTurn()
    if (!outcome.isBroken) return response
    outgoing.destroy()
    return undefined
  }
  const full = () => import('./fetch-listener.ts').then(({ fetchListener }) => fetchListener(respond, ownsProcess))
  const listener: Listener = ownsProcess ? lightListener(respond, full) : await full()
  const server = createServer(
    // A request without Host gets a problem document like any other that is not valid. Node's answer has no body.
    { requireHostHeader: false },
    listener,
  )
  respondToBadHttp(server)
  // In an options object, Node rejects an invalid port. As an argument, it would be the path of a socket.
  server.listen({ port, host })
  await once(server, 'listening')
  return {
    origin: originOf(server, host),
    close: async () => {
      await close(server)
      log.flush()
    },
  }
}

/** The client may disconnect while its request waits. */
async function fetchOrDisconnect(app: Hono<Env>, request: Request, outcome: RequestOutcome): Promise<Response> {
  try {
    return await app.fetch(request, outcome)
  } catch (thrown) {
    if (!request.signal.aborted) throw thrown
    outcome.isBroken = true
    return noResponse()
  }
}

function originOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return `http://${isWildcard(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Addresses that a server can listen on, but a client cannot connect to. */
const isWildcard = (host: string) => host === '0.0.0.0' || host === '::'

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  // A keep-alive connection that becomes idle from now on would stay open.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_INTERVAL)
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_PERIOD)
  await closed
  clearInterval(sweep)
  clearTimeout(timer)
}
