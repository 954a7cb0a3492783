import type { JsonSchema } from '../contract/contract.ts'
import { isObject, isString } from '../contract/json.ts'

/** Keywords that document a schema and validate nothing. */
const ANNOTATIONS = new Set([
  '$comment',
  'deprecated',
  'description',
  'discriminator',
  'example',
  'examples',
  'externalDocs',
  'readOnly',
  'title',
  'writeOnly',
  'xml',
])
/** Keywords whose values are data: a `title` in them is not a keyword. */
const DATA = new Set(['const', 'default', 'enum', 'required', 'dependentRequired'])
/** Keywords whose values map names to schemas. */
const MAPS = new Set(['$defs', 'dependentSchemas', 'patternProperties', 'properties'])

/** A JSON Schema without its annotations and `x-` keywords, and without those of its subschemas. */
export function strip(schema: unknown): JsonSchema {
  return isObject(schema) ? stripKeywords(schema) : {}
}

function stripKeywords(schema: JsonSchema): JsonSchema {
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(schema)) {
    if (ANNOTATIONS.has(key) || key.startsWith('x-')) continue
    result[key] = DATA.has(key) ? value : MAPS.has(key) ? stripMap(value) : stripValue(value)
  }
  return result
}

function stripMap(value: unknown): unknown {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, stripValue(schema)]))
}

function stripValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(item => (isString(item) ? item : stripValue(item)))
  return isObject(value) ? stripKeywords(value) : value
}
