/** Text of a request as values of the types that a schema asks for. */
import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { flatten, type SchemaOrBoolean, type Type } from '../answers/flat-schema.ts'
import { matches } from '../validation/matches.ts'

export type Schemas = Readonly<Record<string, JsonSchema>>

const NO_DECISIONS = new Map<object, number>()
/** Choices within choices, deeper than any that people write. */
const MAX_DEPTH = 20

/** All types that a schema allows in one of its choices; all types if it names none. */
export function typesOf(parts: readonly SchemaOrBoolean[], schemas: Schemas): ReadonlySet<Type> {
  const [only] = parts
  return parts.length === 1 && typeof only === 'object' ? typesPerSchema(schemas)(only) : typesIn(parts, schemas)
}

/** Each request asks for the types of the same schemas. */
const typesPerSchema = perObject((schemas: Schemas) => perObject((schema: JsonSchema) => typesIn([schema], schemas)))

function typesIn(parts: readonly SchemaOrBoolean[], schemas: Schemas, depth = 0): ReadonlySet<Type> {
  const flat = flatten(parts, NO_DECISIONS, schemas)
  if (flat.types) return new Set(flat.types)
  const branches = depth > MAX_DEPTH ? [] : flat.choices.flatMap(choice => choice.branches)
  const types = new Set(branches.flatMap(branch => [...typesIn([branch], schemas, depth + 1)]))
  if (types.size > 0) return types
  if (flat.properties.size > 0) return new Set(['object'])
  return flat.items.length > 0 ? new Set(['array']) : new Set()
}

/**
 * A structure of texts with the types of a schema. Text that is no value of the type stays text, and fails validation.
 * @param value text, a list or an object of such
 */
export function typed(parts: readonly SchemaOrBoolean[], value: unknown, schemas: Schemas): unknown {
  if (typeof value === 'string') return typedText(parts, value, schemas)
  if (Array.isArray(value)) {
    const { items, prefixItems } = flattenFor(parts, 'array', schemas)
    return value.map((item, index) => typed(prefixItems[index] ?? items, item, schemas))
  }
  if (!isObject(value)) return value
  const { properties, others } = flattenFor(parts, 'object', schemas)
  const result: Record<string, unknown> = {}
  for (const [name, item] of Object.entries(value)) {
    const own = properties.get(name) ?? others.map(({ schema }) => schema)
    define(result, name, typed(own, item, schemas))
  }
  return result
}

function typedText(parts: readonly SchemaOrBoolean[], text: string, schemas: Schemas): unknown {
  const types = typesOf(parts, schemas)
  const candidates: unknown[] = []
  if ((types.has('integer') || types.has('number')) && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text))
    candidates.push(Number(text))
  if (types.has('boolean') && (text === 'true' || text === 'false')) candidates.push(text === 'true')
  if (types.has('null') && (text === '' || text === 'null')) candidates.push(null)
  // OpenAPI has no style for objects and lists in lists or in objects of a query: clients write them as JSON.
  if ((types.has('object') && text.startsWith('{')) || (types.has('array') && text.startsWith('[')))
    candidates.push(...parsed(text))
  // If the schema asks for a number, the text cannot be the better value, and no check is needed.
  if (candidates.length === 1 && parts.some(isNumeric)) return candidates[0]
  candidates.push(text)
  // Text that only looks like a number is text if the schema says so: a postal code.
  const isRight = (value: unknown) => parts.every(part => matches(part, value, { schemas, direction: 'request' }))
  return candidates.length > 1 ? (candidates.find(isRight) ?? candidates[0]) : text
}

const isNumeric = (part: SchemaOrBoolean) =>
  typeof part === 'object' && (part.type === 'integer' || part.type === 'number')

function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)]
  } catch {
    return []
  }
}

/** The schema with the first branch of each choice that has the type. */
function flattenFor(parts: readonly SchemaOrBoolean[], type: Type, schemas: Schemas) {
  const decisions = new Map<object, number>()
  for (;;) {
    const flat = flatten(parts, decisions, schemas)
    const [choice] = flat.choices
    if (!choice) return flat
    const index = choice.branches.findIndex(branch => typesOf([branch], schemas).has(type))
    decisions.set(choice.key, Math.max(0, index))
  }
}

/** Sets an own property, also one with the name `__proto__`. */
export function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') target[name] = value
  else Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true })
}
