/** The typed openapi-fetch client below the methods. It is loaded when it is first used, because most programs do not use it. */
import createClient, { type Client, type Middleware } from 'openapi-fetch'
import type { Outgoing } from '../requests/outgoing.ts'
import type { writeQuery } from '../requests/write-query.ts'
import type { mergeHeaders } from '../requests/write-request.ts'
import type { Settings } from '../settings.ts'
import type { readableResponse, send } from './send.ts'

/** Any paths with any operations: only the generated types know which ones there are. */
type AnyPaths = Record<string, Record<Lowercase<Method>, AnyOperation>>

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH' | 'HEAD' | 'OPTIONS' | 'TRACE'

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
export interface BareOptions {
  params?: AnyOperation['parameters']
  body?: unknown
  headers?: Record<string, string>
  parseAs?: 'stream'
  fetch?: (request: Request) => Promise<Response>
  signal?: AbortSignal | null
  [option: string]: unknown
}

export interface BareResult {
  readonly response: Response
  readonly error?: unknown
}

/** A call of openapi-fetch, without the types of the paths. */
type BareCall = (method: string, path: string, options: BareOptions) => Promise<BareResult>

export interface BareClient {
  /** A call of the user. It sends the credential. */
  readonly call: BareCall
  /**
   * A request of a method, which middleware can read and replace.
   * @param send sends what middleware has made of it
   */
  readonly pass: (
    request: Outgoing,
    path: string,
    params: BareOptions['params'],
    send: (request: Outgoing) => Promise<Response>,
  ) => Promise<BareResult>
}

/** What a bare client works with. */
export interface BareContext {
  readonly settings: Settings
  /** What has been added. The list changes. */
  readonly middleware: readonly Middleware[]
  // Given, not imported: bundlers would put what two files import into a third one.
  readonly mergeHeaders: typeof mergeHeaders
  readonly writeQuery: typeof writeQuery
  readonly send: typeof send
  readonly readableResponse: typeof readableResponse
}

export function createBareClient(context: BareContext): BareClient {
  const { settings, middleware, mergeHeaders, writeQuery, send, readableResponse } = context
  const { baseUrl, parts, system } = settings
  const client: Client<AnyPaths> = createClient<AnyPaths>({
    baseUrl,
    redirect: 'manual',
    // A key in the query is added here: not every browser can copy a finished request together with its body.
    querySerializer: query => writeQuery({ ...query, ...parts.query }, {}, system),
  })
  const request = client.request as (method: string, path: string, options: object) => Promise<BareResult>

  return {
    async call(method, path, options) {
      const { headers, params, fetch, signal = null, ...others } = options
      const progress = { operation: method, method, url: baseUrl + path, attempts: 0 }
      return request(method, path, {
        // The options are not read from the request: middleware can replace it. `fetch` ignores those of openapi-fetch.
        fetch: async (sent: Request) =>
          send(
            await outgoingOf(sent),
            { ...others, signal, fetch: settings.fetch },
            progress,
            settings,
            readableResponse,
          ),
        ...options,
        middleware: [...middleware, ...middlewareIn(options)],
        params: { ...params, header: undefined },
        headers: Object.fromEntries(mergeHeaders(parts.headers, headers, { ...params?.header })),
        // `new Request` would leave a listener on the signal, and accepts only those of its own realm.
        signal: fetch ? signal : null,
      })
    },
    async pass({ method, url, headers, body, isForFile }, path, params, send) {
      return request(method, path, {
        params,
        body: (await body) ?? undefined,
        bodySerializer: (body: unknown) => body,
        pathSerializer: () => url,
        querySerializer: () => '',
        headers,
        parseAs: 'stream',
        middleware,
        fetch: async (sent: Request) => send({ ...(await outgoingOf(sent)), isForFile: isForFile === true }),
      })
    },
  }
}

function middlewareIn({ middleware }: BareOptions): readonly Middleware[] {
  return Array.isArray(middleware) ? middleware : []
}

async function outgoingOf(request: Request): Promise<Outgoing> {
  const headers = Object.fromEntries(request.headers)
  // A text would change the bytes of a file.
  const isText = /^(text\/|application\/(.*[/+]?json|x-www-form-urlencoded))|^$/.test(headers['content-type'] ?? '')
  const body = (await (isText ? request.text() : request.blob())) || null
  return { method: request.method, url: request.url, headers, body }
}
