/** Drops the components and tags that nothing uses any more once an overlay has taken operations away. */
import { isObject, isString, type JsonObject } from '../contract/json.ts'
import { pointerKeys } from '../contract/pointer.ts'
import { WORDS } from '../contract/words.ts'
import { references } from '../vocabulary/generated/registry.ts'

/** A document without the components and tags that no operation leads to. */
export function prune(document: JsonObject): JsonObject {
  const components = isObject(document.components) ? document.components : {}
  const used = usedComponents(document, components)
  const kept = Object.entries(components).flatMap(([section, members]) => {
    if (!isObject(members)) return []
    const entries = Object.entries(members).filter(([name]) => used.has(`${section}/${name}`))
    return entries.length === 0 ? [] : [[section, Object.fromEntries(entries)] as const]
  })
  return { ...document, ...prunedTags(document), components: Object.fromEntries(kept) }
}

/** The names of all components that can be reached from the paths, as `section/name`. */
function usedComponents(document: JsonObject, components: JsonObject): Set<string> {
  const used = new Set<string>()
  const { components: _, ...rest } = document
  const queue = [...usesIn(rest, components)]
  for (let use = queue.pop(); use !== undefined; use = queue.pop()) {
    if (used.has(use)) continue
    used.add(use)
    const [section = '', name = ''] = use.split('/')
    const members = components[section]
    if (isObject(members)) queue.push(...usesIn(members[name], components))
  }
  return used
}

function* usesIn(value: unknown, components: JsonObject): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* usesIn(item, components)
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (key === '$ref' && isString(member)) yield* referenced(member)
      else if (key === 'security') yield* required(member)
      else if (key === WORDS && isObject(member)) {
        for (const named of Object.values(references)) yield* named(member, components)
      } else yield* usesIn(member, components)
    }
  }
}

function* referenced(reference: string): Generator<string> {
  const [root, section, name] = pointerKeys(reference)
  if (root === 'components') yield `${section}/${name}`
}

/** Schemes that `security` asks for. */
function* required(security: unknown): Generator<string> {
  if (!Array.isArray(security)) return
  for (const alternative of security)
    if (isObject(alternative)) for (const name of Object.keys(alternative)) yield `securitySchemes/${name}`
}

function prunedTags({ tags, paths }: JsonObject): JsonObject {
  if (!Array.isArray(tags) || !isObject(paths)) return {}
  const used = new Set<unknown>()
  for (const item of Object.values(paths))
    for (const operation of isObject(item) ? Object.values(item) : [])
      if (isObject(operation) && Array.isArray(operation.tags)) for (const tag of operation.tags) used.add(tag)
  return { tags: tags.filter(tag => isObject(tag) && used.has(tag.name)) }
}
