import { isObject } from '../../../openapi/contract/json.ts'
import type { BodyPath } from '../../../openapi/contract/shape.ts'

/** A copy of a value with another value at the keys. Objects on the way are made. */
export function setAt(value: unknown, keys: BodyPath, inner: unknown): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return inner
  const object = isObject(value) ? value : {}
  return { ...object, [key]: setAt(object[key], rest, inner) }
}
