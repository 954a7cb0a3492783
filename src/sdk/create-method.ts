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
  /** The ids of the path, in its order. */
  readonly ids: readonly Argument[]
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
    const ids = rest.splice(0, pathParameters.length)
    const body = hasBody ? rest.shift() : undefined
    const query = hasQuery ? fieldsOf(rest.shift()) : undefined
    return { ids, body, query, options: fieldsOf(rest.shift()) ?? {} }
  }

  /** @throws {TypeError} an id is empty, `.` or `..`: the path would be that of the whole collection */
  function readIds(ids: readonly Argument[]): Record<string, string> {
    const entries = pathParameters.map((parameter, index) => {
      const text = `${ids[index] ?? ''}`
      assert(!['', '.', '..'].includes(text), `${name}: ${parameter} must not be "${text}".`)
      return [parameter, text]
    })
    return Object.fromEntries(entries)
  }

  async function request({ ids, body, query, options }: Input): Promise<WithResponse<unknown>> {
    const progress: Progress = { operation: name, path, method, url: settings.baseUrl + path, attempts: 0 }
    let received: Received | undefined
    const hasMiddleware = transport.middleware.length > 0
    const toResponse = (complete: Received) => {
      received = complete
      // Only middleware reads the body of the response: without it the text is enough, and quicker.
      return readableResponse(hasMiddleware ? complete : { ...complete, body: '' })
    }
    const { response, error } = await transport.client[method](path, {
      params: { path: readIds(ids), query, header: options.headers },
      body,
      headers: isIdempotent ? { 'Idempotency-Key': options.idempotencyKey || createIdempotencyKey() } : {},
      parseAs: 'stream',
      // The signal is not given to the request: `new Request` would leave a listener on it.
      fetch: sent => send(sent, options, progress, settings, toResponse),
    })
    // openapi-fetch has parsed the body of an error.
    const replaced = hasMiddleware && (response.ok ? await response.text() : JSON.stringify(error))
    const text = replaced || (received?.body ?? '')
    if (!response.ok) throw responseError(response, text, settings.mask, progress)
    return {
      data: hasNoContent && !text ? undefined : readData(response, text, secrets, settings.mask, progress),
      response,
      requestId: requestIdOf(response),
      idempotencyKey: progress.idempotencyKey,
      attempts: progress.attempts,
    }
  }

  return (...args) => {
    const input = readArguments(args)
    const { query, options } = input
    const result = request(input)
    const fetchPage = (cursor: string) => createCall(request({ ...input, query: { ...query, cursor } }))
    return isPaged ? createPages(name, query?.cursor, result, fetchPage, options.maxItems) : createCall(result)
  }
}

function fieldsOf(argument: Argument): Fields | undefined {
  return typeof argument === 'object' ? argument : undefined
}

/** 128 random bits. `crypto.randomUUID` is missing in pages that are loaded without HTTPS. */
function createIdempotencyKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
