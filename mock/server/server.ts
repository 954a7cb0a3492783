import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Contract } from '../../openapi/generate/contract.ts'
import { maskPath, maskSecrets } from '../engine/values/mask.ts'
import { type Answering, createApp, type Visit } from './app.ts'
import { Lines } from './lines.ts'
import { Mask } from './mask.ts'
import { failureProblem } from './problem.ts'
import { requestLine } from './request-line.ts'
import { endOfTurn } from './turn.ts'

export interface ServerOptions {
  readonly contract: Contract
  readonly engine: Answering
  /** The full OpenAPI document, as JSON; undefined where there is none. */
  readonly document: () => Promise<string | undefined>
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Gets a line for each request. */
  readonly log: (lines: string) => void
  /** Gets what the mock did wrong. */
  readonly warn: (text: string) => void
  /** Whether the process is the server's alone: its `Request` and `Response` are then replaced by faster ones. */
  readonly ownsProcess?: boolean
}

export interface MockServer {
  /** `http://127.0.0.1:4010` */
  readonly origin: string
  /** Asks the mock without the network and without a line in the log. */
  readonly fetch: (request: Request) => Promise<Response>
  /** Takes no more connections, closes idle ones, and resolves when the last answer is sent. */
  readonly close: () => Promise<void>
}

/** How long requests that are running may take to end, in milliseconds. */
const PATIENCE = 2000

/**
 * Serves a mock.
 * @throws {Error} of Node's, with a `code`, where it cannot listen there
 */
export async function startServer(options: ServerOptions): Promise<MockServer> {
  const { contract, engine, document, host, port, log, warn, ownsProcess = false } = options
  const mask = new Mask(contract)
  const lines = new Lines(log)
  const app = createApp({
    contract,
    engine,
    document,
    onError: (error, { method, url }) => {
      const path = maskPath(new URL(url).pathname)
      warn(`FAILED ${method} ${path}: ${maskSecrets(error.stack ?? String(error))}\n`)
      return failureProblem(error, path)
    },
  })
  const answer = async (request: Request): Promise<Response> => {
    const start = performance.now()
    const visit: Visit = {}
    const response = await app.fetch(request, visit)
    lines.add(requestLine(mask, request, response.status, performance.now() - start, visit.exchange))
    await endOfTurn()
    return response
  }
  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: ownsProcess }))
  server.listen(port, host)
  await once(server, 'listening')
  return {
    origin: originOf(server, host),
    fetch: request => engine.fetch(request),
    close: async () => {
      await close(server)
      lines.flush()
    },
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
  const timer = setTimeout(() => server.closeAllConnections(), PATIENCE)
  await closed
  clearTimeout(timer)
}
