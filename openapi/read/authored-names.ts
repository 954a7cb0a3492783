/**
 * Redocly's bundle names a schema after its file. If the document has `Order: { $ref: ./order.yaml }`, its author calls
 * the schema `Order`, and so do the keywords of `x-latchkey`: the bundle gets the author's names back.
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
 * @param document a bundle
 * @param authored the names of the document's schemas before it was bundled
 */
export function withAuthoredNames(document: JsonObject, authored: readonly string[]): JsonObject {
  const { components } = document
  if (!isObject(components) || !isObject(components.schemas)) return document
  const { schemas } = components
  const names = authoredNames(schemas, authored)
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

/** The author's name of each schema that the bundle named after a file. */
function authoredNames(schemas: JsonObject, authored: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const name of authored) {
    const target = aliased(schemas[name])
    if (target !== undefined && !authored.includes(target)) names.set(target, name)
  }
  return names
}

/** The name of the schema that this one is an alias of: it holds a `$ref` to it and nothing else. */
function aliased(schema: unknown): string | undefined {
  const isAlias = isReference(schema) && Object.keys(schema).length === 1 && schema.$ref.startsWith(PREFIX)
  return isAlias ? schema.$ref.slice(PREFIX.length) : undefined
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map(item => renamed(item, names))
  if (!isObject(value)) return value
  const result = mapped(value, inner => renamed(inner, names))
  const { $ref } = value
  const name = isString($ref) && $ref.startsWith(PREFIX) ? names.get($ref.slice(PREFIX.length)) : undefined
  return name === undefined ? result : { ...result, $ref: `${PREFIX}${name}` }
}

function mapped(object: JsonObject, change: (value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}
