import createClient, { type Client, createQuerySerializer } from 'openapi-fetch'
import { LatchkeyConnectionError } from './errors/connection-error.ts'
import type { HttpMethod } from './generated/systems.ts'
import { isErrorLike, maskError } from './mask.ts'
import type { Settings } from './options.ts'

/** Any paths with any operations: which there are is known to the generated types alone. */
type AnyPaths = Record<string, Record<Lowercase<HttpMethod>, AnyOperation>>

interface AnyOperation {
  parameters: { path: Record<string, unknown>; query?: Record<string, unknown> | undefined }
  requestBody?: { content: { 'application/json': unknown } }
  responses: object
}

export type Transport = Client<AnyPaths>

/** The openapi-fetch client that sends the credential with each request. */
export function createTransport(settings: Settings): Transport {
  const { baseUrl, carried } = settings
  const serialize = createQuerySerializer()
  return createClient<AnyPaths>({
    baseUrl,
    headers: carried.headers,
    // A key in the query is added here, and not to a finished Request: not every browser can copy one with its body.
    querySerializer: query => serialize({ ...query, ...carried.query }),
    fetch: request => send(request, settings),
  })
}

/**
 * Sends a request and reads the whole answer, so that a connection that breaks half-way is found here.
 * @throws {LatchkeyConnectionError} there was no answer, or not all of it
 * @throws the reason of the request's signal, where that was aborted
 */
async function send(request: Request, { fetch = globalThis.fetch, mask }: Settings): Promise<Response> {
  try {
    const response = await fetch(request)
    const body = await response.arrayBuffer()
    return new Response(body.byteLength === 0 ? null : body, response)
  } catch (thrown) {
    request.signal.throwIfAborted()
    const cause = maskError(thrown, mask)
    const { origin, pathname } = new URL(request.url)
    const message = `${request.method} ${origin}${pathname} got no answer: ${reasonOf(cause) ?? String(thrown)}`
    throw new LatchkeyConnectionError(mask(message), { cause })
  }
}

/** The innermost message: `fetch` itself only says that it failed. */
function reasonOf(error: unknown): string | undefined {
  if (!isErrorLike(error)) return undefined
  return reasonOf(error.cause) || error.message || (typeof error.code === 'string' ? error.code : undefined)
}
