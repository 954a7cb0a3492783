import type { IncomingMessage } from 'node:http'
import { delegate } from './delegate.ts'
import { LightHeaders } from './light-headers.ts'

/** What needs no more checks to be a URL. In a path, an encoded dot is a dot; in a query, an apostrophe is encoded. */
const PLAIN_TARGET = /^\/[!$&(-;=@-[\]_a-z~]*(?:\?[!$%&(-;=?-[\]_a-z~]*)?$/
const DOT_SEGMENT = /\/\.\.?(?:[/?]|$)/
const PLAIN_HOST = /^[a-z0-9._-]+(?::(?:[1-5]\d{3,4}|[6-9]\d{3}))?$/

/** A request without a body, which is a `Request` only when more of it is needed than most responses need. */
export class LightRequest {
  readonly method: string
  readonly url: string
  readonly body = null
  readonly bodyUsed = false
  readonly #headers: LightHeaders
  #abort: AbortController | undefined
  #isAborted = false
  #real: Request | undefined

  constructor(method: string, url: string, rawHeaders: readonly string[]) {
    this.method = method
    this.url = url
    this.#headers = new LightHeaders(rawHeaders)
  }

  get headers(): LightHeaders {
    return this.#headers
  }

  get signal(): AbortSignal {
    this.#abort ??= new AbortController()
    if (this.#isAborted) this.#abort.abort()
    return this.#abort.signal
  }

  /** The client has disconnected. */
  abort(): void {
    this.#isAborted = true
    this.#abort?.abort()
  }

  get real(): Request {
    const { method, url, signal } = this
    this.#real ??= new Request(url, { method, headers: this.#headers.real, signal })
    return this.#real
  }

  /** Undefined if the request has a body, or anything that is to be checked. */
  static of({ method, url = '', headers, rawHeaders }: IncomingMessage): LightRequest | undefined {
    const { host = '' } = headers
    if (method !== 'GET' || 'content-length' in headers || 'transfer-encoding' in headers) return undefined
    if (!PLAIN_TARGET.test(url) || DOT_SEGMENT.test(url) || !PLAIN_HOST.test(host)) return undefined
    return new LightRequest(method, `http://${host}${url}`, rawHeaders)
  }
}

delegate<Request>(LightRequest.prototype, [
  'arrayBuffer',
  'blob',
  'bytes',
  'cache',
  'clone',
  'credentials',
  'destination',
  'formData',
  'integrity',
  'json',
  'keepalive',
  'mode',
  'redirect',
  'referrer',
  'referrerPolicy',
  'text',
])
