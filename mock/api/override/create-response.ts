import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { isObject, isString, type JsonObject } from '../../../openapi/contract/json.ts'
import { isJson } from '../../engine/answers/choose-response.ts'
import { sentMedia } from '../../engine/bodies/media.ts'
import { responseFor } from '../../engine/described/response-for.ts'
import type { Visit } from '../../engine/interceptor.ts'
import { headersOfAll, locationOf } from '../../engine/steps/respond.ts'
import { masksOf } from '../../engine/values/mask.ts'
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
  const text = textOf(route.operation, status, written)
  const sent = new Headers({
    ...headersOfAll(context, requestId),
    ...(text !== undefined && {
      'Content-Type': codes ? 'application/problem+json' : mediaFor(route.operation, status, written),
    }),
    ...(isProblem && problemHeaders(context.contract, route.operation, String(body.code))),
    ...(status === 201 && locationFor(visit, body)),
  })
  for (const [name, value] of new Headers(headers)) sent.set(name, value)
  return new Response(text ?? null, { status, headers: sent })
}

/** The body as it is sent: text as it is, if the operation responds with text. Undefined if there is none. */
export function textOf(operation: Operation, status: number, body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined
  return isString(body) && !isJson(mediaFor(operation, status, body)) ? body : JSON.stringify(body)
}

/** The media type that the operation declares for the status; JSON for a body that the declared one cannot hold. */
function mediaFor(operation: Operation, status: number, body: unknown): string {
  const { media = 'application/json' } = responseFor(operation, status) ?? {}
  return isJson(media) || isString(body) ? sentMedia(media) : 'application/json'
}

/** The path of the record that was created. */
function locationFor({ context, route: { operation }, url }: Visit, body: unknown): HeadersInit {
  const property = context.contract.resources[operation.resource ?? '']?.identity?.property ?? 'id'
  const id = isObject(body) ? body[property] : undefined
  const isCreated = isString(id) || (typeof id === 'number' && operation.shape !== undefined)
  return isCreated ? { Location: locationOf(context, operation, url.pathname, String(id)) } : {}
}

/** The problem document with the fields that every problem has. */
export function completeProblem(contract: Contract, body: JsonObject, pathname: string, requestId: string): object {
  const problem = contract.problems[String(body.code)]
  return {
    ...(problem && { type: problem.type, title: problem.title, status: problem.status, detail: `${problem.title}.` }),
    instance: masksOf(contract).path(pathname),
    request_id: requestId,
    ...body,
  }
}
