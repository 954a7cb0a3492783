/** Puts a document into an order that does not depend on how its files refer to each other. */
import { isObject, type JsonObject } from '../contract/json.ts'

const ROOT = ['openapi', 'jsonSchemaDialect', 'info', 'servers', 'security', 'tags', 'paths', 'components']
const SECTIONS = ['securitySchemes', 'parameters', 'headers', 'requestBodies', 'responses', 'schemas']

/** The root's members and the components' sections in a fixed order, components by name; the rest as it is written. */
export function arrange(document: JsonObject): JsonObject {
  const { components } = document
  if (!isObject(components)) return ordered(document, ROOT)
  const sections = Object.entries(ordered(components, SECTIONS)).map(([section, members]) => [
    section,
    isObject(members) ? ordered(members, Object.keys(members).sort()) : members,
  ])
  return ordered({ ...document, components: Object.fromEntries(sections) }, ROOT)
}

/** The members named first, in that order, then the others. */
function ordered(object: JsonObject, first: readonly string[]): JsonObject {
  const keys = [...first.filter(key => key in object), ...Object.keys(object).filter(key => !first.includes(key))]
  return Object.fromEntries(keys.map(key => [key, object[key]]))
}
