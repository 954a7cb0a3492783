import type { Contract } from '../../../openapi/contract/contract.ts'
import { isObject, type JsonObject } from '../../../openapi/contract/json.ts'
import type { Visit } from '../../engine/interceptor.ts'
import { headersOfAll, locationOf } from '../../engine/steps/respond.ts'
import { maskPath } from '../../engine/values/mask.ts'
import { problemHeaders } from '../problem-content.ts'

/** A response as the mock would write it. Headers that the contract requires are added, and a problem is completed. */
export function createResponse(
  visit: Visit,
  status: number,
  body: unknown,
  headers: HeadersInit | undefined,
): Response {
  const { context, route, url, requestId } = visit
  const { codes } = route.operation.responses[status] ?? {}
  const isProblem = codes !== undefined && isObject(body)
  const written = isProblem ? completeProblem(context.contract, body, url.pathname, requestId) : body
  const isEmpty = written === undefined || written === null
  const sent = new Headers({
    ...headersOfAll(context, requestId),
    ...(!isEmpty && { 'Content-Type': codes ? 'application/problem+json' : 'application/json' }),
    ...(isProblem && problemHeaders(context.contract, route.operation, String(body.code))),
    ...(status === 201 &&
      isObject(body) &&
      typeof body.id === 'string' && { Location: locationOf(context, route.operation, url.pathname, body.id) }),
  })
  for (const [name, value] of new Headers(headers)) sent.set(name, value)
  return new Response(isEmpty ? null : JSON.stringify(written), { status, headers: sent })
}

/** The problem document with the fields that every problem has. */
export function completeProblem(contract: Contract, body: JsonObject, pathname: string, requestId: string): object {
  const problem = contract.problems[String(body.code)]
  return {
    ...(problem && { type: problem.type, title: problem.title, status: problem.status, detail: `${problem.title}.` }),
    instance: maskPath(pathname),
    request_id: requestId,
    ...body,
  }
}
