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
const DATA = new Set(['const', 'default', 'enum', 'example', 'examples', 'required', 'dependentRequired'])
/** Keywords whose values map names to schemas. */
const MAPS = new Set(['$defs', 'dependentSchemas', 'patternProperties', 'properties'])

/** A JSON Schema without its annotations and `x-` keywords, and without those of its subschemas. */
export function strip(schema: unknown): JsonSchema {
  return isObject(schema) ? stripKeywords(schema, ANNOTATIONS) : {}
}

/** Those annotations that only people read. Values are made from the others, such as examples and `readOnly`. */
const PROSE = new Set(['$comment', 'deprecated', 'description', 'externalDocs', 'title', 'xml'])

/** A JSON Schema without what only people read. */
export function withoutProse(schema: unknown): JsonSchema {
  return isObject(schema) ? stripKeywords(schema, PROSE) : {}
}

function stripKeywords(schema: JsonSchema, dropped: ReadonlySet<string>): JsonSchema {
  const result: [string, unknown][] = []
  for (const [key, value] of Object.entries(schema)) {
    if (dropped.has(key) || key.startsWith('x-')) continue
    result.push([key, DATA.has(key) ? value : MAPS.has(key) ? stripMap(value, dropped) : stripValue(value, dropped)])
  }
  return Object.fromEntries(result)
}

function stripMap(value: unknown, dropped: ReadonlySet<string>): unknown {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, stripValue(schema, dropped)]))
}

function stripValue(value: unknown, dropped: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map(item => (isString(item) ? item : stripValue(item, dropped)))
  return isObject(value) ? stripKeywords(value, dropped) : value
}
