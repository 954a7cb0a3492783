/** The errors of a contract, written for its authors. */

export interface ContractProblem {
  /** `openapi/paths/me.yaml:12:5`. */
  readonly where: string
  /** What is wrong, and how to correct it. */
  readonly message: string
}

/** A contract that cannot be read or breaks its rules. The message lists each problem with file, line and column. */
export class ContractError extends Error {
  override readonly name = 'ContractError'
  readonly code = 'invalid_contract'
  readonly problems: readonly ContractProblem[]

  constructor(problems: readonly ContractProblem[]) {
    const lines = problems.map(({ where, message }) => `${where}\n  ${message}`)
    super([`${problems.length} problem${problems.length === 1 ? '' : 's'} in the contract`, ...lines].join('\n'))
    this.problems = problems
  }
}

/** @throws {ContractError} if there are problems */
export function throwProblems(problems: readonly ContractProblem[]): void {
  if (problems.length > 0) throw new ContractError(problems)
}
