/**
 * Redocly's bundle names a schema after its file. Where the document says `Order: { $ref: ./order.yaml }`, the schema's
 * name is `Order`: that is the one by which the words of the vocabulary call it.
 */
import { isObject, isString, type JsonObject } from '../contract/json.ts'
import { isReference } from '../contract/ref.ts'

const PREFIX = '#/components/schemas/'

/** The names under `components.schemas`. */
export function schemaNames(document: unknown): string[] {
  const components = isObject(document) ? document.components : undefined
  return isObject(components) && isObject(components.schemas) ? Object.keys(components.schemas) : []
}

/**
 * @param document A bundle.
 * @param authored The names that the document had before it was bundled.
 */
export function withAuthoredNames(document: JsonObject, authored: readonly string[]): JsonObject {
  const { components } = document
  if (!isObject(components) || !isObject(components.schemas)) return document
  const { schemas } = components
  const names = new Map<string, string>()
  for (const name of authored) {
    const target = aliased(schemas[name])
    if (target !== undefined && !authored.includes(target)) names.set(target, name)
  }
  const aliases = new Set(names.values())
  const kept = Object.entries(schemas)
    .filter(([name]) => !aliases.has(name))
    .map(([name, schema]) => [names.get(name) ?? name, schema])
  const rename = (value: unknown): unknown => renamed(value, names)
  return {
    ...mapped(document, rename),
    components: { ...mapped(components, rename), schemas: mapped(Object.fromEntries(kept), rename) },
  }
}

/** The schema for which another one is only a name. */
function aliased(schema: unknown): string | undefined {
  const isAlias = isReference(schema) && Object.keys(schema).length === 1 && schema.$ref.startsWith(PREFIX)
  return isAlias ? schema.$ref.slice(PREFIX.length) : undefined
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map(item => renamed(item, names))
  if (!isObject(value)) return value
  const result = mapped(value, member => renamed(member, names))
  const { $ref } = value
  const name = isString($ref) && $ref.startsWith(PREFIX) ? names.get($ref.slice(PREFIX.length)) : undefined
  return name === undefined ? result : { ...result, $ref: `${PREFIX}${name}` }
}

function mapped(object: JsonObject, change: (member: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, member]) => [key, change(member)]))
}
