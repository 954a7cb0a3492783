import createClient, { type Client, createQuerySerializer, type Middleware } from 'openapi-fetch'
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

export function createTransport(settings: Settings): Transport {
  const { baseUrl, credentialParts } = settings
  const serializeQuery = createQuerySerializer()
  const client = createClient<AnyPaths>({
    baseUrl,
    redirect: 'manual',
    headers: credentialParts.headers,
    // A key in the query is added here: not every browser can copy a finished request together with its body.
    querySerializer: query => serializeQuery({ ...query, ...credentialParts.query }),
    fetch: request => {
      const { method, url } = request
      return send(request, request, { operation: method, method, url, attempts: 0 }, settings, readableResponse)
    },
  })
  const middleware: Middleware[] = []
  const { use } = client
  client.use = (...added) => {
    use(...added)
    middleware.push(...added)
  }
  return { client, middleware }
}

/**
 * A response whose body can be read. It has no URL, which may hold a key, and no status text, because servers send some
 * that `Response` does not accept.
 */
export function readableResponse({ response, body }: Received): Response {
  const { status, headers } = response
  return new Response(body || null, { status, headers })
}
