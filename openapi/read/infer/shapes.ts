import { isObject, isString, type JsonObject, strings } from '../../contract/json.ts'
import { isReference, referredName } from '../../contract/ref.ts'
import { lookUp } from './look-up.ts'

/** What a schema says about its values, with `$ref`, `allOf`, `oneOf` and `anyOf` followed. */
export interface Shape {
  readonly kind: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'unknown'
  /** The component that it comes from, if it refers to one. */
  readonly name?: string
  /** The properties of an object. Those of all alternatives, if it has several. */
  readonly properties: ReadonlyMap<string, unknown>
  /** The schema of the items of an array. */
  readonly items?: unknown
  readonly required: ReadonlySet<string>
  readonly enum: readonly string[]
  /** The schema itself, where its `$ref`s end. */
  readonly schema: JsonObject
}

const NOTHING: Shape = { kind: 'unknown', properties: new Map(), required: new Set(), enum: [], schema: {} }
const SCALARS = ['string', 'integer', 'number', 'boolean'] as const

/** The shapes of the schemas of a document. Each schema is looked at once. */
export class Shapes {
  readonly #document: JsonObject
  readonly #known = new Map<unknown, Shape>()

  constructor(document: JsonObject) {
    this.#document = document
  }

  of(schema: unknown): Shape {
    if (!isObject(schema)) return NOTHING
    const key = isReference(schema) ? schema.$ref : schema
    const known = this.#known.get(key)
    if (known) return known
    // A schema that contains itself by `allOf` has nothing to add to itself.
    this.#known.set(key, NOTHING)
    const shape = this.#read(schema)
    this.#known.set(key, shape)
    return shape
  }

  #read(schema: JsonObject): Shape {
    if (isReference(schema)) {
      const found = lookUp(this.#document, schema.$ref)
      const shape = this.of(found)
      return shape === NOTHING ? shape : withName(shape, referredName(schema))
    }
    const parts = partsOf(schema)
      .map(part => this.of(part))
      .filter(part => part !== NOTHING)
    const properties = new Map<string, unknown>(parts.flatMap(part => [...part.properties]))
    if (isObject(schema.properties)) for (const entry of Object.entries(schema.properties)) properties.set(...entry)
    const items = schema.items ?? parts.find(part => part.items !== undefined)?.items
    const named = parts.length === 1 && !isObject(schema.properties) ? parts[0]?.name : undefined
    const values = Array.isArray(schema.enum) ? schema.enum.filter(isString) : parts.flatMap(part => part.enum)
    return {
      kind: kindOf(schema, properties.size > 0, items !== undefined) ?? parts[0]?.kind ?? 'unknown',
      ...(named !== undefined && { name: named }),
      properties,
      ...(items !== undefined && { items }),
      required: new Set([...strings(schema.required), ...parts.flatMap(part => [...part.required])]),
      enum: values,
      schema: parts.length === 1 && schema.type === undefined ? { ...parts[0]?.schema, ...schema } : schema,
    }
  }
}

/** The schemas whose properties its values have: all of `allOf`, and the alternatives that are not null. */
function partsOf(schema: JsonObject): unknown[] {
  const lists = [schema.allOf, schema.oneOf, schema.anyOf].filter(Array.isArray)
  return lists.flat().filter(part => isObject(part) && part.type !== 'null')
}

function kindOf(schema: JsonObject, hasProperties: boolean, hasItems: boolean): Shape['kind'] | undefined {
  const types = Array.isArray(schema.type) ? schema.type.filter(type => type !== 'null') : [schema.type]
  const type: unknown = types[0]
  if (type === 'object' || (type === undefined && hasProperties)) return 'object'
  if (type === 'array' || (type === undefined && hasItems)) return 'array'
  return SCALARS.find(scalar => scalar === type)
}

function withName(shape: Shape, name: string | undefined): Shape {
  return name === undefined ? shape : { ...shape, name }
}
