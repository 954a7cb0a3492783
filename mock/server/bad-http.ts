/** Responses to bytes that are not a valid HTTP request, and to requests that HTTP itself rejects. */
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
// Named imports of modules of Node.js stay what they are: fake timers replace the global functions.
import { clearTimeout, setTimeout } from 'node:timers'
import { errorCode } from './error-code.ts'
import { problem, problemText, type ServerProblem } from './problem.ts'

/** How long the response to a request that is not complete may take, in milliseconds. Without its body it may never come. */
const INCOMPLETE_PERIOD = 100

/** Responds with a problem document where Node would close the connection or send no body. */
export function respondToBadHttp(server: Server): void {
  /** The last response of each connection. Responses of one connection are sent in order. */
  const responses = new WeakMap<Duplex, ServerResponse>()
  server.on('request', (request, response) => responses.set(request.socket, response))
  server.on('clientError', (error, socket) => {
    const response = responses.get(socket)
    // A valid request may come before the invalid bytes. It is carried out, so its response is sent first.
    if (response && !response.writableFinished) whenSent(response, () => respondBadHttp(error, socket))
    else respondBadHttp(error, socket)
  })
  server.on('checkExpectation', respondBadExpectation)
  server.on('connect', (_, socket) => {
    // Node leaves the socket to this listener. An error without a listener would end the process, and an open socket
    // would keep the server from closing.
    socket.on('error', () => socket.destroy())
    socket.on('finish', () => socket.destroy())
    const detail = 'This server is no proxy: it does not support CONNECT.'
    writeProblem(socket, { status: 405, code: 'method_not_allowed', detail, path: '' })
  })
}

function whenSent(response: ServerResponse, done: () => void): void {
  const timer = response.req.complete
    ? undefined
    : setTimeout(() => response.off('close', sent) && done(), INCOMPLETE_PERIOD)
  const sent = () => {
    clearTimeout(timer)
    done()
  }
  response.once('close', sent)
}

function respondBadHttp(error: Error, socket: Duplex): void {
  if (!socket.writable || errorCode(error) === 'ECONNRESET') socket.destroy()
  else writeProblem(socket, badHttpProblem(error))
}

function writeProblem(socket: Duplex, problem: ServerProblem): void {
  const body = problemText(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
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

function respondBadExpectation(_: IncomingMessage, response: ServerResponse): void {
  const detail = 'The only expectation that this server meets is 100-continue. Leave the header Expect out.'
  const body = problemText({ status: 417, code: 'expectation_failed', detail, path: '' })
  response.writeHead(417, { 'Content-Type': 'application/problem+json', 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}

/** The response if the target and the `Host` header of a request do not form a URL. */
export function badTarget(): Response {
  const detail = 'The path and the Host header of this request do not form one valid URL.'
  return problem({ status: 400, code: 'malformed_http', detail, path: '' })
}
