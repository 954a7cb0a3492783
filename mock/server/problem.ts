/** Problem documents (RFC 9457) of the server itself. */
import { STATUS_CODES } from 'node:http'
import { listOf } from '../../openapi/contract/prose.ts'
import { ContractViolationError } from '../engine/contract-violation-error.ts'
import { type Masks, OWN_MASKS } from '../engine/values/mask.ts'

/** An error of the server, for which the contract has no code. */
export interface ServerProblem {
  readonly status: number
  readonly code: string
  /** What is wrong, and what to do. */
  readonly detail: string
  /** The path of the request. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** What masks secrets of the contract. Defaults to the forms of our own systems. */
  readonly masks?: Masks
}

/** The response. Secrets are masked. */
export function problem({ headers, ...rest }: ServerProblem): Response {
  return new Response(problemText(rest), {
    status: rest.status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })
}

export function problemText(problem: Omit<ServerProblem, 'headers'>): string {
  const { status, code, detail, path, masks = OWN_MASKS } = problem
  const title = STATUS_CODES[status]
  const body = { type: 'about:blank', title, status, detail, instance: masks.path(path), code }
  return JSON.stringify(body, (_, value: unknown) => (typeof value === 'string' ? masks.text(value) : value))
}

/** The response to a method that a path does not have. */
export function methodNotAllowed(path: string, method: string, allowed: readonly string[], masks?: Masks): Response {
  const detail = `${path} does not support ${method}. It supports ${listOf(allowed)}.`
  return problem({
    status: 405,
    code: 'method_not_allowed',
    detail,
    path,
    headers: { Allow: allowed.join(', ') },
    ...(masks && { masks }),
  })
}

/** The response if the mock itself fails. */
export function failureProblem(error: unknown, path: string, masks?: Masks): Response {
  const detail =
    error instanceof ContractViolationError
      ? `${error.message} The defect is in the contract or in the mock, not in the request.`
      : 'The mock failed. The defect is in the mock, not in the request. Its error output has the details.'
  return problem({ status: 500, code: 'mock_failed', detail, path, ...(masks && { masks }) })
}
