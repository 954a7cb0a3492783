import { isObject, type JsonObject } from '../contract/json.ts'
import { WORDS } from '../contract/words.ts'

const ROOT = ['openapi', 'jsonSchemaDialect', WORDS, 'info', 'servers', 'security', 'tags', 'paths', 'components']
const SECTIONS = ['securitySchemes', 'parameters', 'headers', 'requestBodies', 'responses', 'schemas']

/**
 * Puts a document into an order that does not depend on how its files refer to each other: the root's fields and the
 * sections of `components` in a fixed order, the components by name. Everything else keeps the order of its file.
 */
export function arrange(document: JsonObject): JsonObject {
  const { components } = document
  if (!isObject(components)) return inOrder(document, ROOT)
  const sections = Object.entries(inOrder(components, SECTIONS)).map(([section, named]) => [
    section,
    isObject(named) ? inOrder(named, Object.keys(named).sort()) : named,
  ])
  return inOrder({ ...document, components: Object.fromEntries(sections) }, ROOT)
}

/** The fields named in `first`, in that order, then the others. */
function inOrder(object: JsonObject, first: readonly string[]): JsonObject {
  const keys = [...first.filter(key => key in object), ...Object.keys(object).filter(key => !first.includes(key))]
  return Object.fromEntries(keys.map(key => [key, object[key]]))
}
