import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { RequestError } from '@hono/node-server'
import { errorCode } from './error-code.ts'
import { failureProblem, problem, problemText, type ServerProblem } from './problem.ts'

/** Answers what is no HTTP, of which there is no request: `server.on('clientError', answerBadHttp)`. */
export function answerBadHttp(error: Error, socket: Pick<Socket, 'writable' | 'destroy' | 'end'>): void {
  if (!socket.writable || errorCode(error) === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const found = problemOf(error)
  const body = problemText(found)
  const head = [
    `HTTP/1.1 ${found.status} ${STATUS_CODES[found.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function problemOf(error: Error): ServerProblem {
  const path = ''
  switch (errorCode(error)) {
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, code: 'headers_too_large', detail: 'The headers are larger than 16 KiB.', path }
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, code: 'request_timeout', detail: 'The request did not come to its end in time.', path }
    default:
      return { status: 400, code: 'malformed_http', detail: 'This is no request of HTTP/1.1.', path }
  }
}

/** Answers where there is no request to speak of: its target, or its `Host`, makes no URL. */
export function answerBadTarget(error: unknown): Response {
  if (!(error instanceof RequestError)) return failureProblem(error, '')
  const detail = 'The path and the header Host of this request make no URL.'
  return problem({ status: 400, code: 'malformed_http', detail, path: '' })
}
