import { patternOf } from './credentials.ts'

/** Takes credentials out of a text. */
export type Mask = (text: string) => string

export function maskOf(credential: string | undefined): Mask {
  if (!credential) return text => text
  const pattern = patternOf(credential)
  return text => text.replace(pattern, '****')
}

/** A copy of a JSON value with all its texts masked. */
export function maskJson<T>(value: T, mask: Mask): T {
  return JSON.parse(JSON.stringify(value), (_, member) => (typeof member === 'string' ? mask(member) : member))
}

/**
 * A copy of what was thrown that can be printed: errors of `fetch` may name the URL, and a URL may hold a key. Only
 * what is known to be harmless is kept: name, message, stack, `code` and the cause.
 * @param depth How many causes are kept: they may go in circles.
 */
export function maskError(thrown: unknown, mask: Mask, depth = 8): ErrorLike | undefined {
  if (thrown == null || !depth) return undefined
  const { name, message = thrown, stack, code, cause }: ErrorLike = Object(thrown)
  const inner = maskError(cause, mask, depth - 1)
  const copy = new Error(mask(`${message}`), inner && { cause: inner })
  return Object.assign(copy, maskJson({ name, stack, code: code && `${code}` }, mask))
}

export interface ErrorLike {
  readonly name?: unknown
  readonly message?: unknown
  readonly stack?: unknown
  readonly code?: unknown
  readonly cause?: unknown
}
