import { type Call, createCall, type WithResponse } from './call.ts'
import type { Mask } from './credentials/mask.ts'
import { createPages, OWN_PAGES } from './pages/create-pages.ts'
import { readData, requestIdOf } from './read-response.ts'
import type { Argument, Fields } from './request-options.ts'
import { type Input, pathParametersOf, writeRequest } from './requests/write-request.ts'
import type { Settings } from './settings.ts'
import type { Operation } from './system.ts'
import type { Progress } from './transport/progress.ts'
import type { Transport } from './transport/transport.ts'

/** A method of a client. Its arguments are the ids of the path, then the body, the query and the options. */
export type Method = (...args: Argument[]) => Call<unknown>

/**
 * Creates the method that calls an operation.
 * @param name The name of the method: `apiKeys.create`.
 */
export function createMethod(name: string, operation: Operation, settings: Settings, transport: Transport): Method {
  const { method, path, hasBody, isPaged } = operation
  const rules = isPaged === true ? OWN_PAGES : isPaged
  const hasQuery = operation.hasQuery ?? isPaged === true
  const parameters = pathParametersOf(path)

  async function request(input: Input): Promise<WithResponse<unknown>> {
    const progress: Progress = { operation: name, path, method, url: settings.baseUrl + path, attempts: 0 }
    const { body: sent, ids, query, options } = input
    const outgoing = writeRequest(name, operation, input, settings)
    const params = { path: Object.fromEntries(parameters.map((parameter, index) => [parameter, ids[index]])), query }
    const { response, body } = await transport.send(outgoing, params, options, progress)
    const masking = { ...settings, mask: maskSent(sent, settings.mask) }
    return {
      data: readData(response, body, operation, masking, progress),
      response,
      requestId: requestIdOf(response, settings),
      idempotencyKey: progress.idempotencyKey,
      attempts: progress.attempts,
    }
  }

  return (...args) => {
    const rest = args.slice(parameters.length)
    const body = hasBody ? rest.shift() : undefined
    const query = hasQuery ? fieldsOf(rest.shift()) : undefined
    const options = fieldsOf(rest.shift()) ?? {}
    const input = { ids: args, body, query, options }
    const result = request(input)
    if (!rules) return createCall(result)
    const isInBody = rules.in === 'body'
    return createPages({
      operation: name,
      rules,
      nextPage: settings.system.nextPage,
      sent: (isInBody ? fieldsOf(body) : query) ?? {},
      firstPage: result,
      fetchPage: sent => createCall(request({ ...input, [isInBody ? 'body' : 'query']: sent })),
      maxItems: options.maxItems,
    })
  }
}

/** Also masks the passwords that a call sends: a server may send them back in an error. */
function maskSent(body: Argument, mask: Mask): Mask {
  const sent = Object.entries(fieldsOf(body) ?? {}).filter(([name, value]) => value && /password/i.test(name))
  return text => sent.reduce((masked, [, value]) => masked.replaceAll(`${value}`, '****'), mask(text))
}

function fieldsOf(argument: Argument): Fields | undefined {
  return typeof argument === 'object' ? argument : undefined
}
