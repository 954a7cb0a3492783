import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { isObject } from '../../openapi/contract/json.ts'
import type { Context } from '../engine/context.ts'
import { ContractViolationError } from '../engine/contract-violation-error.ts'
import type { Outcome } from '../engine/exchange.ts'
import type { Visit } from '../engine/interceptor.ts'
import { dateOf, headersOfAll, locationOf } from '../engine/steps/respond.ts'
import { maskPath } from '../engine/values/mask.ts'
import type { Control } from './controls.ts'
import { operationOf } from './operations.ts'
import { headersOf } from './problem.ts'
import type { Resolver } from './types/override.ts'

/**
 * @param isChecked whether its answers are checked against the contract
 * @throws {RangeError} where there is no such operation
 * @throws {TypeError} where the resolver is no function
 */
export function overrideOf(contract: Contract, id: string, resolver: Resolver, isChecked: boolean): Control {
  const overridden = operationOf(contract, id)
  if (typeof resolver !== 'function')
    throw new TypeError(`The override of ${id} must be a function that gives a Response, such as respond() makes.`)
  return {
    isFor: operation => operation === overridden,
    interceptor: async (visit, next) => {
      const passed = new WeakMap<Response, Outcome>()
      const response = await resolver({
        request: visit.request.clone(),
        params: visit.route.params,
        body: await bodyOf(visit),
        respond: (status, body, headers) => respond(visit, status, body, headers),
        next: async () => {
          const outcome = await next()
          passed.set(outcome.response, outcome)
          return outcome.response
        },
      })
      if (!(response instanceof Response))
        throw new TypeError(`The override of ${id} must give a Response, such as respond() makes.`)
      return passed.get(response) ?? (await outcomeOf(visit.context, overridden, dated(response, visit), isChecked))
    },
  }
}

/** A Response of the test's own, which tells the time too unless it has a `Date`. */
function dated(response: Response, { context }: Visit): Response {
  const date = dateOf(context.clock)
  // A network error has no headers.
  if (date === undefined || response.type === 'error' || response.headers.has('Date')) return response
  const { body, status, statusText } = response
  const headers = new Headers(response.headers)
  headers.set('Date', date)
  return new Response(body, { status, statusText, headers })
}

/** What was sent as JSON; what is none is the mock's to refuse. */
async function bodyOf({ request, route }: Visit): Promise<unknown> {
  if (!route.operation.body) return undefined
  return parse(await request.clone().text())
}

/** Undefined for what is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An answer as the mock would write it, from what the test says of it. */
function respond(visit: Visit, status: number, body: unknown, headers: HeadersInit | undefined): Response {
  const { context, route, url, requestId } = visit
  const { codes } = route.operation.responses[status] ?? {}
  const isProblem = codes !== undefined && isObject(body)
  const written = isProblem ? problemOf(visit, body) : body
  const sent = new Headers({
    ...headersOfAll(context, requestId),
    ...(written === undefined || written === null
      ? {}
      : { 'Content-Type': codes ? 'application/problem+json' : 'application/json' }),
    ...(isProblem ? headersOf(context.contract, route.operation, String(body.code)) : {}),
    ...(status === 201 && isObject(body) && typeof body.id === 'string'
      ? { Location: locationOf(context, route.operation, url.pathname, body.id) }
      : {}),
  })
  for (const [name, value] of new Headers(headers)) sent.set(name, value)
  return new Response(written === undefined || written === null ? null : JSON.stringify(written), {
    status,
    headers: sent,
  })
}

/** A whole problem document: what every one has is filled in. */
function problemOf({ context, url, requestId }: Visit, body: Readonly<Record<string, unknown>>): object {
  const problem = context.contract.problems[String(body.code)]
  return {
    ...(problem && { type: problem.type, title: problem.title, status: problem.status, detail: `${problem.title}.` }),
    instance: maskPath(url.pathname),
    request_id: requestId,
    ...body,
  }
}

/** @throws {ContractViolationError} where the contract does not allow the answer */
async function outcomeOf(
  context: Context,
  operation: Operation,
  response: Response,
  isChecked: boolean,
): Promise<Outcome> {
  const text = await response.clone().text()
  const body = text === '' ? undefined : parse(text)
  if (isChecked) check(context, operation, response.status, text, body)
  if (response.status < 400 || !isObject(body) || typeof body.code !== 'string') return { response }
  return { response, refusal: { code: body.code, rule: 'override', at: '' } }
}

function check(
  { schemas, contract }: Context,
  operation: Operation,
  status: number,
  text: string,
  body: unknown,
): void {
  const declared = operation.responses[status]
  const violation = (reason: ConstructorParameters<typeof ContractViolationError>[2]) =>
    new ContractViolationError(operation.id, status, reason)
  if (!declared) {
    const statuses = Object.keys(operation.responses).join(', ')
    throw violation(`it declares ${statuses}; for an answer that it does not declare, there is fail()`)
  }
  if (!declared.schema) {
    if (text !== '') throw violation('it has a body, where the contract has none')
    return
  }
  if (body === undefined) throw violation(text === '' ? 'it has no body' : 'its body is no JSON')
  const code = isObject(body) ? String(body.code) : ''
  if (declared.codes && !declared.codes.includes(code))
    throw violation(`its code is none of those that the operation declares there: ${declared.codes.join(', ')}`)
  // The schema of the one code says more exactly what is wrong than that of all codes.
  const schema = declared.codes ? contract.schemas[contract.problems[code]?.schema ?? ''] : declared.schema
  const errors = schemas.checkResponse(schema ?? declared.schema, body)
  if (errors) throw violation(errors)
}
