import { isObject, isString, type JsonObject, strings } from '../../contract/json.ts'
import { isReference, referredName } from '../../contract/ref.ts'
import { plain } from './names.ts'
import type { References } from './references.ts'

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

const NONE = { properties: new Map(), required: new Set<string>() } as const
const NOTHING: Shape = { kind: 'unknown', ...NONE, enum: [], schema: {} }
const SCALARS = ['string', 'integer', 'number', 'boolean'] as const

export interface Members {
  readonly objects: readonly string[]
  readonly lists: readonly string[]
}

/** The shapes of the schemas of a document. Each schema is looked at once. */
export class Shapes {
  readonly #references: References
  readonly #known = new Map<unknown, Shape>()
  readonly #members = new Map<Shape, Members>()
  readonly #plain = new Map<Shape, ReadonlyMap<string, string>>()

  constructor(references: References) {
    this.#references = references
  }

  /** The properties by their names without separators and upper case. The first counts. */
  plainNames(shape: Shape): ReadonlyMap<string, string> {
    const known = this.#plain.get(shape)
    if (known) return known
    const names = new Map<string, string>()
    for (const name of shape.properties.keys()) if (!names.has(plain(name))) names.set(plain(name), name)
    this.#plain.set(shape, names)
    return names
  }

  /** The properties that are objects, and those that are lists of objects. */
  members(shape: Shape): Members {
    const known = this.#members.get(shape)
    if (known) return known
    const members: { objects: string[]; lists: string[] } = { objects: [], lists: [] }
    for (const [name, schema] of shape.properties) {
      if (isPlainScalar(schema)) continue
      const { kind, items } = this.of(schema)
      if (kind === 'object') members.objects.push(name)
      else if (kind === 'array' && this.of(items).kind === 'object') members.lists.push(name)
    }
    this.#members.set(shape, members)
    return members
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
      const found = this.#references.lookUp(schema.$ref)
      const shape = this.of(found)
      return shape === NOTHING ? shape : withName(shape, referredName(schema))
    }
    const values = Array.isArray(schema.enum) ? schema.enum.filter(isString) : []
    if (schema.allOf ?? schema.oneOf ?? schema.anyOf) return this.#combine(schema, values)
    const hasProperties = isObject(schema.properties)
    const kind = kindOf(schema, hasProperties, schema.items !== undefined) ?? 'unknown'
    return {
      kind,
      properties: isObject(schema.properties) ? mapOf(schema.properties) : NONE.properties,
      ...(schema.items !== undefined && { items: schema.items }),
      required: hasProperties ? new Set(strings(schema.required)) : NONE.required,
      enum: values,
      schema,
    }
  }

  /** `allOf`, `oneOf` and `anyOf`. */
  #combine(schema: JsonObject, values: readonly string[]): Shape {
    const parts = partsOf(schema)
      .map(part => this.of(part))
      .filter(part => part !== NOTHING)
    const own = isObject(schema.properties) ? Object.entries(schema.properties) : []
    const properties = new Map<string, unknown>([...parts.flatMap(part => [...part.properties]), ...own])
    const items = schema.items ?? parts.find(part => part.items !== undefined)?.items
    const named = parts.length === 1 && own.length === 0 ? parts[0]?.name : undefined
    return {
      kind: kindOf(schema, properties.size > 0, items !== undefined) ?? parts[0]?.kind ?? 'unknown',
      ...(named !== undefined && { name: named }),
      properties,
      ...(items !== undefined && { items }),
      required: new Set([...strings(schema.required), ...parts.flatMap(part => [...part.required])]),
      enum: values.length > 0 ? values : parts.flatMap(part => part.enum),
      schema: parts.length === 1 && schema.type === undefined ? { ...parts[0]?.schema, ...schema } : schema,
    }
  }
}

function mapOf(properties: JsonObject): Map<string, unknown> {
  const map = new Map<string, unknown>()
  for (const name of Object.keys(properties)) map.set(name, properties[name])
  return map
}

/** Most schemas are. They need no shape to be told from objects and lists. */
function isPlainScalar(schema: unknown): boolean {
  return isObject(schema) && SCALARS.some(type => type === schema.type) && schema.$ref === undefined
}

/** The schemas whose properties its values have: all of `allOf`, and the alternatives that are not null. */
function partsOf(schema: JsonObject): unknown[] {
  const lists = [schema.allOf, schema.oneOf, schema.anyOf].filter(Array.isArray)
  return lists.flat().filter(part => isObject(part) && part.type !== 'null')
}

function kindOf(schema: JsonObject, hasProperties: boolean, hasItems: boolean): Shape['kind'] | undefined {
  const type: unknown = Array.isArray(schema.type) ? schema.type.find(one => one !== 'null') : schema.type
  if (type === 'object' || (type === undefined && hasProperties)) return 'object'
  if (type === 'array' || (type === undefined && hasItems)) return 'array'
  return SCALARS.find(scalar => scalar === type)
}

function withName(shape: Shape, name: string | undefined): Shape {
  return name === undefined ? shape : { ...shape, name }
}
