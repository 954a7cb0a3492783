/** Takes a credential out of texts, JSON and errors before they are logged or thrown. */
import { isObject, type JsonObject } from '../../../openapi/contract/json.ts'
import { credentialPattern } from './credential-pattern.ts'

/** A function that replaces a credential by `****`. */
export type Mask = (text: string) => string

export function createMask(credential: string | undefined): Mask {
  if (!credential) return text => text
  const pattern = credentialPattern(credential)
  return text => text.replace(pattern, '****')
}

/** A copy of a JSON value in which each string is masked. */
export function maskJson<T>(value: T, mask: Mask): T {
  return JSON.parse(JSON.stringify(value), (_, field) => (typeof field === 'string' ? mask(field) : field))
}

/** How many causes of an error are kept. Causes can be circular. */
const MAX_CAUSES = 8

/**
 * A copy of an error that can be printed. Errors of `fetch` may name the URL, and a URL may hold a key. The copy has the
 * name, message, stack, `code` and cause of the error and nothing else.
 */
export function maskError(thrown: unknown, mask: Mask, maxCauses = MAX_CAUSES): Error | undefined {
  if (thrown == null || maxCauses === 0) return undefined
  const fields: JsonObject = isObject(thrown) ? thrown : {}
  const { name, message = thrown, stack, code } = fields
  const cause = maskError(fields.cause, mask, maxCauses - 1)
  const copy = new Error(mask(`${message}`), cause && { cause })
  return Object.assign(copy, maskJson({ name, stack, code: code && `${code}` }, mask))
}
