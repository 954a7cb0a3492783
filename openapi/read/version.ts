import { isObject, isString } from '../contract/json.ts'

/**
 * The problem of a document that is not OpenAPI 3.1 or later; undefined if it is.
 * @param other the problem of a document without a version
 */
export function versionProblem(parsed: unknown, other: string): string | undefined {
  const version = isObject(parsed) ? parsed.openapi : undefined
  if (isString(version) && /^3\.[12]\./.test(version)) return undefined
  if (version === undefined) return other
  return `OpenAPI ${version} is not supported: a contract needs JSON Schema 2020-12. Convert it to OpenAPI 3.1.`
}
