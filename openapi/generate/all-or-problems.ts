import { ContractError } from '../read/contract-error.ts'

/** @throws {ContractError} with the problems of all results; any other error as it is */
export function allOrProblems<Value>(results: readonly PromiseSettledResult<Value>[]): Value[] {
  const errors: unknown[] = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []))
  const unexpected = errors.find(error => !(error instanceof ContractError))
  if (unexpected !== undefined) throw unexpected
  const problems = errors.flatMap(error => (error instanceof ContractError ? error.problems : []))
  if (problems.length > 0) throw new ContractError(problems)
  return results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
}
