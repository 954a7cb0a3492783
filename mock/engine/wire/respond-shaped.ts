import type { Operation } from '../../../openapi/contract/contract.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Answer } from '../../../openapi/vocabulary/engine/plan.ts'
import { sentMedia } from '../bodies/media.ts'
import type { Context } from '../context.ts'
import { successOf } from '../described/show.ts'
import { shapedAnswer } from './shaped-answer.ts'
import { checkShaped } from './violations.ts'

/** Writes the answer of a shaped operation as a Response. `Mock-Source` names its source. */
export function respondShaped(
  context: Context,
  call: Call,
  answer: Answer,
  headers: Readonly<Record<string, string>>,
  requestId: string,
  isChecked: boolean,
): Response {
  const { operation } = call
  const { isWritten, status = operation.success, media = mediaOf(operation) } = answer
  const source = isWritten ? answer.source : 'state'
  const all = { ...headers, ...answer.headers, ...(source && { 'Mock-Source': source }) }
  const content = isWritten ? answer.content : shapedAnswer(context, call, answer, requestId)
  if (content === undefined || isEmpty(status)) return context.createResponse(null, { status, headers: all })
  const response = context.createResponse(content, { status, headers: { ...all, 'Content-Type': sentMedia(media) } })
  const isMade = isChecked && (answer.template ?? operation.shape?.template) !== undefined
  return isMade && typeof content === 'string' ? checkShaped(context, operation, response, content) : response
}

/** Statuses whose responses have no body (RFC 9110, 15.3.5, 15.3.6 and 15.4.5). */
const isEmpty = (status: number) => status === 204 || status === 205 || status === 304

function mediaOf(operation: Operation): string {
  return successOf(operation)?.media ?? 'application/json'
}
