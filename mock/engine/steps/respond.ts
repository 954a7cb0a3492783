import type { Operation } from '../../../openapi/generate/contract.ts'
import type { Context } from '../context.ts'
import { ContractViolation } from '../contract-violation.ts'
import type { Refusal } from '../refusal.ts'
import type { Answer } from '../types.ts'
import { maskPath, maskSecrets } from '../values/mask.ts'

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
  const schema = operation.responses[status]?.schema
  if (!schema) return new Response(null, { status, headers })
  if (isChecked) {
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
    throw new ContractViolation(
      operation?.id ?? maskPath(pathname),
      0,
      `it has no problem with the code ${refusal.code}`,
    )
  const { code, type, title, status } = problem
  const body = {
    type,
    title,
    status,
    detail: refusal.detail,
    instance: maskPath(pathname),
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
    if (errors) throw new ContractViolation(operation?.id ?? body.instance, status, errors)
  }
  return new Response(JSON.stringify(body, withoutSecrets), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Request-Id': requestId, ...refusal.headers },
  })
}

/** What is wrong may be said with words of the request: a secret in the path, as a member's name, as a media type. */
const withoutSecrets = (_: string, value: unknown) => (typeof value === 'string' ? maskSecrets(value) : value)

/** The path of a new record: the one below the collection that its operation gets records at. */
function locationOf({ contract }: Context, operation: Operation, pathname: string, id: string): string {
  let below = locations.get(operation)
  if (below === undefined) {
    const get = contract.operations.find(
      ({ does, resource, path }) => does === 'get' && resource === operation.resource && path.endsWith('}'),
    )
    below = get ? contract.basePath + get.path.replace(/\{[^}]+\}$/, '') : null
    locations.set(operation, below)
  }
  return (below ?? `${pathname}/`) + encodeURIComponent(id)
}

/** Where the records are that an operation creates; null where no operation gets one. */
const locations = new WeakMap<Operation, string | null>()
