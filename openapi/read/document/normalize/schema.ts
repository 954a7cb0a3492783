/** Schemas: JSON Schema 2020-12, whatever version of OpenAPI they are written for. */
import { isObject, isString, type JsonObject } from '../../../contract/json.ts'
import { isReference } from '../../../contract/ref.ts'
import * as check from './checks.ts'
import { map } from './combine.ts'
import { discriminator } from './discriminator.ts'
import { exampleValue } from './examples.ts'
import { modernized } from './modernize.ts'
import { type Copy, type InPlaceUse, type Walk, withItems, withMembers } from './walk.ts'

/** Keywords that only describe. They count next to a `$ref`, also in OpenAPI 3.0. */
const ANNOTATIONS = new Set([
  'default',
  'deprecated',
  'description',
  'example',
  'examples',
  'nullable',
  'readOnly',
  'summary',
  'title',
  'writeOnly',
])

export const schema: Copy = (value, walk) => {
  if (typeof value === 'boolean') return value
  if (!isObject(value)) {
    walk.warn('schema', 'A schema must be an object. This one is taken for `{}`, which accepts everything.')
    return {}
  }
  return isString(value.$id) && !walk.isOld ? walk.inResource(value, resource) : resource(value, walk)
}

const resource: Copy = (value, walk) => {
  if (!isObject(value)) return {}
  const { $dynamicRef, $recursiveRef } = value
  if (isReference(value)) return referring(value, walk.refer(value.$ref, 'schema'), walk)
  if (isString($dynamicRef)) return referring(value, walk.referDynamically($dynamicRef), walk)
  if (isString($recursiveRef)) return referring(value, walk.refer($recursiveRef, 'schema'), walk)
  return modernized(keywords(value, walk), walk)
}

/** A schema with a `$ref`. In OpenAPI 3.0, keywords next to it that check something do not count. */
function referring(value: JsonObject, $ref: string | undefined, walk: Walk): unknown {
  const names = Object.keys(value)
  if ($ref === value.$ref && names.length === 1) return walk.usesInPlace(value)
  const kept = names.filter(name => name !== '$ref' && (!walk.isOld || ANNOTATIONS.has(name) || name.startsWith('x-')))
  const others = keywords(Object.fromEntries(kept.map(name => [name, value[name]])), walk)
  return $ref === undefined ? modernized(others, walk) : walk.usesInPlace(modernized({ $ref, ...others }, walk))
}

function keywords(value: JsonObject, walk: Walk): JsonObject {
  return withMembers(value, (name, inner) => {
    const copy = KEYWORDS.get(name)
    return copy ? walk.into(name, inner, copy) : inner
  })
}

const leaveOut: Copy = () => undefined

/** Schemas of other values: of members and items. */
function elsewhere(copy: Copy): Copy {
  return (value, walk) => walk.inPlaceBy(undefined, copy, value)
}

/** Schemas of the same value. */
function inPlace(by: InPlaceUse['by'], copy: Copy): Copy {
  return (value, walk) => walk.inPlaceBy(by, copy, value)
}

/** A list of schemas that may not be empty. */
const schemas: Copy = (value, walk) => {
  const list = isObject(value) ? [value] : value
  if (!Array.isArray(list) || list.length === 0) {
    walk.warn('schema', 'This keyword needs a list with at least one schema. It is left out.')
    return undefined
  }
  return withItems(list, (item, index) => walk.into(index, item, schema))
}

/** `items` was a list before 2020-12. */
const items: Copy = (value, walk) =>
  Array.isArray(value) ? withItems(value, (item, index) => walk.into(index, item, schema)) : schema(value, walk)

const schemaOrText: Copy = (value, walk) => {
  if (value === 'true' || value === 'false') return value === 'true'
  return value === null ? undefined : schema(value, walk)
}

const properties = map('`properties`', schema)

const KEYWORDS: ReadonlyMap<string, Copy> = new Map<string, Copy>([
  ['allOf', inPlace('allOf', schemas)],
  ['anyOf', inPlace('anyOf', schemas)],
  ['oneOf', inPlace('oneOf', schemas)],
  ['not', inPlace('other', schema)],
  ['if', inPlace('other', schema)],
  ['then', inPlace('other', schema)],
  ['else', inPlace('other', schema)],
  ['dependentSchemas', inPlace('other', properties)],
  ['properties', elsewhere(properties)],
  ['patternProperties', elsewhere(check.patternProperties(properties))],
  ['additionalProperties', elsewhere(schemaOrText)],
  ['unevaluatedProperties', elsewhere(schemaOrText)],
  ['propertyNames', elsewhere(schema)],
  ['items', elsewhere(items)],
  ['additionalItems', elsewhere(schemaOrText)],
  ['unevaluatedItems', elsewhere(schemaOrText)],
  ['prefixItems', elsewhere(schemas)],
  ['contains', elsewhere(schema)],
  ['contentSchema', elsewhere(schema)],
  ['type', check.type],
  ['enum', check.enumeration],
  ['required', check.required],
  ['dependentRequired', check.dependentRequired],
  ['pattern', check.pattern],
  ['format', check.text],
  ['minimum', check.number],
  ['maximum', check.number],
  ['exclusiveMinimum', check.exclusive],
  ['exclusiveMaximum', check.exclusive],
  ['multipleOf', check.positive],
  ['minLength', check.count],
  ['maxLength', check.count],
  ['minItems', check.count],
  ['maxItems', check.count],
  ['minProperties', check.count],
  ['maxProperties', check.count],
  ['minContains', check.count],
  ['maxContains', check.count],
  ['uniqueItems', check.flag],
  ['discriminator', discriminator],
  ['example', exampleValue],
  // References are resolved when a document is read: identifiers and the schemas at them have no further use.
  ['$id', leaveOut],
  ['$schema', leaveOut],
  ['$anchor', leaveOut],
  ['$dynamicAnchor', leaveOut],
  ['$recursiveAnchor', leaveOut],
  ['$dynamicRef', leaveOut],
  ['$recursiveRef', leaveOut],
  ['$vocabulary', leaveOut],
  ['$ref', leaveOut],
  ['$defs', leaveOut],
  ['definitions', leaveOut],
])
