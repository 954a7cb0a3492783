import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Hono } from 'hono'
import { type AppOptions, createApp, noAnswer } from './app.ts'
import { answerBadHttp, answerBadTarget } from './bad-http.ts'
import { isPreflight } from './cors.ts'
import type { Env, Visit } from './instance-routes.ts'
import { endOfTurn } from './turn.ts'

export interface ServerOptions extends AppOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** Whether the process is the server's alone: its `Request` and `Response` are then replaced by faster ones. */
  readonly ownsProcess?: boolean
}

export interface MockServer {
  /** `http://127.0.0.1:4010` */
  readonly origin: string
  /** Takes no more connections, closes idle ones, and resolves when the last answer is sent. */
  readonly close: () => Promise<void>
}

/** How long requests that are running may take to end, in milliseconds. */
const PATIENCE = 2000
/** How often connections that have become idle are closed at the end, in milliseconds. */
const SWEEP = 20

/**
 * Serves a mock.
 * @throws {Error} of Node's, with a `code`, where it cannot listen there
 */
export async function startServer(options: ServerOptions): Promise<MockServer> {
  const { instance, host, port, log, ownsProcess = false } = options
  const app = createApp(options)
  const answer = async (request: Request, { outgoing }: HttpBindings | Http2Bindings): Promise<Response> => {
    const start = performance.now()
    const visit: Visit = {}
    const response = await fetchUnlessGone(app, request, visit)
    const { status } = response
    // Browsers ask so before they ask: it is nobody's request.
    if (status !== 204 || !isPreflight(request) || log.has('debug')) {
      const milliseconds = performance.now() - start
      const { mask = instance().mask, exchange } = visit
      log.request({ mask, method: request.method, url: request.url, status, milliseconds, exchange })
    }
    await endOfTurn()
    if (!visit.isBroken) return response
    outgoing.destroy()
    return RESPONSE_ALREADY_SENT
  }
  const server = createServer(
    getRequestListener(answer, { overrideGlobalObjects: ownsProcess, errorHandler: answerBadTarget }),
  )
  server.on('clientError', answerBadHttp)
  // As members, a port that is none is refused; as an argument, it would name a socket in the file system.
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

/** The caller may go away while a request waits. */
async function fetchUnlessGone(app: Hono<Env>, request: Request, visit: Visit): Promise<Response> {
  try {
    return await app.fetch(request, visit)
  } catch (thrown) {
    if (!request.signal.aborted) throw thrown
    visit.isBroken = true
    return noAnswer()
  }
}

function originOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return `http://${isEverywhere(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Addresses to listen on that are none to ask at. */
const isEverywhere = (host: string) => host === '0.0.0.0' || host === '::'

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  // A connection that becomes idle only now would stay open for the next request of its client.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP)
  const timer = setTimeout(() => server.closeAllConnections(), PATIENCE)
  await closed
  clearInterval(sweep)
  clearTimeout(timer)
}
