import { assert } from './assert.ts'
import { type Call, createCall, type WithResponse } from './call.ts'
import { createPages } from './create-pages.ts'
import { readData, requestIdOf, responseError } from './read-response.ts'
import type { Argument, Fields } from './request-options.ts'
import type { Settings } from './settings.ts'
import type { Operation } from './system.ts'
import type { Received } from './transport/attempt.ts'
import type { Progress } from './transport/progress.ts'
import { send } from './transport/send.ts'
import { readableResponse, type Transport } from './transport/transport.ts'

/** A method of a client. Its arguments are the ids of the path, then the body, the query and the options. */
export type Method = (...args: Argument[]) => Call<unknown>

/** The arguments of a call by what they are. */
interface Input {
  /** The ids of the path by the names of their parameters. */
  readonly ids: Readonly<Record<string, Argument>>
  readonly body: Argument
  readonly query: Fields | undefined
  readonly options: Fields
}

/**
 * Creates the method that calls an operation.
 * @param name The name of the method: `apiKeys.create`.
 */
export function createMethod(name: string, operation: Operation, settings: Settings, transport: Transport): Method {
  const { method, path, hasBody, hasQuery, isPaged, isIdempotent, hasNoContent, secrets = [] } = operation
  const pathParameters = path.match(/\w+(?=\})/g) ?? []

  function readArguments(args: readonly Argument[]): Input {
    const rest = [...args]
    const ids = Object.fromEntries(pathParameters.map(parameter => [parameter, rest.shift()]))
    const body = hasBody ? rest.shift() : undefined
    const query = hasQuery ? fieldsOf(rest.shift()) : undefined
    return { ids, body, query, options: fieldsOf(rest.shift()) ?? {} }
  }

  async function request({ ids, body, query, options }: Input): Promise<WithResponse<unknown>> {
    const progress: Progress = { operation: name, path, method, url: settings.baseUrl + path, attempts: 0 }
    let text: string | undefined
    const toResponse = (received: Received) => {
      // The text is enough, and quicker, unless openapi-fetch or middleware reads the response, or its URL holds a key.
      const isTextEnough = received.response.ok && transport.middleware.length === 0 && !settings.isCredentialInUrl
      if (!isTextEnough) return readableResponse(received)
      text = received.body
      return received.response
    }
    const { response, error } = await transport.client[method](path, {
      params: { path: readIds(name, ids), query, header: options.headers },
      body,
      headers: isIdempotent ? { 'Idempotency-Key': options.idempotencyKey || createIdempotencyKey() } : {},
      parseAs: 'stream',
      // The signal is not given to the request: `new Request` would leave a listener on it.
      fetch: sent => send(sent, options, progress, settings, toResponse),
    })
    if (!response.ok) throw responseError(response, error, settings.mask, progress)
    text ??= await response.text()
    return {
      data: hasNoContent && response.status === 204 ? undefined : readData(response, text, secrets, progress),
      response,
      requestId: requestIdOf(response),
      idempotencyKey: progress.idempotencyKey,
      attempts: progress.attempts,
    }
  }

  return (...args) => {
    const input = readArguments(args)
    const { query, options } = input
    const call = createCall(request(input))
    const fetchPage = (cursor: string) => createCall(request({ ...input, query: { ...query, cursor } }))
    return isPaged ? createPages(name, query?.cursor, call, fetchPage, options.maxItems) : call
  }
}

function fieldsOf(argument: Argument): Fields | undefined {
  return typeof argument === 'object' ? argument : undefined
}

/** @throws {TypeError} an id is empty, `.` or `..`: the path would be that of the whole collection */
function readIds(name: string, ids: Input['ids']): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [parameter, id] of Object.entries(ids)) {
    const text = `${id ?? ''}`
    assert(!['', '.', '..'].includes(text), `${name}: ${parameter} must not be "${text}".`)
    texts[parameter] = text
  }
  return texts
}

/** 128 random bits. `crypto.randomUUID` is missing in pages that are loaded without HTTPS. */
function createIdempotencyKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
