import { ContractViolation } from '../engine/contract-violation.ts'
import { maskSecrets } from '../engine/values/mask.ts'

/**
 * The answer where the mock itself fails (RFC 9457): the contract has no code for that.
 * @param instance the path of the request, without secrets
 */
export function failureProblem(error: unknown, instance: string): Response {
  const detail =
    error instanceof ContractViolation
      ? `${maskSecrets(error.message)} This is a defect of the contract or of the mock, not of the request.`
      : 'The mock failed. This is a defect of the mock, not of the request; its error output says more.'
  const body = { type: 'about:blank', title: 'Internal Server Error', status: 500, detail, instance }
  return new Response(JSON.stringify(body), { status: 500, headers: { 'Content-Type': 'application/problem+json' } })
}
