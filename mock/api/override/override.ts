import type { Contract } from '../../../openapi/contract/contract.ts'
import { BrokenConnectionError } from '../../engine/broken-connection-error.ts'
import type { Outcome } from '../../engine/exchange.ts'
import type { Visit } from '../../engine/interceptor.ts'
import { dateOf } from '../../engine/steps/respond.ts'
import type { OperationInterceptor } from '../operation-interceptors.ts'
import { operationOf } from '../operations.ts'
import type { Resolver } from '../types/override.ts'
import { createResponse } from './create-response.ts'
import { jsonOf, outcomeOf } from './outcome.ts'

/**
 * @param isChecked whether responses are checked against the contract
 * @throws {RangeError} if there is no such operation
 * @throws {TypeError} if the resolver is not a function
 */
export function overrideOf(
  contract: Contract,
  id: string,
  resolver: Resolver,
  isChecked: boolean,
): OperationInterceptor {
  const overridden = operationOf(contract, id)
  if (typeof resolver !== 'function')
    throw new TypeError(`The override of ${id} must be a function that returns a Response, such as respond() creates.`)
  return {
    appliesTo: operation => operation === overridden,
    interceptor: async (visit, next) => {
      const passed = new WeakMap<Response, Outcome>()
      const response = await resolver({
        request: visit.request.clone(),
        params: visit.route.params,
        body: await bodyOf(visit),
        respond: (status, body, headers) => createResponse(visit, status, body, headers),
        next: async () => {
          const outcome = await next()
          passed.set(outcome.response, outcome)
          return outcome.response
        },
      })
      if (!(response instanceof Response))
        throw new TypeError(`The override of ${id} must return a Response, such as respond() creates.`)
      return passed.get(response) ?? (await outcomeOf(visit.context, overridden, withDate(response, visit), isChecked))
    },
  }
}

/** A response with the time of a frozen clock as its `Date`, unless it has one. */
function withDate(response: Response, { context }: Visit): Response {
  const date = dateOf(context.clock)
  // A network error has no headers.
  if (date === undefined || response.type === 'error' || response.headers.has('Date')) return response
  const { body, status, statusText } = response
  const headers = new Headers(response.headers)
  headers.set('Date', date)
  return new Response(body, { status, statusText, headers })
}

/** The JSON body. Undefined if it is not JSON: rejecting such a request is left to the mock. */
async function bodyOf({ request, route }: Visit): Promise<unknown> {
  if (!route.operation.body) return undefined
  return jsonOf(await textOf(request.clone()))
}

/** @throws {BrokenConnectionError} if the body cannot be read */
async function textOf(request: Request): Promise<string> {
  try {
    return await request.text()
  } catch (cause) {
    throw new BrokenConnectionError(cause)
  }
}
