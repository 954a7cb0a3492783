import type { ProblemByCode, ProblemCode } from './generated/systems.ts'

export type { ProblemCode }

/**
 * A problem document (RFC 9457): what a refusal says. The members depend on the code.
 *
 * @example
 * const describe = (problem: Problem<'active_key_limit_reached'>) => `${problem.used} of ${problem.limit}`
 */
export type Problem<Code extends ProblemCode = ProblemCode> = ProblemByCode[Code]
