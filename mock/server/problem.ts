import { STATUS_CODES } from 'node:http'
import { ContractViolationError } from '../engine/contract-violation-error.ts'
import { maskPath, maskSecrets } from '../engine/values/mask.ts'

/** What the server itself refuses or fails at; the contract has no codes for that. */
export interface ServerProblem {
  readonly status: number
  readonly code: string
  /** What is wrong, and what to do. */
  readonly detail: string
  /** The path of the request. */
  readonly path: string
  /** The code's own members. */
  readonly members?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

/** A problem document (RFC 9457). No secret gets through. */
export function problem({ path, headers, ...rest }: ServerProblem): Response {
  return new Response(problemText({ path, ...rest }), {
    status: rest.status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })
}

export function problemText({ status, code, detail, path, members }: Omit<ServerProblem, 'headers'>): string {
  const title = STATUS_CODES[status]
  const body = { type: 'about:blank', title, status, detail, instance: maskPath(path), code, ...members }
  return JSON.stringify(body, (_, value: unknown) => (typeof value === 'string' ? maskSecrets(value) : value))
}

/** The answer where the mock itself fails. */
export function failureProblem(error: unknown, path: string): Response {
  const detail =
    error instanceof ContractViolationError
      ? `${error.message} This is a defect of the contract or of the mock, not of the request.`
      : 'The mock failed. This is a defect of the mock, not of the request; its error output says more.'
  return problem({ status: 500, code: 'mock_failed', detail, path })
}
