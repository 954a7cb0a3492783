import type { ServerResponse } from 'node:http'
import type { Body, CreateResponse, ResponseParts } from '../../engine/create-response.ts'
import { delegate } from './delegate.ts'

/** A response whose body is there at once, which is a `Response` only when more of it is read than its status. */
export class LightResponse {
  readonly status: number
  readonly #body: Body
  readonly #parts: ResponseParts
  #real: Response | undefined

  constructor(body: Body, parts: ResponseParts) {
    this.status = parts.status
    this.#body = body
    this.#parts = parts
  }

  get real(): Response {
    this.#real ??= new Response(this.#body, this.#parts)
    return this.#real
  }

  /** @returns whether it was sent: not if something may have changed the real response */
  send(outgoing: ServerResponse): boolean {
    if (this.#real) return false
    const { status, headers } = this.#parts
    if (this.#body === null) outgoing.writeHead(status, headers).end()
    else outgoing.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(this.#body) }).end(this.#body)
    return true
  }
}

delegate<Response>(LightResponse.prototype, [
  'arrayBuffer',
  'blob',
  'body',
  'bodyUsed',
  'bytes',
  'clone',
  'formData',
  'headers',
  'json',
  'ok',
  'redirected',
  'statusText',
  'text',
  'type',
  'url',
])

/** All members of `Response` are there, those of its body and headers by `delegate`. */
export const createLightResponse: CreateResponse = (body, parts) =>
  new LightResponse(body, parts) as unknown as Response
