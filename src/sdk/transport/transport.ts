import createClient, { type Client, createQuerySerializer } from 'openapi-fetch'
import type { HttpMethod } from '../generated/resources.ts'
import type { Settings } from '../options.ts'
import { send } from './send.ts'

/** Any paths with any operations: which there are is known to the generated types alone. */
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

export type Transport = Client<AnyPaths>

/** The openapi-fetch client that sends the credential with each request. */
export function createTransport(settings: Settings): Transport {
  const { baseUrl, carried } = settings
  const serialize = createQuerySerializer()
  const client = createClient<AnyPaths>({
    baseUrl,
    redirect: 'manual',
    headers: carried.headers,
    // A key in the query is added here, and not to a finished Request: not every browser can copy one with its body.
    querySerializer: query => serialize({ ...query, ...carried.query }),
    fetch: request => {
      const { method, url } = request
      return send(request, request, { operation: method, method, url, attempts: 0 }, settings)
    },
  })
  const { use } = client
  client.use = (...middleware) => {
    settings.hasMiddleware = true
    use(...middleware)
  }
  return client
}
