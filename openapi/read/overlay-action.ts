/** Applies one action of an overlay (OpenAPI Overlay 1.0 and 1.1) to a document. It needs nothing of Node. */
import { isObject, isString, type JsonObject } from '../contract/json.ts'
import { type Keys, valueAt } from '../contract/pointer.ts'
import { withMembers } from './document/normalize/walk.ts'
import { isSchemaName } from './document/schema-name.ts'
import { JsonPathError, select } from './json-path.ts'

/** An action that cannot be applied. */
export class ActionError extends Error {
  override readonly name = 'ActionError'
}

/** An action, with what it selects in the document. */
export interface PreparedAction {
  readonly targets: readonly Keys[]
  /** What it merges into its targets; undefined if it removes them. */
  readonly update: unknown
  /**
   * Changes the document.
   * @returns whether that made a difference
   * @throws {ActionError} if a target and the update have different types
   */
  apply(): boolean
}

/**
 * Selects what an action changes.
 *
 * @param document JSON in which each object has one place: actions change it in place
 * @throws {ActionError} if the action is not valid
 */
export function prepareAction(document: unknown, action: unknown): PreparedAction {
  if (!isObject(action)) throw new ActionError('An action must be an object.')
  const targets = selected(document, action, 'target')
  if (action.remove === true) {
    if (targets.some(keys => keys.length === 0)) throw new ActionError('Cannot remove the root of the document.')
    return { targets, update: undefined, apply: () => remove(document, targets) }
  }
  if (action.update !== undefined && action.copy !== undefined) {
    throw new ActionError("An action can't have both `update` and `copy`.")
  }
  const update = action.copy === undefined ? action.update : copied(document, action)
  if (update === undefined) throw new ActionError('An action must have `update`, `copy` or `remove: true`.')
  const kinds = new Set(targets.map(keys => kindOf(valueAt(document, keys))))
  if (kinds.size > 1) {
    throw new ActionError('The target must select only objects, only arrays, or only primitive values.')
  }
  return { targets, update, apply: () => targets.map(keys => merge(document, keys, update)).includes(true) }
}

/** Why an action changed nothing. */
export function idle({ targets }: PreparedAction, action: unknown): string {
  if (targets.length > 0) {
    return 'This action changes nothing: the document already has these values. Remove the action.'
  }
  const target = isObject(action) ? String(action.target) : ''
  return `The target of this action matches nothing: ${target}. Correct the path, or remove the action.`
}

function selected(document: unknown, action: JsonObject, field: 'target' | 'copy'): readonly Keys[] {
  const path = action[field]
  if (!isString(path)) throw new ActionError(`The \`${field}\` field must be a JSONPath expression.`)
  try {
    return select(document, path)
  } catch (error) {
    if (error instanceof JsonPathError) throw new ActionError(`Invalid JSONPath expression: ${error.message}`)
    throw error
  }
}

function copied(document: unknown, action: JsonObject): unknown {
  const sources = selected(document, action, 'copy')
  const [source] = sources
  if (source === undefined || sources.length > 1) {
    throw new ActionError(`The copy expression must select exactly one node, but it selected ${sources.length}.`)
  }
  return structuredClone(valueAt(document, source))
}

function remove(document: unknown, targets: readonly Keys[]): boolean {
  /** The items of each array that stay. Removing them one at a time would take quadratic time. */
  const removed = new Map<unknown[], Set<number>>()
  for (const keys of targets) {
    const parent = valueAt(document, keys.slice(0, -1))
    const key = keys.at(-1)
    if (Array.isArray(parent)) {
      const indexes = removed.get(parent) ?? new Set()
      removed.set(parent, indexes.add(Number(key)))
    } else if (isMutable(parent) && key !== undefined) delete parent[key]
  }
  for (const [array, indexes] of removed) {
    const kept = array.filter((_, index) => !indexes.has(index))
    array.length = 0
    for (const item of kept) array.push(item)
  }
  return targets.length > 0
}

/** @returns whether anything changed */
function merge(document: unknown, keys: Keys, update: unknown): boolean {
  const node = valueAt(document, keys)
  if (Array.isArray(node)) return append(node, update)
  if (isMutable(node)) {
    if (isObject(update)) return mergeObjects(node, update, keys)
    throw incompatible(update, node, keys)
  }
  const parent = valueAt(document, keys.slice(0, -1))
  const key = keys.at(-1)
  if (kindOf(update) !== 'primitive' || key === undefined || !isContainer(parent))
    throw incompatible(update, node, keys)
  return set(parent, key, update)
}

function append(array: unknown[], update: unknown): boolean {
  const items: unknown[] = Array.isArray(update) ? update : [update]
  for (const item of items) array.push(structuredClone(item))
  return items.length > 0
}

function mergeObjects(node: Record<string, unknown>, update: JsonObject, keys: Keys): boolean {
  let isChanged = false
  for (const [key, value] of Object.entries(update)) {
    const existing = Object.hasOwn(node, key) ? node[key] : undefined
    const at = [...keys, key]
    if (existing === undefined) isChanged = set(node, key, structuredClone(value)) || isChanged
    else if (isMutable(existing) && isObject(value)) isChanged = mergeObjects(existing, value, at) || isChanged
    else if (Array.isArray(existing) && Array.isArray(value)) isChanged = append(existing, value) || isChanged
    else if (kindOf(existing) === 'primitive' && kindOf(value) === 'primitive') {
      isChanged = set(node, key, value) || isChanged
    } else throw incompatible(value, existing, at)
  }
  return isChanged
}

/** Sets a member. An assignment to `__proto__` would set the prototype. */
function set(parent: object, key: string | number, value: unknown): boolean {
  if (Object.hasOwn(parent, key) && Reflect.get(parent, key) === value) return false
  return Reflect.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true })
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isMutable(value: unknown): value is Record<string | number, unknown> {
  return isObject(value)
}

function kindOf(value: unknown): 'array' | 'object' | 'primitive' {
  return Array.isArray(value) ? 'array' : isObject(value) ? 'object' : 'primitive'
}

function incompatible(update: unknown, node: unknown, keys: Keys): ActionError {
  const kind = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)
  const path = keys.map(key => (typeof key === 'number' ? `[${key}]` : `['${key}']`)).join('')
  return new ActionError(`Cannot apply ${kind(update)} to ${kind(node)} at $${path}.`)
}

/** A copy of a value in which each object has one place, and its references are changed: also those of discriminators. */
export function rebased(value: unknown, rebase: ($ref: string) => string): unknown {
  if (Array.isArray(value)) return value.map(item => rebased(item, rebase))
  if (!isObject(value)) return value
  const result: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && isString(inner)) set(result, key, rebase(inner))
    else set(result, key, rebased(key === 'discriminator' ? rebasedTargets(inner, rebase) : inner, rebase))
  }
  return result
}

function rebasedTargets(discriminator: unknown, rebase: ($ref: string) => string): unknown {
  if (!isObject(discriminator)) return discriminator
  const { mapping, defaultMapping } = discriminator
  const target = (value: unknown) => (isString(value) && !isSchemaName(value) ? rebase(value) : value)
  return {
    ...discriminator,
    ...(isObject(mapping) && { mapping: withMembers(mapping, (_, value) => target(value)) }),
    ...(isString(defaultMapping) && { defaultMapping: target(defaultMapping) }),
  }
}
