import type { OutgoingHttpHeaders, RequestListener } from 'node:http'
import { answerJson, serve, type TestServer } from './server.ts'

/** A real server that gives each request the next of the answers, and the last one from then on. */
export function serveInTurn(...answers: RequestListener[]): Promise<TestServer> {
  return serve(inTurn(...answers))
}

export function inTurn(...answers: RequestListener[]): RequestListener {
  let turn = 0
  return (request, response) => answers[Math.min(turn++, answers.length - 1)]?.(request, response)
}

export const ok = answerJson({ id: 'key_1' })

/** The connection is closed with no answer. */
export const closed: RequestListener = request => request.socket.destroy()

/** No answer ever comes. */
export const silent: RequestListener = () => {}

/** The beginning of an answer comes, and then no more of it. */
export const stalled: RequestListener = (_, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"id":')
}

/** The connection is closed in the middle of an answer. */
export const broken: RequestListener = (_, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 100 }).write('{"id":')
  setTimeout(() => response.destroy(), 10)
}

/** A refusal with a problem document. */
export function refused(status: number, code = 'rate_limited', headers: OutgoingHttpHeaders = {}): RequestListener {
  return (_, response) =>
    response
      .writeHead(status, { 'Content-Type': 'application/problem+json', ...headers })
      .end(JSON.stringify({ title: 'No', status, code, request_id: 'req_1' }))
}

/** Whatever a proxy may send. */
export function answered(status: number, headers: OutgoingHttpHeaders, body = ''): RequestListener {
  return (_, response) => response.writeHead(status, headers).end(body)
}
