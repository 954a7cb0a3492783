/** The API of an instance, among the server's own paths. */
import type { Handler, MiddlewareHandler } from 'hono'
import { requestTargetOf } from '../engine/request-target.ts'
import { Router } from '../engine/steps/route.ts'
import type { Env } from './env.ts'
import type { Instance } from './instance.ts'

/** A mock's own controls come before any path of a document. */
const CONTROLS = /^(?:\/sandboxes\/[^/]+)?\/__mock(?:\/|$)/

/** Whether the document has an operation at the path of a URL. */
export function hasOperation({ mock }: Instance, url: string): boolean {
  return Router.of(mock.contract).has(requestTargetOf(url).pathname)
}

/** Whether a request to one of the server's own paths is for the document, which has an operation there. */
export function isOfApi(instance: Instance, { url }: Request): boolean {
  return !CONTROLS.test(new URL(url).pathname) && hasOperation(instance, url)
}

/** Whether one of the server's own paths is free, because the document has no operation there. */
export function isFree(instance: Instance, path: string): boolean {
  return !hasOperation(instance, `http://localhost${path}`)
}

/** Handles a request to the API. */
export function apiOf(instance: () => Instance): Handler<Env> {
  return ({ req, env }) => {
    const { answer, mask } = instance()
    env.mask = mask
    return answer(req.raw, exchange => {
      env.exchange = exchange
    })
  }
}

/** Lets the API handle one of the server's own paths if the document has an operation there. */
export function apiFirst(instance: () => Instance): MiddlewareHandler<Env> {
  const api = apiOf(instance)
  return async (context, next) => (isOfApi(instance(), context.req.raw) ? api(context, next) : next())
}
