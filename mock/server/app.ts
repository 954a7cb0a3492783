/** The routes and middleware of the server. */
import { Hono, type MiddlewareHandler } from 'hono'
import { masksOf } from '../engine/values/mask.ts'
import { apiFirst, isFree, isOfApi } from './api-routes.ts'
import { controlGuard } from './control-routes/control-guard.ts'
import { allowOrigins, type Origins } from './cors.ts'
import { addDescribedPages } from './described-pages.ts'
import type { Env } from './env.ts'
import { isDisconnect, noResponse, respondError } from './errors.ts'
import type { Instance } from './instance.ts'
import { addInstance } from './instance-routes.ts'
import type { Log } from './log.ts'
import { addPages, DOCS_PATH, type Pages } from './pages.ts'
import { addSandboxes } from './sandboxes/sandbox-routes.ts'
import type { Sandboxes } from './sandboxes/sandboxes.ts'
import { saveState } from './state/save-state.ts'
import type { StateFile } from './state/state-file.ts'

export interface AppOptions {
  /** The instance at the root, called at each request. It changes when its contract is reloaded. */
  readonly instance: () => Instance
  /** The address that the server listens on. */
  readonly host: string
  readonly log: Log
  /** The token that the controls require if other machines can connect. Without it, the controls are closed then. */
  readonly controlToken?: string
  /** The origins whose pages may call. Defaults to none. */
  readonly origins?: Origins
  readonly sandboxes?: Sandboxes
  readonly pages?: Pages
  /** The file with the state of the instance at the root. */
  readonly state?: StateFile
}

/** The server's own paths, which a document may have too. */
const OWN_PATHS = ['/', '/docs/*', '/assets/*', '/sandboxes/*']

/** The routes that control mocks, as opposed to the API of a mock. */
const CONTROLS = ['/__mock/*', '/sandboxes', '/sandboxes/:id', '/sandboxes/:id/__mock/*']
const CONTROL = /^(?:\/sandboxes\/[^/]+)?\/__mock(?:\/|$)|^\/sandboxes(?:\/[^/]+)?$/

/** The app of the server. Middleware is added only if its option is set, so that other requests do not pass through it. */
export function createApp(options: AppOptions): Hono<Env> {
  const { instance, host, log, controlToken, origins, sandboxes, pages, state } = options
  const app = new Hono<Env>()
  const named = origins === '*' ? [] : (origins ?? [])
  if (origins) app.use('*', crossOrigin(instance, origins))
  if (state) app.use('*', saveState(state, log))
  for (const path of OWN_PATHS) app.use(path, apiFirst(instance))
  for (const path of CONTROLS) app.use(path, controlGuard({ host, token: controlToken, origins: named }))
  if (sandboxes) addSandboxes(app, sandboxes)
  addDescribedPages(app, instance, pages?.docs)
  if (pages) addPages(app, pages)
  // A page in a browser cannot send the token, so the link would only lead it to an error.
  addInstance(app, instance, {
    ...(sandboxes && controlToken === undefined && { sandboxes: sandboxes.path }),
    ...(pages?.docs && isFree(instance(), DOCS_PATH) && { docs: DOCS_PATH }),
  })
  return app.onError((error, { req, env }) => {
    env.isBroken = isDisconnect(error, req.raw)
    return env.isBroken ? noResponse() : respondError(error, req.raw, log, masksOf(instance().mock.contract))
  })
}

/** `*` opens the API to every page. The controls are open only to pages of origins that are named. */
function crossOrigin(instance: () => Instance, origins: Origins): MiddlewareHandler<Env> {
  const allow = allowOrigins(origins)
  return (context, next) =>
    origins === '*' && CONTROL.test(context.req.path) && !isOfApi(instance(), context.req.raw)
      ? next()
      : allow(context, next)
}
