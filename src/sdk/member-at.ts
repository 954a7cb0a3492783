import type { BodyPath } from '../../openapi/contract/shape.ts'

/** The value at the end of a path of names and indexes; undefined if there is none. */
export function memberAt(value: unknown, path: BodyPath = []): unknown {
  return path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at && Object.hasOwn(at, name) ? Reflect.get(at, name) : undefined),
    value,
  )
}
