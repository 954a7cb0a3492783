/** Rewrites what was written differently before JSON Schema 2020-12. */
import { isObject, isString } from '../../../contract/json.ts'
import { put, type Walk } from './walk.ts'

type Schema = Record<string, unknown>

/** @param schema a copy, which is changed */
export function modernized(schema: Schema, walk: Walk): Schema {
  if (schema.exclusiveMinimum !== undefined) bound(schema, 'exclusiveMinimum', 'minimum')
  if (schema.exclusiveMaximum !== undefined) bound(schema, 'exclusiveMaximum', 'maximum')
  if (schema.example !== undefined || schema.examples !== undefined) examples(schema)
  if (Array.isArray(schema.items) || schema.additionalItems !== undefined) tuple(schema)
  if (schema.dependencies !== undefined) delete schema.dependencies
  if (schema.enum !== undefined) typedValues(schema, walk)
  if (schema.nullable !== undefined || schema['x-nullable'] !== undefined) return nullable(schema)
  return schema
}

/** `exclusiveMinimum: true` makes `minimum` exclusive. */
function bound(schema: Schema, exclusive: string, inclusive: string): void {
  const value = schema[exclusive]
  if (typeof value !== 'boolean') return
  delete schema[exclusive]
  if (!value || typeof schema[inclusive] !== 'number') return
  schema[exclusive] = schema[inclusive]
  delete schema[inclusive]
}

function examples(schema: Schema): void {
  const { example, examples } = schema
  delete schema.example
  if (isObject(examples)) {
    schema.examples = Object.values(examples).map(item => (isObject(item) && 'value' in item ? item.value : item))
  } else if (!Array.isArray(examples)) {
    delete schema.examples
    if (example !== undefined) schema.examples = [example]
  }
}

/** `items` as a list is `prefixItems`, and `additionalItems` is then `items`. */
function tuple(schema: Schema): void {
  const { items, additionalItems } = schema
  delete schema.additionalItems
  if (!Array.isArray(items)) return
  delete schema.items
  if (items.length > 0) schema.prefixItems = items
  if (additionalItems !== undefined) schema.items = additionalItems
}

/** YAML reads `enum: [1, true]` as numbers and flags, also in a schema of strings. */
function typedValues(schema: Schema, walk: Walk): void {
  const { type, enum: values } = schema
  if (!isString(type) || !Array.isArray(values) || values.some(value => isOfType(value, type))) return
  const converted = values.map(value => (value === null ? null : ofType(value, type)))
  if (converted.includes(undefined)) return
  walk.warn('schema', `The values of an \`enum\` are not of the type \`${type}\`. They are taken for it.`)
  schema.enum = converted
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

/** `nullable: true` allows null besides what the schema says. */
function nullable(schema: Schema): Schema {
  const isNullable = schema.nullable === true || schema['x-nullable'] === true
  delete schema.nullable
  delete schema['x-nullable']
  if (!isNullable) return schema
  const { type } = schema
  const isCombined = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'const'].some(keyword => keyword in schema)
  if (!isCombined) {
    if (isString(type) && type !== 'null') schema.type = [type, 'null']
    else if (Array.isArray(type) && !type.includes('null')) schema.type = [...type, 'null']
    if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null]
    return schema
  }
  const outer: Schema = {}
  const inner: Schema = {}
  for (const [key, value] of Object.entries(schema))
    put(DESCRIBING.has(key) || key.startsWith('x-') ? outer : inner, key, value)
  return { ...outer, anyOf: [inner, { type: 'null' }] }
}
