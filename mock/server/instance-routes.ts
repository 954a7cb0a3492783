/** The routes of one instance: its index, its contract, its controls and its API. */
import { type Handler, Hono } from 'hono'
import { apiFirst, apiOf, hasOperation, isFree } from './api-routes.ts'
import { hasControl, runControl } from './control-routes/run-control.ts'
import type { Env } from './env.ts'
import type { Instance } from './instance.ts'

export const DOCUMENT_PATH = '/openapi.json'
const CONTROLS_PATH = '/__mock'

/** The URLs of an instance. */
export function linksOf(instance: Instance, origin: string) {
  const { mock, prefix } = instance
  return {
    api: origin + mock.contract.basePath,
    ...(isFree(instance, prefix + DOCUMENT_PATH) && { contract: origin + prefix + DOCUMENT_PATH }),
    controls: `${origin}${prefix}${CONTROLS_PATH}/`,
  }
}

/**
 * Adds the routes of an instance. The engine handles every path except a few pages: it finds the operation itself, and
 * its 404 names the base path of the API.
 * @param instance called at each request; a later call may return another instance with the same prefix
 * @param links more paths for the index, by name
 */
export function addInstance(
  app: Hono<Env>,
  instance: () => Instance,
  links: Readonly<Record<string, string>> = {},
): void {
  const { prefix } = instance()
  const api = apiOf(instance)
  const controls: Handler<Env> = (context, next) => {
    const path = context.req.path.slice(prefix.length + CONTROLS_PATH.length) || '/'
    // A document may have the path of the controls as its base path.
    return !hasControl(path) && hasOperation(instance(), context.req.raw.url)
      ? api(context, next)
      : runControl(instance(), context.req.raw, path)
  }
  app.get(prefix || '/', context => {
    const { contract } = instance().mock
    const { origin } = new URL(context.req.url)
    return context.json({
      message: `This is a mock of ${contract.title}. Nothing here is real.`,
      title: contract.title,
      system: contract.system,
      version: contract.version,
      ...linksOf(instance(), origin),
      ...Object.fromEntries(Object.entries(links).map(([name, path]) => [name, origin + path])),
    })
  })
  app.get(prefix + DOCUMENT_PATH, apiFirst(instance), async (context, next) => {
    const { document, mock } = instance()
    const text = await document()
    if (text === undefined) return api(context, next)
    return context.body(withServer(text, mock.contract.basePath), 200, { 'Content-Type': 'application/json' })
  })
  app.all(`${prefix}${CONTROLS_PATH}/*`, controls)
  app.all(`${prefix}/*`, api)
}

/** A document with this server as its only one, whatever its host and port: the URL is relative to the document. */
function withServer(text: string, basePath: string): string {
  const document: object = JSON.parse(text)
  const servers = [{ url: basePath || '/', description: 'This mock.' }]
  return JSON.stringify({ ...document, servers }, undefined, 2)
}

/** An app with one instance. Errors are left to the caller. */
export function appOf(instance: Instance): Hono<Env> {
  const app = new Hono<Env>()
  addInstance(app, () => instance)
  return app.onError(error => {
    throw error
  })
}
