/** Rewrites what was written differently before JSON Schema 2020-12. */
import { isObject, isString, type JsonObject } from '../../../contract/json.ts'
import { put, type Walk } from './walk.ts'

/** The keywords that were written in another way. Most schemas have none of them. */
const REWRITTEN = new Set([
  'additionalItems',
  'dependencies',
  'enum',
  'example',
  'examples',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'items',
  'nullable',
  'x-nullable',
])

/** The same schema if nothing in it is old. */
export function modernized(schema: JsonObject, walk: Walk): JsonObject {
  for (const keyword in schema) if (REWRITTEN.has(keyword)) return rewritten(schema, walk)
  return schema
}

function rewritten(schema: JsonObject, walk: Walk): JsonObject {
  let result = schema
  if (typeof result.exclusiveMinimum === 'boolean') result = withBound(result, 'exclusiveMinimum', 'minimum')
  if (typeof result.exclusiveMaximum === 'boolean') result = withBound(result, 'exclusiveMaximum', 'maximum')
  if (result.example !== undefined || result.examples !== undefined) result = withExamples(result)
  if (Array.isArray(result.items) || result.additionalItems !== undefined) result = withTuple(result)
  if (result.dependencies !== undefined) result = without(result, 'dependencies')
  if (result.enum !== undefined) result = withTypedValues(result, walk)
  return result.nullable !== undefined || result['x-nullable'] !== undefined ? withNull(result) : result
}

function without(schema: JsonObject, keyword: string): JsonObject {
  const { [keyword]: _, ...others } = schema
  return others
}

/** `exclusiveMinimum: true` makes `minimum` exclusive. */
function withBound(schema: JsonObject, exclusive: string, inclusive: string): JsonObject {
  const { [exclusive]: isExclusive, ...others } = schema
  if (isExclusive !== true || typeof others[inclusive] !== 'number') return others
  return { ...without(others, inclusive), [exclusive]: others[inclusive] }
}

function withExamples(schema: JsonObject): JsonObject {
  if (schema.example === undefined && Array.isArray(schema.examples)) return schema
  const { example, ...others } = schema
  const { examples } = others
  if (isObject(examples)) {
    const values = Object.values(examples).map(item => (isObject(item) && 'value' in item ? item.value : item))
    return { ...others, examples: values }
  }
  if (Array.isArray(examples)) return others
  const rest = without(others, 'examples')
  return example === undefined ? rest : { ...rest, examples: [example] }
}

/** `items` as a list is `prefixItems`, and `additionalItems` is then `items`. */
function withTuple(schema: JsonObject): JsonObject {
  const { additionalItems, ...others } = schema
  const { items, ...rest } = others
  if (!Array.isArray(items)) return others
  return {
    ...rest,
    ...(items.length > 0 && { prefixItems: items }),
    ...(additionalItems !== undefined && { items: additionalItems }),
  }
}

/** YAML reads `enum: [1, true]` as numbers and flags, also in a schema of strings. */
function withTypedValues(schema: JsonObject, walk: Walk): JsonObject {
  const { type, enum: values } = schema
  if (!isString(type) || !Array.isArray(values) || values.some(value => isOfType(value, type))) return schema
  const converted = values.map(value => (value === null ? null : ofType(value, type)))
  if (converted.includes(undefined)) return schema
  walk.warn('schema', `The values of an \`enum\` are not of the type \`${type}\`. They are taken for it.`)
  return { ...schema, enum: converted }
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
    case 'number':
      return typeof value === 'number'
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    case 'null':
      return value === null
    default:
      return typeof value === type
  }
}

function ofType(value: unknown, type: string): unknown {
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value)
  const isNumeric = isString(value) && value.trim() !== '' && Number.isFinite(Number(value))
  if (isNumeric && (type === 'number' || (type === 'integer' && Number.isInteger(Number(value))))) return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return undefined
}

/** What describes a schema, and stays outside when the schema becomes one of two alternatives. */
const DESCRIBING = new Set([
  'default',
  'deprecated',
  'description',
  'examples',
  'readOnly',
  'title',
  'writeOnly',
  'xml',
])

const COMBINING = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'const']

/** `nullable: true` allows null besides what the schema says. */
function withNull(written: JsonObject): JsonObject {
  const schema: Record<string, unknown> = {}
  for (const keyword in written)
    if (keyword !== 'nullable' && keyword !== 'x-nullable') put(schema, keyword, written[keyword])
  if (written.nullable !== true && written['x-nullable'] !== true) return schema
  if (COMBINING.some(keyword => keyword in schema)) {
    const outer: Record<string, unknown> = {}
    const inner: Record<string, unknown> = {}
    for (const [key, value] of Object.entries(schema))
      put(DESCRIBING.has(key) || key.startsWith('x-') ? outer : inner, key, value)
    return { ...outer, anyOf: [inner, { type: 'null' }] }
  }
  const { type, enum: values } = schema
  const types = [type].flat()
  if (type !== undefined && !types.includes('null')) schema.type = [...types, 'null']
  if (Array.isArray(values) && !values.includes(null)) schema.enum = [...values, null]
  return schema
}
