import type { DeclaredResponse, Operation } from '../../../openapi/contract/contract.ts'

/** What the operation declares for a status: by itself, by its range (`5XX`), or by `default`. */
export function responseFor({ responses }: Operation, status: number): DeclaredResponse | undefined {
  return responses[status] ?? responses[`${String(status)[0]}XX`] ?? responses.default
}
