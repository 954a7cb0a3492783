/** Builds the copies of OpenAPI objects from the copies of their fields. */
import { isObject } from '../../../contract/json.ts'
import { isReference } from '../../../contract/ref.ts'
import type { Kind } from '../sections.ts'
import { type Copy, put, refer } from './walk.ts'

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
    const result: Record<string, unknown> = {}
    for (const key of Object.keys(value)) {
      const copy = known.get(key)
      const inner = copy ? walk.into(key, value[key], copy) : value[key]
      if (inner !== undefined) put(result, key, inner)
    }
    return result
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
    const result: Record<string, unknown> = {}
    for (const key of Object.keys(value)) {
      const inner = key.startsWith('x-') && !isObject(value[key]) ? value[key] : walk.into(key, value[key], copy)
      if (inner !== undefined) put(result, key, inner)
    }
    return result
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
    const result: unknown[] = []
    for (let index = 0; index < value.length; index++) {
      const item = walk.into(index, value[index], copy)
      if (item !== undefined) result.push(item)
    }
    return result
  }
}

/** A thing, or a `$ref` to it. */
export function referable(kind: Kind, copy: Copy): Copy {
  return (value, walk) => (isReference(value) ? refer(value, kind, walk) : copy(value, walk))
}
