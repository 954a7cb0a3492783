import { Hono } from 'hono'
import type { Contract } from '../../openapi/generate/contract.ts'

export interface AppOptions {
  readonly contract: Contract
  /** The full OpenAPI document, as JSON; undefined where there is none. */
  readonly document: () => Promise<string | undefined>
  /** Answers everything that is not a page of the server's own. */
  readonly api: (request: Request) => Promise<Response>
  /** Answers where something failed. */
  readonly onError: (error: Error, request: Request) => Response
}

export const DOCUMENT_PATH = '/openapi.json'

/**
 * What the server has at which path. All but its own few pages is for the engine, which finds the operation itself, and
 * says where the API is when a path is outside of it.
 */
export function createApp({ contract, document, api, onError }: AppOptions): Hono {
  const app = new Hono()
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
    return text === undefined ? api(context.req.raw) : context.body(text, 200, { 'Content-Type': 'application/json' })
  })
  app.all('*', context => api(context.req.raw))
  app.onError((error, context) => onError(error, context.req.raw))
  return app
}
