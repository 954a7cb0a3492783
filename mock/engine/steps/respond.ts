import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { operationPointer } from '../../../openapi/contract/pointer.ts'
import { showsSecret as shows } from '../../../openapi/contract/secret-form.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Answer } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Clock } from '../clock.ts'
import type { Context } from '../context.ts'
import { ContractViolationError } from '../contract-violation-error.ts'
import { refuseDescribed } from '../described/refuse.ts'
import { perContract } from '../per-contract.ts'
import { masksOf } from '../values/mask.ts'
import { uriSegment } from '../values/uri-segment.ts'
import { dialectOf } from '../wire/dialect.ts'
import { ownAnswer } from '../wire/own-answer.ts'
import { refuseInDialect } from '../wire/refuse.ts'
import { respondShaped } from '../wire/respond-shaped.ts'

/** Step ten: writes the answer as a Response. */
export function respond(
  context: Context,
  call: Call,
  answer: Answer,
  pathname: string,
  requestId: string,
  isChecked: boolean,
): Response {
  const { operation } = call
  const headers = headersOfAll(context, requestId)
  if (answer.created !== undefined) headers.Location = locationOf(context, operation, pathname, answer.created)
  // RFC 9111: a cache that keeps it would keep the secret.
  if (showsSecret(context.contract, operation)) headers['Cache-Control'] = 'no-store'
  if (operation.shape) return respondShaped(context, call, answer, headers, requestId, isChecked)
  const status = operation.success
  const schema = operation.responses[status]?.schema
  if (!schema) return context.createResponse(null, { status, headers })
  const check = (body: unknown) => {
    const errors = isChecked ? context.schemas.checkResponse(schema, body) : undefined
    if (!errors) return
    const violation = new ContractViolationError(operation.id, status, errors)
    if (!context.contract.lenient) throw violation
    const pointer = operationPointer(operation, `/responses/${status}`)
    context.schemas.report({ kind: 'schema', pointer, message: violation.message })
  }
  headers['Content-Type'] = 'application/json'
  return context.createResponse(ownAnswer(operation, answer, check), { status, headers })
}

/** Whether the response of an operation has a secret. */
const showsSecret = perContract(({ resources }, operation: Operation) =>
  Object.values(resources).some(({ secrets, properties }) =>
    secrets.some(property => shows(properties[property] ?? {}, operation)),
  ),
)

/**
 * Writes a refusal as a problem document (RFC 9457).
 * @param operation undefined if no operation was found
 */
export function respondRefusal(
  context: Context,
  operation: Operation | undefined,
  refusal: Refusal,
  pathname: string,
  requestId: string,
  isChecked: boolean,
): Response {
  const { dialect, lenient, problems } = context.contract
  const headers = headersOfAll(context, requestId)
  if (dialect?.errors)
    return refuseInDialect(context, dialect.errors, operation, refusal, pathname, requestId, headers, isChecked)
  const problem = Object.hasOwn(problems, refusal.code) ? problems[refusal.code] : undefined
  const isDeclared = !operation || operation.responses[problem?.status ?? '']?.codes?.includes(refusal.code)
  if (lenient && !(problem && isDeclared)) return refuseDescribed(context, operation, refusal, pathname, headers)
  const masks = masksOf(context.contract)
  if (!problem)
    throw new ContractViolationError(
      operation?.id ?? masks.path(pathname),
      0,
      `it has no problem with the code ${refusal.code}`,
    )
  const { code, type, title, status } = problem
  const body = {
    type,
    title,
    status,
    detail: refusal.detail,
    instance: masks.path(pathname),
    code,
    request_id: requestId,
    ...refusal.members,
  }
  if (isChecked && !lenient) {
    if (!isDeclared) {
      throw new ContractViolationError(
        operation?.id ?? '',
        status,
        `the operation does not declare the problem ${code}`,
      )
    }
    const errors = context.schemas.checkResponse(context.contract.schemas[problem.schema] ?? {}, body)
    if (errors) throw new ContractViolationError(operation?.id ?? body.instance, status, errors)
  }
  return context.createResponse(JSON.stringify(body, withoutSecrets(context.contract)), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers, ...refusal.headers },
  })
}

/** The headers of every response. */
export function headersOfAll({ clock, contract }: Context, requestId: string): Record<string, string> {
  const date = dateOf(clock)
  const { requestId: name } = dialectOf(contract)
  return { ...(name !== null && { [name]: requestId }), ...(date !== undefined && { Date: date }) }
}

/**
 * The `Date` of responses while the clock is frozen, so that clients compute with the time of the mock. Without a frozen
 * clock, clients know the time.
 */
export function dateOf({ fixed }: Clock): string | undefined {
  return fixed === null ? undefined : new Date(fixed).toUTCString()
}

/** Messages may quote the request: a secret in the path, in a property name, in a media type. */
export function withoutSecrets(contract: Contract): (name: string, value: unknown) => unknown {
  const { text } = masksOf(contract)
  return (_, value) => (typeof value === 'string' ? text(value) : value)
}

/** The path of a new record: below the path of the operation that gets records of its resource. */
export function locationOf({ contract }: Context, operation: Operation, pathname: string, id: string): string {
  if (operation.shape) return `${pathname.replace(/\/$/, '')}/${uriSegment(id)}`
  return (placeOf(contract, operation) ?? `${pathname}/`) + uriSegment(id)
}

/** The path under which the created records are; undefined if no operation gets one. */
const placeOf = perContract(({ operations, basePath }, { resource }: Operation) => {
  const get = operations.find(other => other.does === 'get' && other.resource === resource && other.path.endsWith('}'))
  return get && basePath + get.path.replace(/\{[^}]+\}$/, '')
})
