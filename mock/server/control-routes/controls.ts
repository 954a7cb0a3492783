import { isObject, isString, type JsonObject } from '../../../openapi/contract/json.ts'
import { operationOf } from '../../api/operations.ts'
import type { CannedResponse } from '../../api/override/canned-response.ts'
import type { Fault } from '../../api/types/fault.ts'
import type { Instance } from '../instance.ts'
import { moveClock, showClock } from './clock.ts'
import type { Control } from './control.ts'
import { ControlError } from './control-error.ts'
import { fieldsOf, textField } from './request-body.ts'
import { filterRequests } from './requests.ts'

/** Every control of a mock. */
export const CONTROLS: readonly Control[] = [
  {
    method: 'POST',
    path: '/reset',
    description: 'Returns the mock to its state at startup.',
    run: ({ instance }) => instance.reset(),
  },
  { method: 'GET', path: '/clock', description: 'Returns the time of the mock.', run: showClock },
  {
    method: 'POST',
    path: '/clock',
    description:
      'Moves the clock: `advance` by an ISO 8601 duration, `set` to an RFC 3339 time, or `real` for the real time.',
    example: { advance: 'PT61M' },
    run: moveClock,
  },
  {
    method: 'GET',
    path: '/state',
    description: 'Returns the whole state, without secrets.',
    run: ({ instance }) => instance.mock.snapshot(),
  },
  {
    method: 'PUT',
    path: '/state',
    description: 'Restores a state that GET returned.',
    run: ({ instance, body }) => instance.restore(body),
  },
  {
    method: 'POST',
    path: '/seed',
    description: 'Adds records, given as rows by resource. Returns them with their secrets.',
    example: { Product: [{ name: 'Rye flour' }] },
    run: ({ instance, body }) => instance.seed(fieldsOf(body, Object.keys(instance.mock.contract.resources))),
  },
  {
    method: 'POST',
    path: '/scenario',
    description: 'Resets the mock, and brings it into a named state.',
    example: { name: 'at-limit' },
    run: ({ instance, body }) => instance.scenario(textField(fieldsOf(body, ['name']), 'name')),
  },
  {
    method: 'POST',
    path: '/sign-in',
    description: 'Opens a session of a user without their password. Returns the token, and the headers to send.',
    example: { as: 'admin' },
    run: ({ instance, body }) => {
      const { token, headers } = instance.mock.signIn(textField(fieldsOf(body, ['as']), 'as'))
      return { token, headers: { ...headers } }
    },
  },
  {
    method: 'GET',
    path: '/requests',
    description:
      'Lists the last requests with their query, headers and body, oldest first. The query filters them by `operation`, `status` or `code`.',
    run: ({ instance, query }) => ({ data: filterRequests(instance.mock.requests, query) }),
  },
  {
    method: 'POST',
    path: '/fail',
    description:
      'Fails requests for one operation, or `*` for all, with a `status`, a `code` or an `error` (network, timeout).',
    example: { operation: 'listOrders', status: 503, times: 2 },
    run: ({ instance, body }) => {
      const { operation, ...fault } = fieldsOf(body, ['operation', 'status', 'code', 'error', 'times', 'nth'])
      instance.fail(textField({ operation }, 'operation'), fault as unknown as Fault)
    },
  },
  {
    method: 'DELETE',
    path: '/fail',
    description: 'Removes all faults, or those of one `operation` in the query.',
    run: ({ instance, query }) => instance.removeFaults(operationIn(instance, query)),
  },
  {
    method: 'POST',
    path: '/delay',
    description: 'Delays requests for one operation, or `*` for all, by milliseconds: a number or a range.',
    example: { operation: '*', milliseconds: [50, 200] },
    run: ({ instance, body }) => {
      const { operation = '*', milliseconds } = fieldsOf(body, ['operation', 'milliseconds'])
      if (!isTime(milliseconds)) throw new ControlError('/milliseconds must be a number or a list of two numbers.')
      instance.delay(textField({ operation }, 'operation'), milliseconds)
    },
  },
  {
    method: 'DELETE',
    path: '/delay',
    description: 'Removes all delays, or those of one `operation` in the query.',
    run: ({ instance, query }) => instance.removeDelays(operationIn(instance, query)),
  },
  {
    method: 'POST',
    path: '/override',
    description:
      'Responds to an operation instead of the mock, with a `status`, a `body` and `headers`, for all requests or so many `times`. The contract must allow the response.',
    example: { operation: 'getMe', status: 401, body: { code: 'invalid_session' }, times: 1 },
    run: ({ instance, body }) => {
      const { operation, ...response } = fieldsOf(body, ['operation', 'status', 'body', 'headers', 'times'])
      instance.override(textField({ operation }, 'operation'), cannedResponse(response))
    },
  },
  {
    method: 'DELETE',
    path: '/override',
    description: 'Removes all overrides, or those of one `operation` in the query.',
    run: ({ instance, query }) => instance.removeOverrides(operationIn(instance, query)),
  },
]

/**
 * The operation in the query; undefined for all of them.
 * @throws {ControlError} if the query has another parameter
 * @throws {RangeError} if there is no such operation
 */
function operationIn({ mock }: Instance, query: URLSearchParams): string | undefined {
  const unknown = [...query.keys()].find(name => name !== 'operation')
  if (unknown !== undefined) throw new ControlError(`?${unknown} is not a known parameter. Use ?operation.`)
  const operation = query.get('operation') ?? undefined
  if (operation !== undefined && operation !== '*') operationOf(mock.contract, operation)
  return operation
}

function cannedResponse({ status, body, headers = {}, times }: JsonObject): CannedResponse {
  if (!Number.isInteger(status)) throw new ControlError('/status must be a status that the operation declares.')
  if (!isObject(headers) || !Object.values(headers).every(isString))
    throw new ControlError('/headers must be an object with a string for each header.')
  if (!areHeaders(headers as Record<string, string>))
    throw new ControlError('/headers must hold names and values that HTTP allows.')
  if (times !== undefined && typeof times !== 'number') throw new ControlError('/times must be a number.')
  return {
    status: Number(status),
    body,
    headers: headers as Record<string, string>,
    ...(times !== undefined && { times }),
  }
}

function areHeaders(headers: Readonly<Record<string, string>>): boolean {
  try {
    return new Headers(headers) !== undefined
  } catch {
    return false
  }
}

function isTime(value: unknown): value is number | readonly [number, number] {
  const isNumber = (one: unknown) => typeof one === 'number'
  return isNumber(value) || (Array.isArray(value) && value.length === 2 && value.every(isNumber))
}
