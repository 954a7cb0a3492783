import createClient, { type Client, createQuerySerializer, type Middleware } from 'openapi-fetch'
import { isObject } from '../../../openapi/contract/json.ts'
import { assert } from '../assert.ts'
import type { Settings } from '../settings.ts'
import type { Received } from './attempt.ts'
import { send } from './send.ts'

/** Any paths with any operations: only the generated types know which ones there are. */
type AnyPaths = Record<string, Record<Lowercase<Method>, AnyOperation>>

interface AnyOperation {
  parameters: {
    path?: Record<string, unknown>
    query?: Record<string, unknown> | undefined
    header?: object | undefined
  }
  requestBody?: { content: { 'application/json': unknown } }
  responses: object
}

/** The options of openapi-fetch that are used here. The others are those of `fetch` and of the transport. */
interface BareOptions {
  params?: AnyOperation['parameters']
  body?: unknown
  headers?: Record<string, string>
  parseAs?: 'stream'
  fetch?: (request: Request) => Promise<Response>
  signal?: AbortSignal | null
  [option: string]: unknown
}

/** A call of openapi-fetch, without the types of the paths. */
type BareCall = (path: string, options?: BareOptions) => Promise<BareResult>

interface BareResult {
  readonly response: Response
  readonly error?: unknown
}

/** The openapi-fetch client below the methods. It sends the credential with each request. */
export interface Transport {
  readonly client: Client<AnyPaths>
  /** Whether middleware has been added with `client.use`. It can read and replace responses. */
  readonly hasMiddleware: boolean
}

type Method = (typeof METHODS)[number]

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const

export function createTransport(settings: Settings): Transport {
  const { baseUrl, credentialParts } = settings
  const serializeQuery = createQuerySerializer()
  const client = createClient<AnyPaths>({
    baseUrl,
    redirect: 'manual',
    headers: credentialParts.headers,
    // A key in the query is added here: not every browser can copy a finished request together with its body.
    querySerializer: query => {
      // openapi-fetch leaves out a Date without a word, and other objects are written in many ways.
      for (const [name, value] of Object.entries(query))
        assert(!isObject(value), `${name} must not be an object. Pass a Date as date.toISOString().`)
      return serializeQuery({ ...query, ...credentialParts.query })
    },
  })
  const calls: Record<Method, BareCall> = client
  for (const method of METHODS) {
    const call = calls[method]
    calls[method] = async (path, options = {}) => {
      const { headers, params, fetch, signal = null } = options
      assertHeaders({ ...headers, ...params?.header })
      const progress = { operation: method, method, url: baseUrl + path, attempts: 0 }
      return call(path, {
        // The options are not read from the request: middleware can replace it. `fetch` ignores those of openapi-fetch.
        fetch: request => send(request, { ...options, fetch: settings.fetch }, progress, settings, readableResponse),
        ...options,
        // `new Request` would leave a listener on the signal, and accepts only those of its own realm.
        signal: fetch ? signal : null,
      })
    }
  }
  const transport = { client, hasMiddleware: false }
  const { use } = client
  Object.assign(client, {
    request: (method: Method, path: string, options?: BareOptions) =>
      calls[method.toUpperCase() as Method](path, options),
    use: (...middleware: Middleware[]) => {
      transport.hasMiddleware = true
      use(...middleware)
    },
  })
  return transport
}

/** @throws {TypeError} a header cannot be sent. The error of `Headers` would quote its value. */
function assertHeaders(headers: object): void {
  for (const [name, value] of Object.entries(headers))
    assert(/^[\t -~\x80-\xff]*$/.test(`${value}`), `The header ${name} must be one line of Latin-1 characters.`)
}

/**
 * A response whose body can be read. It has no URL, which may hold a key, and no status text, because servers send some
 * that `Response` does not accept.
 */
export function readableResponse({ status, headers, body }: Received): Response {
  return new Response(body || null, { status, headers })
}
