import type { Operation } from '../../../openapi/generate/contract.ts'
import type { Context } from '../context.ts'
import { ContractViolation } from '../contract-violation.ts'
import type { Refusal } from '../refusal.ts'
import type { Answer } from '../types.ts'

/** Step eight: the answer as a Response. */
export function respond(
  context: Context,
  operation: Operation,
  answer: Answer,
  pathname: string,
  requestId: string,
  isChecked: boolean,
): Response {
  const status = operation.success
  const headers: Record<string, string> = { 'Request-Id': requestId }
  if (answer.created !== undefined) headers.Location = locationOf(context, operation, pathname, answer.created)
  if (answer.body === undefined) return new Response(null, { status, headers })
  const schema = operation.responses[status]?.schema
  if (isChecked && schema) {
    const errors = context.schemas.checkResponse(schema, answer.body)
    if (errors) throw new ContractViolation(operation.id, status, errors)
  }
  headers['Content-Type'] = 'application/json'
  return new Response(JSON.stringify(answer.body), { status, headers })
}

/**
 * A refusal as a problem document (RFC 9457).
 * @param operation undefined where no operation was found
 */
export function respondRefusal(
  context: Context,
  operation: Operation | undefined,
  refusal: Refusal,
  pathname: string,
  requestId: string,
  isChecked: boolean,
): Response {
  const problem = context.contract.problems[refusal.code]
  if (!problem)
    throw new ContractViolation(operation?.id ?? pathname, 0, `it has no problem with the code ${refusal.code}`)
  const { code, type, title, status } = problem
  const body = {
    type,
    title,
    status,
    detail: refusal.detail,
    instance: pathname,
    code,
    request_id: requestId,
    ...refusal.members,
  }
  if (isChecked) {
    const declared = operation?.responses[status]?.codes
    if (operation && !declared?.includes(code)) {
      throw new ContractViolation(operation.id, status, `the operation does not declare the problem ${code}`)
    }
    const errors = context.schemas.checkResponse(context.contract.schemas[problem.schema] ?? {}, body)
    if (errors) throw new ContractViolation(operation?.id ?? pathname, status, errors)
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Request-Id': requestId, ...refusal.headers },
  })
}

/** The path of a new record: the one below the collection that its operation gets records at. */
function locationOf(context: Context, operation: Operation, pathname: string, id: string): string {
  const get = context.contract.operations.find(
    ({ does, resource, path }) => does === 'get' && resource === operation.resource && path.endsWith('}'),
  )
  return get
    ? context.contract.basePath + get.path.replace(/\{[^}]+\}$/, encodeURIComponent(id))
    : `${pathname}/${encodeURIComponent(id)}`
}
