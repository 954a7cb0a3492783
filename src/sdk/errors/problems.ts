/** Problem documents (RFC 9457): the bodies of responses with an error status. */
import { isObject } from '../../../openapi/contract/json.ts'
import type { SystemId, Systems } from '../generated/systems.ts'

/** The problem documents of each system by code. */
type Problems = Systems[SystemId]['problems']

type CodeOf<Documents> = Documents extends unknown ? keyof Documents : never

type ProblemIn<Documents, Code> = Code extends keyof Documents ? Documents[Code] : never

type ProblemOf<Documents, Code> = Documents extends unknown ? ProblemIn<Documents, Code> : never

/** The codes of all problem documents that the systems describe. */
export type ProblemCode = CodeOf<Problems>

/** The problem documents of all systems by code. */
export type ProblemByCode = { readonly [Code in ProblemCode]: ProblemOf<Problems, Code> }

/**
 * A problem document: the body with which the server rejects a request. Its fields depend on its code.
 *
 * @example
 * const describe = (problem: Problem<'active_key_limit_reached'>) => `${problem.used} of ${problem.limit}`
 */
export type Problem<Code extends ProblemCode = ProblemCode> = ProblemByCode[Code]

/**
 * Whether a body is a problem document. Its code may be unknown here, because a newer server can have more codes.
 */
export function isProblem(body: unknown): body is Problem {
  return (
    isObject(body) && typeof body.code === 'string' && typeof body.status === 'number' && typeof body.title === 'string'
  )
}
