import type { JsonSchema } from '../contract/contract.ts'
import { isObject } from '../contract/json.ts'
import { put } from './document/normalize/walk.ts'

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
const PROSE = new Set(['$comment', 'deprecated', 'description', 'externalDocs', 'title'])

/**
 * A JSON Schema without what only people read.
 * @param examples changes the values of `examples`
 */
export function withoutProse(schema: unknown, examples?: Change): JsonSchema {
  return isObject(schema) ? stripKeywords(schema, PROSE, examples) : {}
}

type Change = (value: unknown) => unknown

function stripKeywords(schema: JsonSchema, dropped: ReadonlySet<string>, examples?: Change): JsonSchema {
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(schema)) {
    if (dropped.has(key) || key.startsWith('x-')) continue
    const value = schema[key]
    // Most values are texts and numbers.
    if (typeof value !== 'object' || value === null) put(result, key, value)
    else if (DATA.has(key)) put(result, key, examples && key === 'examples' ? examples(value) : value)
    else put(result, key, MAPS.has(key) ? stripMap(value, dropped, examples) : stripValue(value, dropped, examples))
  }
  return result
}

function stripMap(value: unknown, dropped: ReadonlySet<string>, examples?: Change): unknown {
  if (!isObject(value)) return value
  const result: Record<string, unknown> = {}
  for (const name of Object.keys(value)) put(result, name, stripValue(value[name], dropped, examples))
  return result
}

function stripValue(value: unknown, dropped: ReadonlySet<string>, examples?: Change): unknown {
  if (Array.isArray(value)) return value.map(item => stripValue(item, dropped, examples))
  return isObject(value) ? stripKeywords(value, dropped, examples) : value
}
