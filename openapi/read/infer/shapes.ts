import { isObject, isString, type JsonObject, strings } from '../../contract/json.ts'
import { isReference, referredName } from '../../contract/ref.ts'
import { plain } from './names.ts'
import { isNormalReference, isNormalSchema } from './normal-form.ts'
import type { References } from './references.ts'

/** What a schema says about its values, with `$ref`, `allOf`, `oneOf` and `anyOf` followed. */
export interface Shape {
  readonly kind: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'unknown'
  /** The component that it comes from, if it refers to one. */
  readonly name: string | undefined
  /** The properties of an object. Those of all alternatives, if it has several. */
  readonly properties: ReadonlyMap<string, unknown>
  /** The schema of the items of an array; undefined if there is none. */
  readonly items: unknown
  readonly required: ReadonlySet<string>
  readonly enum: readonly string[]
  /** The schema itself, where its `$ref`s end. */
  readonly schema: JsonObject
}

type Kind = Shape['kind']

const NO_PROPERTIES: ReadonlyMap<string, unknown> = new Map()
const NO_NAMES: ReadonlySet<string> = new Set()
const NOTHING: Shape = {
  kind: 'unknown',
  name: undefined,
  properties: NO_PROPERTIES,
  items: undefined,
  required: NO_NAMES,
  enum: [],
  schema: {},
}

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
    const reference = isReference(schema) ? schema.$ref : undefined
    if (reference !== undefined)
      this.#references.isNormal &&= isNormalReference(schema, this.#references.lookUp(reference))
    const key = reference ?? schema
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
      const shape = this.of(this.#references.lookUp(schema.$ref))
      return shape === NOTHING ? shape : withName(shape, referredName(schema))
    }
    this.#references.isNormal &&= isNormalSchema(schema)
    const values = Array.isArray(schema.enum) ? schema.enum.filter(isString) : []
    if (schema.allOf ?? schema.oneOf ?? schema.anyOf) return this.#combine(schema, values)
    const { properties, items } = schema
    const hasProperties = isObject(properties)
    return new SchemaShape(
      {
        kind: kindOf(schema, () => hasProperties, items !== undefined) ?? 'unknown',
        name: undefined,
        items,
        enum: values,
        schema,
      },
      () => (hasProperties ? mapOf(properties) : NO_PROPERTIES),
      () => (hasProperties ? new Set(strings(schema.required)) : NO_NAMES),
    )
  }

  /** `allOf`, `oneOf` and `anyOf`. */
  #combine(schema: JsonObject, values: readonly string[]): Shape {
    const parts = partsOf(schema)
      .map(part => this.of(part))
      .filter(part => part !== NOTHING)
    const own = isObject(schema.properties) ? mapOf(schema.properties) : NO_PROPERTIES
    const items = schema.items ?? parts.find(part => part.items !== undefined)?.items
    const [first, ...others] = parts
    const name = others.length === 0 && own.size === 0 ? first?.name : undefined
    const hasProperties = () => own.size > 0 || parts.some(part => part.kind === 'object' && part.properties.size > 0)
    return new SchemaShape(
      {
        kind: kindOf(schema, hasProperties, items !== undefined) ?? first?.kind ?? 'unknown',
        name,
        items,
        enum: values.length > 0 ? values : parts.flatMap(part => part.enum),
        schema: first && others.length === 0 && schema.type === undefined ? { ...first.schema, ...schema } : schema,
      },
      () => new Map([...parts.flatMap(part => [...part.properties]), ...own]),
      () => new Set([...strings(schema.required), ...parts.flatMap(part => [...part.required])]),
    )
  }
}

type Facts = Omit<Shape, 'properties' | 'required'>

/**
 * Most schemas are asked about nothing but their kind: the rest is made when it is first read. It is a class, because an
 * object literal with getters is slow to create, and a large document has thousands of schemas.
 */
class SchemaShape implements Shape {
  readonly kind: Kind
  readonly name: string | undefined
  readonly items: unknown
  readonly enum: readonly string[]
  readonly schema: JsonObject
  readonly #makeProperties: () => Shape['properties']
  readonly #makeRequired: () => Shape['required']
  #properties: Shape['properties'] | undefined
  #required: Shape['required'] | undefined

  constructor(
    { kind, name, items, enum: values, schema }: Facts,
    properties: () => Shape['properties'],
    required: () => Shape['required'],
  ) {
    this.kind = kind
    this.name = name
    this.items = items
    this.enum = values
    this.schema = schema
    this.#makeProperties = properties
    this.#makeRequired = required
  }

  get properties(): Shape['properties'] {
    this.#properties ??= this.#makeProperties()
    return this.#properties
  }

  get required(): Shape['required'] {
    this.#required ??= this.#makeRequired()
    return this.#required
  }
}

function mapOf(properties: JsonObject): Map<string, unknown> {
  const map = new Map<string, unknown>()
  for (const name of Object.keys(properties)) map.set(name, properties[name])
  return map
}

/** Most schemas are. They need no shape to be told from objects and lists. */
function isPlainScalar(schema: unknown): boolean {
  return isObject(schema) && isScalar(schema.type) && schema.$ref === undefined
}

/** The schemas whose properties its values have: all of `allOf`, and the alternatives that are not null. */
function partsOf({ allOf, oneOf, anyOf }: JsonObject): unknown[] {
  const parts: unknown[] = []
  for (const list of [allOf, oneOf, anyOf])
    if (Array.isArray(list)) for (const part of list) if (isObject(part) && part.type !== 'null') parts.push(part)
  return parts
}

function kindOf(schema: JsonObject, hasProperties: () => boolean, hasItems: boolean): Kind | undefined {
  const type: unknown = Array.isArray(schema.type) ? schema.type.find(one => one !== 'null') : schema.type
  if (type === 'object' || (type === undefined && hasProperties())) return 'object'
  if (type === 'array' || (type === undefined && hasItems)) return 'array'
  return isScalar(type) ? type : undefined
}

function isScalar(type: unknown): type is 'string' | 'integer' | 'number' | 'boolean' {
  return type === 'string' || type === 'integer' || type === 'number' || type === 'boolean'
}

function withName(shape: Shape, name: string | undefined): Shape {
  if (name === undefined) return shape
  const { kind, items, enum: values, schema } = shape
  return new SchemaShape(
    { kind, name, items, enum: values, schema },
    () => shape.properties,
    () => shape.required,
  )
}
