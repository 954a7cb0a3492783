import type { Operation } from '../../../openapi/contract/contract.ts'
import type { Answer } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Context } from '../context.ts'
import { successOf } from './show.ts'

/** Writes the answer of a described operation as a Response. `Mock-Source` names its source. */
export function respondDescribed(
  { createResponse }: Context,
  operation: Operation,
  answer: Answer,
  headers: Readonly<Record<string, string>>,
): Response {
  const { status = operation.success, source, media = mediaOf(operation) } = answer
  const all = { ...headers, ...answer.headers, ...(source && { 'Mock-Source': source }) }
  const content = answer.content ?? (answer.body === undefined ? undefined : JSON.stringify(answer.body))
  if (content === undefined || isEmpty(status)) return createResponse(null, { status, headers: all })
  return createResponse(content, { status, headers: { ...all, 'Content-Type': media } })
}

/** Statuses whose responses have no body (RFC 9110, 15.3.5, 15.3.6 and 15.4.5). */
const isEmpty = (status: number) => status === 204 || status === 205 || status === 304

function mediaOf(operation: Operation): string {
  return successOf(operation)?.media ?? 'application/json'
}
