/** Problem documents (RFC 9457): the bodies of responses with an error status. */
import { isString, type JsonObject } from '../../../openapi/contract/json.ts'
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

export const PROBLEM_TYPE = /^application\/problem\+json/i

/**
 * The body of a response as a problem document; undefined if it has no code. The code may be unknown here: a newer server
 * has more codes, and those too say that the request was rejected. RFC 9457 allows to leave out the other members, and to
 * ignore those that have another type, such as null.
 * @param type The `Content-Type` of the response.
 */
export function problemOf(body: JsonObject, status: number, type: string): Problem | undefined {
  const { title, detail, status: stated, ...members } = body
  const problem = {
    ...members,
    status: Number(stated) || status,
    title: isString(title) ? title : body.code,
    detail: isString(detail) ? detail : undefined,
  }
  const isDocument = PROBLEM_TYPE.test(type) || (problem.status === stated && isString(title))
  return isDocument && isProblem(problem) ? problem : undefined
}

function isProblem(document: JsonObject): document is Problem {
  return isString(document.code)
}
