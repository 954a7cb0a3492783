/** Takes out of a JSON Schema what only documents it. */

import type { JsonSchema } from '../contract/contract.ts'
import { isObject, isString } from '../contract/json.ts'

const DOCUMENTS = new Set([
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
/** Their values are data, in which a `title` is no keyword. */
const DATA = new Set(['const', 'default', 'enum', 'required', 'dependentRequired'])
/** Their values map names to schemas. */
const MAPS = new Set(['$defs', 'dependentSchemas', 'patternProperties', 'properties'])

export function strip(schema: unknown): JsonSchema {
  return isObject(schema) ? stripMembers(schema) : {}
}

function stripMembers(schema: JsonSchema): JsonSchema {
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(schema)) {
    if (DOCUMENTS.has(key) || key.startsWith('x-')) continue
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
  return isObject(value) ? stripMembers(value) : value
}
