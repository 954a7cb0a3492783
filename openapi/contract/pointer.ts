/** JSON pointers (RFC 6901), written as URI fragments, and the values that they lead to. */
import { isObject } from './json.ts'

export type Keys = readonly (string | number)[]

/** A key as a step of a JSON pointer: `/me` becomes `~1me`. */
export function escapeKey(key: string | number): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The keys of a JSON pointer that is written as a fragment: `#/paths/~1me` gives `paths` and `/me`. */
export function pointerKeys(pointer: string): string[] {
  const steps = pointer
    .replace(/^#/, '')
    .split('/')
    .filter(step => step !== '')
  // Most have no escaped characters, and large documents have thousands of references.
  if (!ESCAPED.test(pointer)) return steps
  return steps.map(step => unescapeKey(decoded(step)))
}

/** The keys of a JSON pointer that is a plain text, in which nothing is percent-encoded: the place of an error in a body. */
export function plainPointerKeys(pointer: string): string[] {
  return pointer
    .split('/')
    .filter(step => step !== '')
    .map(unescapeKey)
}

const unescapeKey = (step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~')

/** A step as it is, if it is not percent-encoded. */
function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}

const ESCAPED = /[~%]/

/** The last key of a JSON pointer, which is read very often; undefined if there is none. */
export function lastKey(pointer: string): string | undefined {
  const slash = pointer.lastIndexOf('/')
  if (slash < 0 || slash === pointer.length - 1 || ESCAPED.test(pointer)) return pointerKeys(pointer).at(-1)
  return pointer.slice(slash + 1)
}

/** The value that the keys lead to; undefined if there is none. Inherited properties are not followed. */
export function valueAt(document: unknown, keys: Keys): unknown {
  return keys.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)]
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
  }, document)
}

/** JSON pointer to an operation in the contract, or to a place below it. */
export function operationPointer(
  { path, method }: { readonly path: string; readonly method: string },
  below = '',
): string {
  return `#/paths/${escapeKey(path)}/${method.toLowerCase()}${below}`
}
