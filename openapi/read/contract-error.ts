/** What is wrong with a contract, for people. */
import { relative } from 'node:path'
import { getLineColLocation, type LocationObject, type NormalizedProblem } from '@redocly/openapi-core'

export interface Problem {
  /** `openapi/paths/me.yaml:12:5`. */
  readonly where: string
  /** What is wrong, and what to do. */
  readonly message: string
}

/** A contract that breaks its rules. The message lists each problem with its file, line and column. */
export class ContractError extends Error {
  override readonly name = 'ContractError'
  readonly code = 'invalid_contract'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ where, message }) => `${where}\n  ${message}`)
    super([`${problems.length} problem${problems.length === 1 ? '' : 's'} in the contract`, ...lines].join('\n'))
    this.problems = problems
  }
}

/** @throws {ContractError} where there are problems */
export function throwProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ContractError(problems)
}

/** `file:line:column`, below the working directory as a relative path. */
export function positionOf(location: LocationObject): string {
  const { source, start } = getLineColLocation(location)
  return `${shortPath(source.absoluteRef)}:${start.line}:${start.col}`
}

export function shortPath(file: string): string {
  const path = relative(process.cwd(), file)
  return path.startsWith('..') ? file : path
}

/** What Redocly found, at the place where it found it. */
export function problemOf({ message, ruleId, location }: NormalizedProblem): Problem {
  const [first] = location
  return { where: first ? positionOf(first) : '', message: `${message} (${ruleId})` }
}
