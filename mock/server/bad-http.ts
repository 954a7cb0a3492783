/** Responses to bytes that are not a valid HTTP request. */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { RequestError } from '@hono/node-server'
import { errorCode } from './error-code.ts'
import { failureProblem, problem, problemText, type ServerProblem } from './problem.ts'

/** Responds when Node cannot parse a request: `server.on('clientError', respondBadHttp)`. */
export function respondBadHttp(error: Error, socket: Pick<Socket, 'writable' | 'destroy' | 'end'>): void {
  if (!socket.writable || errorCode(error) === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const badHttp = badHttpProblem(error)
  const body = problemText(badHttp)
  const head = [
    `HTTP/1.1 ${badHttp.status} ${STATUS_CODES[badHttp.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function badHttpProblem(error: Error): ServerProblem {
  const path = ''
  switch (errorCode(error)) {
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, code: 'headers_too_large', detail: 'The headers are larger than 16 KiB.', path }
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, code: 'request_timeout', detail: 'The request was not complete in time.', path }
    default:
      return { status: 400, code: 'malformed_http', detail: 'This is not a valid HTTP/1.1 request.', path }
  }
}

/** Responds when the target and the `Host` header of a request do not form a URL. */
export function respondBadTarget(error: unknown): Response {
  return error instanceof RequestError ? badTarget() : failureProblem(error, '')
}

export function badTarget(): Response {
  const detail = 'The path and the Host header of this request do not form one valid URL.'
  return problem({ status: 400, code: 'malformed_http', detail, path: '' })
}
