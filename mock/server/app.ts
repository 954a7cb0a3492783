import { type Context, Hono } from 'hono'
import type { Contract } from '../../openapi/generate/contract.ts'
import type { Exchange } from '../engine/engine.ts'

/** What answers the API: an engine, or a mock made of one. */
export interface Answering {
  readonly fetch: (request: Request, onExchange?: (exchange: Exchange) => void) => Promise<Response>
}

/** What goes with one request: the app leaves here what the engine says about it. */
export interface Visit {
  exchange?: Exchange
}

export interface AppOptions {
  readonly contract: Contract
  readonly engine: Answering
  /** The full OpenAPI document, as JSON; undefined where there is none. */
  readonly document: () => Promise<string | undefined>
  /** Answers where something failed. */
  readonly onError: (error: Error, request: Request) => Response
}

type Env = { Bindings: Visit }

export const DOCUMENT_PATH = '/openapi.json'

/**
 * What the server has at which path. All but its own few pages is for the engine, which finds the operation itself, and
 * says where the API is when a path is outside of it.
 */
export function createApp({ contract, engine, document, onError }: AppOptions): Hono<Env> {
  const app = new Hono<Env>()
  const api = ({ req, env }: Context<Env>) =>
    engine.fetch(req.raw, exchange => {
      env.exchange = exchange
    })
  app.get('/', context => {
    const { origin } = new URL(context.req.url)
    return context.json({
      message: `This is a mock of ${contract.title}; nothing here is real.`,
      system: contract.system,
      version: contract.version,
      api: origin + contract.basePath,
      contract: origin + DOCUMENT_PATH,
    })
  })
  app.get(DOCUMENT_PATH, async context => {
    const text = await document()
    return text === undefined ? api(context) : context.body(text, 200, { 'Content-Type': 'application/json' })
  })
  app.all('*', api)
  app.onError((error, { req }) => onError(error, req.raw))
  return app
}
