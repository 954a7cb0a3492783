import createClient, { type Client, createQuerySerializer, type Middleware } from 'openapi-fetch'
import { isObject } from '../../../openapi/contract/json.ts'
import { assert } from '../assert.ts'
import type { Settings } from '../settings.ts'
import type { HttpMethod } from '../system.ts'
import type { Received } from './attempt.ts'
import { send } from './send.ts'

/** Any paths with any operations: only the generated types know which ones there are. */
type AnyPaths = Record<string, Record<Lowercase<HttpMethod>, AnyOperation>>

interface AnyOperation {
  parameters: {
    path: Record<string, unknown>
    query?: Record<string, unknown> | undefined
    header?: object | undefined
  }
  requestBody?: { content: { 'application/json': unknown } }
  responses: object
}

/** The openapi-fetch client below the methods. It sends the credential with each request. */
export interface Transport {
  readonly client: Client<AnyPaths>
  /** The middleware that has been added with `client.use`. It can read and replace responses. */
  readonly middleware: readonly Middleware[]
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH'] as const

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
    fetch: request => {
      const { method, url, signal, cache, credentials, keepalive } = request
      // openapi-fetch adds other options to the request as properties: `timeout`, and `next` of Next.
      const options = { ...request, cache, credentials, keepalive, signal }
      return send(request, options, { operation: method, method, url, attempts: 0 }, settings, readableResponse)
    },
  })
  for (const name of METHODS) {
    const call = client[name]
    client[name] = async (path, ...args) => {
      assertHeaders({ ...args[0]?.headers, ...args[0]?.params?.header })
      return call(path, ...args)
    }
  }
  const middleware: Middleware[] = []
  const { use } = client
  client.use = (...added) => {
    use(...added)
    middleware.push(...added)
  }
  return { client, middleware }
}

/** @throws {TypeError} a header cannot be sent. The error of `Headers` would quote its value. */
function assertHeaders(headers: object): void {
  for (const [name, value] of Object.entries(headers))
    assert(/^[\t -~\x80-\xff]*$/.test(`${value}`), `The header ${name} has characters that cannot be sent.`)
}

/**
 * A response whose body can be read. It has no URL, which may hold a key, and no status text, because servers send some
 * that `Response` does not accept.
 */
export function readableResponse({ status, headers, body }: Received): Response {
  return new Response(body || null, { status, headers })
}
