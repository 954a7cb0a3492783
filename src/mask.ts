/** Takes credentials out of a text. */
export type Mask = (text: string) => string

/** @param secrets The forms in which credentials are sent. */
export function maskOf(secrets: Iterable<string>): Mask {
  const all = [...secrets]
  return text => all.reduce((masked, secret) => masked.replaceAll(secret, '****'), text)
}

/** A copy of a JSON value with all its texts masked. */
export function maskJson<T>(value: T, mask: Mask): T {
  return JSON.parse(JSON.stringify(value), (_, member) => (typeof member === 'string' ? mask(member) : member))
}

const MOST_CAUSES = 8

/**
 * A copy of what was thrown that can be printed: errors of `fetch` may name the URL, and a URL may hold a key. Only
 * what is known to be harmless is kept: name, message, stack, `code` and the cause.
 */
export function maskError(thrown: unknown, mask: Mask, depth = 0): unknown {
  if (!isErrorLike(thrown) || depth === MOST_CAUSES) return undefined
  const cause = maskError(thrown.cause, mask, depth + 1)
  const copy = new Error(mask(thrown.message), cause === undefined ? undefined : { cause })
  copy.name = mask(String(thrown.name))
  copy.stack = mask(String(thrown.stack))
  return typeof thrown.code === 'string' ? Object.assign(copy, { code: mask(thrown.code) }) : copy
}

interface ErrorLike {
  readonly message: string
  readonly name?: unknown
  readonly stack?: unknown
  readonly code?: unknown
  readonly cause?: unknown
}

/** Errors of another realm are no `instanceof Error`. */
export function isErrorLike(thrown: unknown): thrown is ErrorLike {
  return typeof thrown === 'object' && typeof (thrown as Partial<ErrorLike> | null)?.message === 'string'
}
