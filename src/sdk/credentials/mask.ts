/** Takes a credential out of texts, JSON and errors before they are logged or thrown. */
import { isObject, isString, type JsonObject } from '../../../openapi/contract/json.ts'
import { credentialPattern } from './credential-pattern.ts'

/** A function that replaces credentials by `****`. */
export type Mask = (text: string) => string

/** A shorter credential, such as the `key` of a test, could be a part of any word. */
const MIN_MASKED = 8

/** Of a user name and a password, the password is masked, and both as HTTP Basic sends them. */
export function createMask(credentials: readonly string[]): Mask {
  const masked = credentials.flatMap(credential => [credential, credential.slice(credential.indexOf(':') + 1)])
  const long = [...new Set(masked)].filter(({ length }) => length >= MIN_MASKED)
  if (long.length === 0) return text => text
  const pattern = credentialPattern(long)
  return text => text.replace(pattern, '****')
}

/** A copy of a JSON value in which each string is masked. A `code` is not: programs compare it. */
export function maskJson<T>(value: T, mask: Mask): T {
  return JSON.parse(JSON.stringify(value), (name, field) => (isString(field) && name !== 'code' ? mask(field) : field))
}

/** How many causes of an error are kept. Causes can be circular. */
const MAX_CAUSES = 8

/**
 * A copy of an error that can be printed. Errors of `fetch` may name the URL, and a URL may hold a key. The copy has the
 * name, message, stack, `code` and cause of the error and nothing else.
 */
export function maskError(thrown: unknown, mask: Mask, maxCauses = MAX_CAUSES): Error | undefined {
  if (thrown == null || !maxCauses) return undefined
  const fields: JsonObject = isObject(thrown) ? thrown : {}
  const { name, message = thrown, stack, code } = fields
  const cause = maskError(fields.cause, mask, maxCauses - 1)
  const copy = new Error(mask(`${message}`), cause && { cause })
  return Object.assign(copy, maskJson({ name, stack }, mask), code && { code: mask(`${code}`) })
}
