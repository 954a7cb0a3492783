/** Responses that keywords make, checked against the schemas that the operation declares. They are sent all the same. */
import type { Operation } from '../../../openapi/contract/contract.ts'
import { operationPointer } from '../../../openapi/contract/pointer.ts'
import type { Context } from '../context.ts'
import { ContractViolationError } from '../contract-violation-error.ts'
import { responseFor } from '../described/response-for.ts'

/** How many responses of an operation are checked, for each status. Templates make the same members again and again. */
const MOST = 20
/** Larger bodies are not checked: that would take longer than the response. */
const MOST_CHARACTERS = 100_000

const counts = new WeakMap<Context, Map<string, number>>()
const violations = new WeakMap<Response, string>()

/** Reports a body that the schema of its response does not allow, and notes it for the log of requests. */
export function checkShaped(context: Context, operation: Operation, response: Response, json: string): Response {
  const { status } = response
  const schema = responseFor(operation, status)?.schema
  if (!schema || json.length > MOST_CHARACTERS || !isNext(context, `${operation.id} ${status}`)) return response
  const errors = context.schemas.checkOnce(schema, JSON.parse(json))
  if (!errors) return response
  const { message } = new ContractViolationError(operation.id, status, errors)
  violations.set(response, message)
  context.schemas.report({ kind: 'schema', pointer: operationPointer(operation, `/responses/${status}`), message })
  return response
}

/** What is wrong with a response; undefined if nothing is known. */
export const violationOf = (response: Response): string | undefined => violations.get(response)

function isNext(context: Context, key: string): boolean {
  const known = counts.get(context) ?? new Map<string, number>()
  counts.set(context, known)
  const count = known.get(key) ?? 0
  if (count >= MOST) return false
  known.set(key, count + 1)
  return true
}
