import { isString } from '../../openapi/contract/json.ts'
import { assert } from './assert.ts'
import { type Call, createCall, type WithResponse } from './call.ts'
import { createPages } from './create-pages.ts'
import type { Mask } from './credentials/mask.ts'
import { readData, requestIdOf } from './read-response.ts'
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
  /** They begin with the ids of the path, in its order. */
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
  const { method, path, hasBody, isPaged, hasQuery = isPaged, isIdempotent, hasNoContent, secrets = [] } = operation
  const pathParameters = path.match(/\w+(?=\})/g) ?? []

  /** @throws {TypeError} an id is empty, `.` or `..`: the path would be that of the whole collection */
  function readIds(ids: readonly Argument[]): Record<string, string> {
    const entries = pathParameters.map((parameter, index) => {
      const text = String(ids[index] ?? '')
      assert(!/^\.{0,2}$/.test(text), `${name}: ${parameter} must not be "${text}".`)
      return [parameter, text]
    })
    return Object.fromEntries(entries)
  }

  async function request({ ids, body, query, options }: Input): Promise<WithResponse<unknown>> {
    const progress: Progress = { operation: name, path, method, url: settings.baseUrl + path, attempts: 0 }
    let text: string | undefined
    const toResponse = (received: Received) => {
      // Only middleware reads the body of the response: without it the text is enough, and quicker.
      if (transport.hasMiddleware) return readableResponse(received)
      text = received.body
      return readableResponse({ ...received, body: '' })
    }
    const { response, error = '' } = await transport.client[method](path, {
      params: { path: readIds(ids), query, header: options.headers },
      body,
      headers: isIdempotent ? { 'Idempotency-Key': options.idempotencyKey || createIdempotencyKey() } : {},
      parseAs: 'stream',
      fetch: sent => send(sent, options, progress, settings, toResponse),
    })
    text ??= await readBody(response, error)
    const isDone = hasNoContent && response.ok && /^(null)?\s*$/.test(text)
    return {
      data: isDone ? undefined : readData(response, text, secrets, maskSent(body, settings.mask), progress),
      response,
      requestId: requestIdOf(response),
      idempotencyKey: progress.idempotencyKey,
      attempts: progress.attempts,
    }
  }

  return (...args) => {
    const rest = args.slice(pathParameters.length)
    const body = hasBody ? rest.shift() : undefined
    const query = hasQuery ? fieldsOf(rest.shift()) : undefined
    const options = fieldsOf(rest.shift()) ?? {}
    const input = { ids: args, body, query, options }
    const result = request(input)
    const fetchPage = (cursor: string) => createCall(request({ ...input, query: { ...query, cursor } }))
    return isPaged ? createPages(name, query?.cursor, result, fetchPage, options.maxItems) : createCall(result)
  }
}

/** Also masks the passwords that a call sends: a server may send them back in an error. */
function maskSent(body: Argument, mask: Mask): Mask {
  const sent = Object.entries(fieldsOf(body) ?? {}).filter(([name, value]) => value && /password/i.test(name))
  return text => sent.reduce((masked, [, value]) => masked.replaceAll(`${value}`, '****'), mask(text))
}

/** The body of a response that middleware can have replaced. openapi-fetch has parsed that of an error. */
async function readBody(response: Response, error: unknown): Promise<string> {
  if (response.ok) return response.text()
  return isString(error) ? error : JSON.stringify(error)
}

function fieldsOf(argument: Argument): Fields | undefined {
  return typeof argument === 'object' ? argument : undefined
}

/** 128 random bits. `crypto.randomUUID` is missing in pages that are loaded without HTTPS. */
function createIdempotencyKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
