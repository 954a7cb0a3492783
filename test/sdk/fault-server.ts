import type { OutgoingHttpHeaders, RequestListener } from 'node:http'
import { answerJson, serve, type TestServer } from './server.ts'

/** A real server that sends the given responses in turn, and repeats the last one. */
export function serveInTurn(...answers: RequestListener[]): Promise<TestServer> {
  return serve(inTurn(...answers))
}

export function inTurn(...answers: RequestListener[]): RequestListener {
  let turn = 0
  return (request, response) => answers[Math.min(turn++, answers.length - 1)]?.(request, response)
}

export const ok = answerJson({ id: 'key_1' })

/** The connection is closed without a response. */
export const closed: RequestListener = request => request.socket.destroy()

/** No response arrives. */
export const silent: RequestListener = () => {}

/** The beginning of a response arrives, and nothing more. */
export const stalled: RequestListener = (_, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"id":')
}

/** The connection is closed in the middle of a response. */
export const broken: RequestListener = (_, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 100 }).write('{"id":')
  setTimeout(() => response.destroy(), 10)
}

/** An error status with a problem document. */
export function refused(status: number, code = 'rate_limited', headers: OutgoingHttpHeaders = {}): RequestListener {
  return (_, response) =>
    response
      .writeHead(status, { 'Content-Type': 'application/problem+json', ...headers })
      .end(JSON.stringify({ title: 'No', status, code, request_id: 'req_1' }))
}

/** Any response, such as one of a proxy. */
export function answered(status: number, headers: OutgoingHttpHeaders, body = ''): RequestListener {
  return (_, response) => response.writeHead(status, headers).end(body)
}
