import type { ProblemByCode, ProblemCode } from '../generated/systems.ts'

export type { ProblemCode }

/**
 * A problem document (RFC 9457): what a refusal says. The members depend on the code.
 *
 * @example
 * const describe = (problem: Problem<'active_key_limit_reached'>) => `${problem.used} of ${problem.limit}`
 */
export type Problem<Code extends ProblemCode = ProblemCode> = ProblemByCode[Code]

/**
 * Whether a body is a problem document. Its code may be one that this version does not know: a newer
 * server has more of them, and an unknown refusal is still a refusal.
 */
export function isProblem(body: unknown): body is Problem {
  const { code, status, title }: Record<string, unknown> = Object(body)
  return typeof code === 'string' && typeof status === 'number' && typeof title === 'string'
}
