/** Overrides that respond with data, for callers that cannot pass a function. */
import type { Contract } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { Schemas } from '../../engine/schemas.ts'
import { operationOf } from '../operations.ts'
import type { Resolver } from '../types/override.ts'
import { completeProblem, textOf } from './create-response.ts'
import { assertAllowed } from './outcome.ts'

export interface CannedResponse {
  /** A status that the operation declares. A document without written rules allows any. */
  readonly status: number
  /** JSON. A problem document needs only its code and the fields of that code. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** How many requests get the response. Defaults to all. */
  readonly times?: number
}

/**
 * An override that gives a response, so often, and then lets the mock respond.
 * @param onUsedUp called when it has given its last response
 * @throws {RangeError} if there is no such operation, or the status, `times` or a header is invalid
 * @throws {ContractViolationError} if the contract does not allow the response
 */
export function cannedResolver(
  contract: Contract,
  id: string,
  { status, body, headers, times }: CannedResponse,
  onUsedUp: () => void,
): Resolver {
  if (times !== undefined && !(Number.isInteger(times) && times > 0))
    throw new RangeError(`times must be a whole number of 1 or more, not ${times}.`)
  if (!(Number.isInteger(status) && status >= 200 && status <= 599))
    throw new RangeError(`status must be a whole number from 200 to 599, not ${status}.`)
  assertHeaders(headers)
  assertDeclared(contract, id, status, body)
  let count = 0
  return ({ respond, next }) => {
    count++
    if (count === times) onUsedUp()
    return times === undefined || count <= times ? respond(status, body, headers) : next()
  }
}

function assertHeaders(headers: CannedResponse['headers'] = {}): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      new Headers([[name, value]])
    } catch {
      throw new RangeError(`headers: ${JSON.stringify(name)} or its value is not valid in HTTP.`)
    }
  }
}

function assertDeclared(contract: Contract, id: string, status: number, body: unknown): void {
  const operation = operationOf(contract, id)
  const isProblem = operation.responses[status]?.codes !== undefined && isObject(body)
  const written = isProblem ? completeProblem(contract, body, contract.basePath, 'req_') : body
  const text = textOf(operation, status, written) ?? ''
  const isEmpty = text === ''
  assertAllowed({ contract, schemas: Schemas.of(contract) }, operation, status, text, isEmpty ? undefined : written)
}
