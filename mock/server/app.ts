import { Hono, type MiddlewareHandler } from 'hono'
import { BrokenConnection } from '../api/broken-connection.ts'
import { maskPath } from '../engine/values/mask.ts'
import { BadControl } from './bad-control.ts'
import { allowOrigins, type Origins } from './cors.ts'
import { errorCode } from './error-code.ts'
import { guard } from './guard.ts'
import type { Instance } from './instance.ts'
import { addInstance, type Env } from './instance-routes.ts'
import type { Log } from './log.ts'
import { addPages, type Pages } from './pages.ts'
import { failureProblem, problem } from './problem.ts'
import { addSandboxes } from './sandboxes/sandbox-routes.ts'
import { type Sandboxes, SandboxesFull } from './sandboxes/sandboxes.ts'
import type { StateFile } from './state/state-file.ts'

export interface AppOptions {
  /** The server's own; another one after a while, where its contract changes. */
  readonly instance: () => Instance
  /** What the server listens on. */
  readonly host: string
  readonly log: Log
  /** Whom to let in beyond this machine to the controls: who knows this. Without one, nobody. */
  readonly controlToken?: string
  /** Pages of which other origins may call; none unless said. */
  readonly origins?: Origins
  readonly sandboxes?: Sandboxes
  readonly pages?: Pages
  /** Where the state of the server's own instance is kept. */
  readonly state?: StateFile
}

/** What is not the API of a mock, but a way to move one. */
const CONTROLS = ['/__mock/*', '/sandboxes', '/sandboxes/:id', '/sandboxes/:id/__mock/*']
const CONTROL = /^(?:\/sandboxes\/[^/]+)?\/__mock(?:\/|$)|^\/sandboxes(?:\/[^/]+)?$/
/** Seconds after which it is worth to try a full disk again. */
const RETRY_STATE = 5

/** All that the server answers. What nobody asked for does not stand in the way of a request. */
export function createApp(options: AppOptions): Hono<Env> {
  const { instance, host, log, controlToken, origins, sandboxes, pages, state } = options
  const app = new Hono<Env>()
  const named = origins === '*' ? [] : (origins ?? [])
  if (origins) app.use('*', openTo(origins))
  if (state) app.use('*', keep(state))
  for (const path of CONTROLS) app.use(path, guard({ host, token: controlToken, origins: named }))
  if (sandboxes) addSandboxes(app, sandboxes)
  if (pages) addPages(app, pages)
  // Where a token is asked for, who opens a page has no way to give it.
  addInstance(app, instance, sandboxes && controlToken === undefined ? { sandboxes: sandboxes.path } : {})
  return app.onError((error, { req, env }) => {
    // A caller that goes away while its body is read is nobody's defect.
    env.isBroken = error instanceof BrokenConnection || req.raw.signal.aborted
    return env.isBroken ? noAnswer() : answerError(error, req.raw, log)
  })
}

/** What stands in the place of an answer that nobody gets, with the status that nginx notes then. */
export const noAnswer = () => new Response(null, { status: 499 })

/** The controls are open to pages of origins that were named, and never to every page. */
function openTo(origins: Origins): MiddlewareHandler {
  const allow = allowOrigins(origins)
  return (context, next) => (origins === '*' && CONTROL.test(context.req.path) ? next() : allow(context, next))
}

/** What was done could not be kept, so nobody may be told that it was done. */
class NotKept extends Error {
  override readonly name = 'NotKept'
}

/** Holds answers back until the state is written. While that fails, nothing is done any more. */
function keep(state: StateFile): MiddlewareHandler {
  return async (context, next) => {
    try {
      state.recover()
      await next()
      await state.kept()
    } catch (cause) {
      if (errorCode(cause) === undefined) throw cause
      context.res.headers.delete('Location')
      throw new NotKept(`The state file ${state.path} cannot be written (${errorCode(cause)}).`, { cause })
    }
  }
}

function answerError(error: Error, { method, url }: Request, log: Log): Response {
  const path = new URL(url).pathname
  if (error instanceof BadControl)
    return problem({ status: error.status, code: error.code, detail: error.message, path })
  if (error instanceof SandboxesFull) {
    const headers = { 'Retry-After': String(Math.max(1, Math.ceil(error.retryAfter / 1000))) }
    return problem({ status: 503, code: 'sandboxes_full', detail: error.message, path, headers })
  }
  if (error instanceof NotKept) {
    log.failure(error.message)
    const detail = `${error.message} Nothing is done until it can be: make room for it, or let it be written.`
    return problem({
      status: 503,
      code: 'state_not_kept',
      detail,
      path,
      headers: { 'Retry-After': String(RETRY_STATE) },
    })
  }
  log.failure(`FAILED ${method} ${maskPath(path)}: ${error.stack ?? error}`)
  return failureProblem(error, path)
}
