import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject, strings } from '../../../openapi/contract/json.ts'
import { referredName } from '../../../openapi/contract/ref.ts'

/** The material of sample values. */
export interface SampleOptions {
  /** The component schemas, by name. */
  readonly schemas: Readonly<Record<string, JsonSchema>>
  /** For text without constraints. */
  readonly text: string
  /** An RFC 3339 time, for times and dates. */
  readonly time: string
}

/**
 * A minimal value that a JSON Schema allows. Patterns are ignored.
 *
 * Fixtures, faults and the banner of systems with written rules use it. `generate` makes better values, but others: the
 * same seed would no longer give the same records.
 */
export function sample(schema: JsonSchema, options: SampleOptions): unknown {
  const flat = flatten(schema, options.schemas)
  if ('const' in flat) return flat.const
  if (Array.isArray(flat.enum)) return flat.enum[0]
  const [choice] = [flat.oneOf, flat.anyOf].flat().filter(isObject)
  if (choice) return sample(choice, options)
  const [type] = [flat.type].flat().filter(type => type !== 'null')
  switch (type) {
    case 'string':
      return sampleText(flat, options)
    case 'integer':
    case 'number':
      return sampleNumber(flat)
    case 'boolean':
      return true
    case 'array':
      return Array.from({ length: Number(flat.minItems ?? 0) }, () => sample(objectAt(flat, 'items'), options))
    default:
      return type === 'object' || flat.properties !== undefined ? sampleObject(flat, options) : null
  }
}

function sampleObject(schema: JsonSchema, options: SampleOptions): Record<string, unknown> {
  const properties = objectAt(schema, 'properties')
  const value: Record<string, unknown> = {}
  for (const member of strings(schema.required)) value[member] = sample(objectAt(properties, member), options)
  return value
}

function sampleNumber({ minimum, exclusiveMinimum, maximum }: JsonSchema): number {
  const least = Number(minimum ?? Number(exclusiveMinimum ?? 0) + 1)
  return maximum === undefined ? least : Math.min(least, Number(maximum))
}

function sampleText({ format, minLength, maxLength }: JsonSchema, { text, time }: SampleOptions): string {
  switch (format) {
    case 'date-time':
      return time
    case 'date':
      return time.slice(0, 10)
    case 'email':
      return 'someone@shop.example'
    case 'uri':
      return 'https://shop.example/'
    case 'json-pointer':
      return ''
    case 'uuid':
      return '00000000-0000-4000-8000-000000000000'
    default:
      return text.padEnd(Number(minLength ?? 0), '.').slice(0, Number(maxLength ?? Number.POSITIVE_INFINITY))
  }
}

/** The schema merged with its `$ref` and its `allOf`. */
function flatten(schema: JsonSchema, schemas: SampleOptions['schemas']): JsonSchema {
  const { $ref: _, allOf, ...own } = schema
  const name = referredName(schema)
  const parts = [name === undefined ? undefined : schemas[name], ...(Array.isArray(allOf) ? allOf : [])]
  return parts.filter(isObject).reduce<JsonSchema>((whole, part) => combine(flatten(part, schemas), whole), own)
}

function combine(one: JsonSchema, other: JsonSchema): JsonSchema {
  const combined: Record<string, unknown> = { ...one, ...other }
  if (one.properties && other.properties)
    combined.properties = { ...objectAt(one, 'properties'), ...objectAt(other, 'properties') }
  if (one.required && other.required) combined.required = [...strings(one.required), ...strings(other.required)]
  return combined
}

function objectAt(schema: JsonSchema, member: string): JsonSchema {
  const value = schema[member]
  return isObject(value) ? value : {}
}
