/** Builds the copies of OpenAPI objects from the copies of their fields. */
import { isObject } from '../../../contract/json.ts'
import { isReference } from '../../../contract/ref.ts'
import type { Kind } from '../sections.ts'
import { type Copy, refer, withItems, withMembers } from './walk.ts'

/** Plain data: it is not changed. */
export const data: Copy = value => value

/** An object with the given fields. Other fields are data. */
export function object(what: string, fields: () => Readonly<Record<string, Copy>>): Copy {
  let known: ReadonlyMap<string, Copy> | undefined
  return (value, walk) => {
    if (!isObject(value)) {
      walk.warn('structure', `${what} must be an object. This one is left out.`)
      return undefined
    }
    known ??= new Map(Object.entries(fields()))
    const copies = known
    return withMembers(value, (key, inner) => {
      const copy = copies.get(key)
      return copy ? walk.into(key, inner, copy) : inner
    })
  }
}

/** An object of things by name. `x-` fields are data. */
export function map(what: string, copy: Copy): Copy {
  return (value, walk) => {
    if (value === null) return {}
    // Not OpenAPI, but common in documents of many files: `properties: { $ref: order.yaml#/properties }`.
    if (isReference(value)) return walk.follow(value.$ref, 'pathItem', map(what, copy))
    if (!isObject(value)) {
      walk.warn('structure', `${what} must be an object. It is left out.`)
      return undefined
    }
    return withMembers(value, (key, inner) =>
      key.startsWith('x-') && !isObject(inner) ? inner : walk.into(key, inner, copy),
    )
  }
}

export function list(what: string, copy: Copy): Copy {
  return (value, walk) => {
    if (value === null) return []
    if (isReference(value)) return walk.follow(value.$ref, 'pathItem', list(what, copy))
    if (!Array.isArray(value)) {
      walk.warn('structure', `${what} must be a list. It is left out.`)
      return undefined
    }
    return withItems(value, (item, index) => walk.into(index, item, copy))
  }
}

/** A thing, or a `$ref` to it. */
export function referable(kind: Kind, copy: Copy): Copy {
  return (value, walk) => (isReference(value) ? refer(value, kind, walk) : copy(value, walk))
}
