/** The response of an override, checked against the contract. */
import type { Operation } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import { hasBody, isJson } from '../../engine/answers/choose-response.ts'
import type { Context } from '../../engine/context.ts'
import { ContractViolationError } from '../../engine/contract-violation-error.ts'
import { responseFor } from '../../engine/described/response-for.ts'
import type { Outcome } from '../../engine/exchange.ts'

/** @throws {ContractViolationError} if the contract does not allow the response */
export async function outcomeOf(
  context: Context,
  operation: Operation,
  response: Response,
  isChecked: boolean,
): Promise<Outcome> {
  const text = await response.clone().text()
  const body = text === '' ? undefined : jsonOf(text)
  if (isChecked) assertAllowed(context, operation, response.status, text, body)
  if (response.status < 400 || !isObject(body) || typeof body.code !== 'string') return { response }
  return { response, refusal: { code: body.code, rule: 'override', at: '' } }
}

/** Undefined if the text is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** @throws {ContractViolationError} if the contract does not allow the response */
export function assertAllowed(
  { schemas, contract }: Pick<Context, 'schemas' | 'contract'>,
  operation: Operation,
  status: number,
  text: string,
  body: unknown,
): void {
  const declared = responseFor(operation, status)
  const violation = (reason: ConstructorParameters<typeof ContractViolationError>[2]) =>
    new ContractViolationError(operation.id, status, reason)
  if (text !== '' && !hasBody(status)) throw violation('it has a body, and HTTP allows none with this status')
  if (!declared) {
    if (contract.lenient) return
    const statuses = listOf(Object.keys(operation.responses))
    throw violation(`the operation declares only ${statuses} (use fail() for an undeclared 5xx)`)
  }
  if (!declared.schema) {
    // Many documents do not describe their errors.
    if (text !== '' && !contract.lenient) throw violation('it has a body, and the contract declares none')
    return
  }
  if (declared.media !== undefined && !isJson(declared.media)) return
  if (body === undefined) throw violation(text === '' ? 'it has no body' : 'its body is not JSON')
  const code = isObject(body) ? String(body.code) : ''
  if (declared.codes && !declared.codes.includes(code))
    throw violation(`its code must be one that the operation declares: ${listOf(declared.codes, 'or')}`)
  // The schema of one code gives more exact errors than the schema of all codes.
  const schema = declared.codes ? contract.schemas[contract.problems[code]?.schema ?? ''] : declared.schema
  const errors = schemas.checkResponse(schema ?? declared.schema, body)
  if (errors) throw violation(errors)
}
