/** Requests and responses of `fetch`, which Node.js takes a while to load. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener, RequestError } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { badTarget } from './bad-http.ts'
import { LightResponse } from './light/light-response.ts'
import type { Listener, RespondTo } from './listener.ts'
import { failureProblem } from './problem.ts'

/** @param overrides whether the global `Request` and `Response` are replaced by faster ones */
export function fetchListener(respond: RespondTo, overrides: boolean): Listener {
  return getRequestListener(
    async (request, { incoming, outgoing }) => {
      // The server speaks HTTP/1 only.
      const [sent, to] = [incoming, outgoing] as [IncomingMessage, ServerResponse]
      const response = await respond(request, sent, to)
      return response === undefined || (response instanceof LightResponse && response.send(to))
        ? RESPONSE_ALREADY_SENT
        : realOf(response)
    },
    { overrideGlobalObjects: overrides, errorHandler: respondBadTarget },
  )
}

/** Sends a response to a request that was handled already. */
export function sendResponse(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): void {
  getRequestListener(() => realOf(response), { overrideGlobalObjects: false })(incoming, outgoing)
}

const realOf = (response: Response): Response => (response instanceof LightResponse ? response.real : response)

/** Responds when the target and the `Host` header of a request do not form a URL. */
function respondBadTarget(error: unknown): Response {
  return error instanceof RequestError ? badTarget() : failureProblem(error, '')
}
