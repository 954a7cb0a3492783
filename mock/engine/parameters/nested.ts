/** Names with brackets, as forms and `deepObject` have them: `filter[price][min]=1`, `tags[]=a&tags[]=b`, `items[0][id]=7`. */
import { define } from './typed.ts'

type Tree = Map<string, Tree | string | string[]>

/** Deeper names are one name. */
const MAX_DEPTH = 20
/** `a[1000000]=x` is not a list of a million items. */
const MAX_INDEX = 1_000

/**
 * The entries as one object. Objects whose names are positions are lists, and so are names that occur more than once.
 * @param isWhole whether the brackets are part of the name: some schemas have a property `user[name]`
 */
export function nested(
  entries: Iterable<readonly [name: string, value: string]>,
  isWhole: (name: string) => boolean = () => false,
): Record<string, unknown> {
  const root: Tree = new Map()
  for (const [name, value] of entries) insert(root, isWhole(name) ? [name] : pathOf(name), value)
  return toObject(root)
}

/** `a[b][]` is `a`, `b` and an empty name. Brackets that do not match are part of the name. */
export function pathOf(name: string): readonly string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])+)$/.exec(name)
  if (!match) return [name]
  const [, first = '', rest = ''] = match
  const names = rest.slice(1, -1).split('][')
  return names.length > MAX_DEPTH ? [name] : [first, ...names]
}

function insert(tree: Tree, [name = '', ...rest]: readonly string[], value: string): void {
  const known = tree.get(name)
  if (rest.length === 0) {
    if (known === undefined) tree.set(name, value)
    else if (!(known instanceof Map)) tree.set(name, [...[known].flat(), value])
    return
  }
  const inner: Tree = known instanceof Map ? known : new Map()
  if (known !== inner) tree.set(name, inner)
  // Each `a[][b]` starts a new item as soon as the last one has a `b`.
  const [next = '', ...below] = rest
  if (next === '' && below.length > 0) insert(inner, [positionFor(inner, below), ...below], value)
  else if (next === '') insert(inner, [String(inner.size)], value)
  else insert(inner, rest, value)
}

function positionFor(items: Tree, [name = '']: readonly string[]): string {
  const last = items.get(String(items.size - 1))
  return String(last instanceof Map && !last.has(name) ? items.size - 1 : items.size)
}

function toObject(tree: Tree): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const [name, value] of tree) define(object, name, value instanceof Map ? toValue(value) : value)
  return object
}

function toValue(tree: Tree): unknown {
  const names = [...tree.keys()]
  const isList = names.length > 0 && names.every(name => /^\d+$/.test(name) && Number(name) <= MAX_INDEX)
  if (!isList) return toObject(tree)
  const sorted = names.sort((one, other) => Number(one) - Number(other))
  return sorted.map(name => {
    const value = tree.get(name)
    return value instanceof Map ? toValue(value) : value
  })
}
