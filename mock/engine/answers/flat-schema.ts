import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject, isString, type JsonObject, strings } from '../../../openapi/contract/json.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { referredName } from '../../../openapi/contract/ref.ts'
import { type Discriminated, discriminated } from '../validation/discriminator.ts'
import { isEqual } from '../validation/is-equal.ts'

export type Type = 'null' | 'boolean' | 'object' | 'array' | 'number' | 'integer' | 'string'
export type SchemaOrBoolean = JsonSchema | boolean

/** Alternatives of which a value takes one: `oneOf`, `anyOf`, `if`. */
export interface Choice {
  /** The same for the same place in the document. */
  readonly key: object
  readonly branches: readonly SchemaOrBoolean[]
  /** What the value has to match, as one schema. */
  readonly whole: JsonSchema
  /** The property that names the branch, and the name of each branch. */
  readonly discriminator?: { readonly property: string; readonly names: readonly string[] }
}

/** Which branch of a choice is taken, by the key of the choice. */
export type Decisions = ReadonlyMap<object, number>

/** All keywords that apply to one value: those of a schema, of what it refers to, and of all parts of `allOf`. */
export interface FlatSchema {
  types: readonly Type[] | undefined
  /** `enum` and `const`. */
  values: readonly unknown[] | undefined
  /** `default`, `example` and `examples`. */
  readonly samples: unknown[]
  readonly bounds: Record<Bound, number | undefined>
  readonly multipleOf: number[]
  readonly patterns: string[]
  format: string | undefined
  isUnique: boolean
  readonly items: SchemaOrBoolean[]
  readonly prefixItems: SchemaOrBoolean[][]
  readonly contains: { readonly schema: SchemaOrBoolean; readonly min: number }[]
  readonly properties: Map<string, SchemaOrBoolean[]>
  readonly required: Set<string>
  readonly dependentRequired: Map<string, readonly string[]>
  /** What each part says about properties that it does not name. */
  readonly others: Others[]
  readonly patternProperties: Map<string, SchemaOrBoolean[]>
  readonly propertyNames: SchemaOrBoolean[]
  /** The choices that are not decided yet. */
  readonly choices: Choice[]
  readonly nots: SchemaOrBoolean[]
  /** The values that the discriminators of the parts ask for, by property. */
  readonly named: Map<string, string>
  /** The parts, without what they refer to. */
  readonly sources: SchemaOrBoolean[]
  /** The components that the parts are. */
  readonly components: Set<string>
  isImpossible: boolean
  isReadOnly: boolean
  isWriteOnly: boolean
}

export interface Others {
  readonly known: ReadonlySet<string>
  readonly patterns: readonly string[]
  readonly schema: SchemaOrBoolean
}

/** Keywords of which the larger or the smaller value applies. */
const LEAST = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const
const MOST = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const
export type Bound = (typeof LEAST)[number] | (typeof MOST)[number]

const TYPES: readonly string[] = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'] satisfies Type[]

/**
 * The result is not to be changed: it is kept.
 * @param parts schemas that all apply
 * @param decisions the branches of choices that apply too
 */
export function flatten(
  parts: readonly SchemaOrBoolean[],
  decisions: Decisions,
  schemas: Readonly<Record<string, JsonSchema>>,
): FlatSchema {
  const [only] = parts
  // Most schemas are flattened again and again as they are.
  const known = parts.length === 1 && decisions.size === 0 && isObject(only) ? flatOf(schemas) : undefined
  const found = isObject(only) ? known?.get(only) : undefined
  if (found) return found
  const flat = emptyFlat()
  for (const part of parts) {
    flat.sources.push(part)
    addPart(flat, part, decisions, schemas)
  }
  if (isObject(only)) known?.set(only, flat)
  return flat
}

const flatOf = perObject((_schemas: Readonly<Record<string, JsonSchema>>) => new WeakMap<JsonSchema, FlatSchema>())

function emptyFlat(): FlatSchema {
  return {
    types: undefined,
    values: undefined,
    samples: [],
    bounds: {} as FlatSchema['bounds'],
    multipleOf: [],
    patterns: [],
    format: undefined,
    isUnique: false,
    items: [],
    prefixItems: [],
    contains: [],
    properties: new Map(),
    required: new Set(),
    dependentRequired: new Map(),
    others: [],
    patternProperties: new Map(),
    propertyNames: [],
    choices: [],
    nots: [],
    named: new Map(),
    sources: [],
    components: new Set(),
    isImpossible: false,
    isReadOnly: false,
    isWriteOnly: false,
  }
}

function addPart(
  flat: FlatSchema,
  part: unknown,
  decisions: Decisions,
  schemas: Readonly<Record<string, JsonSchema>>,
): void {
  if (part === false) flat.isImpossible = true
  if (!isObject(part)) return
  addOwn(flat, part)
  const name = referredName(part)
  if (name !== undefined && !flat.components.has(name) && Object.hasOwn(schemas, name)) {
    flat.components.add(name)
    addPart(flat, schemas[name], decisions, schemas)
  }
  for (const all of listOf(part.allOf)) addPart(flat, all, decisions, schemas)
  for (const [property, schema] of entriesOf(part.dependentSchemas))
    if (flat.required.has(property)) addPart(flat, schema, decisions, schemas)
  for (const choice of choicesOf(part)) {
    const decision = decisions.get(choice.key)
    if (decision === undefined) {
      if (!flat.choices.some(({ key }) => key === choice.key)) flat.choices.push(choice)
      continue
    }
    const { discriminator } = choice
    if (discriminator) flat.named.set(discriminator.property, discriminator.names[decision] ?? '')
    const branch = choice.branches[decision] ?? true
    flat.sources.push(branch)
    addPart(flat, branch, decisions, schemas)
  }
}

function addOwn(flat: FlatSchema, part: JsonSchema): void {
  addType(flat, part)
  if ('const' in part) addValues(flat, [part.const])
  if (Array.isArray(part.enum) && part.enum.length > 0) addValues(flat, part.enum)
  for (const keyword of ['default', 'example'] as const)
    if (part[keyword] !== undefined) flat.samples.push(part[keyword])
  flat.samples.push(...listOf(part.examples))
  for (const keyword of LEAST) addBound(flat, keyword, part[keyword], Math.max)
  for (const keyword of MOST) addBound(flat, keyword, part[keyword], Math.min)
  // As OpenAPI 3.0 has it.
  if (part.exclusiveMinimum === true) addBound(flat, 'exclusiveMinimum', part.minimum, Math.max)
  if (part.exclusiveMaximum === true) addBound(flat, 'exclusiveMaximum', part.maximum, Math.min)
  if (typeof part.multipleOf === 'number' && part.multipleOf > 0) flat.multipleOf.push(part.multipleOf)
  if (isString(part.pattern)) flat.patterns.push(part.pattern)
  if (isString(part.format)) flat.format ??= part.format
  if (part.uniqueItems === true) flat.isUnique = true
  if (part.readOnly === true) flat.isReadOnly = true
  if (part.writeOnly === true) flat.isWriteOnly = true
  if (isSchema(part.not)) addNot(flat, part.not)
  addArrayKeywords(flat, part)
  addObjectKeywords(flat, part)
}

/** What a schema rules out. A bound alone is the opposite bound for numbers. */
function addNot(flat: FlatSchema, not: SchemaOrBoolean): void {
  flat.nots.push(not)
  if (typeof not === 'boolean' || Object.keys(not).length !== 1) return
  addBound(flat, 'exclusiveMinimum', not.maximum, Math.max)
  addBound(flat, 'minimum', not.exclusiveMaximum, Math.max)
  addBound(flat, 'exclusiveMaximum', not.minimum, Math.min)
  addBound(flat, 'maximum', not.exclusiveMinimum, Math.min)
}

function addType(flat: FlatSchema, { type, nullable }: JsonSchema): void {
  const own = [type].flat().filter((name): name is Type => isString(name) && TYPES.includes(name))
  if (own.length === 0) return
  if (nullable === true) own.push('null')
  flat.types =
    flat.types?.flatMap(name => {
      if (own.includes(name) || (name === 'integer' && own.includes('number'))) return [name]
      return name === 'number' && own.includes('integer') ? ['integer' as const] : []
    }) ?? own
  if (flat.types.length === 0) flat.isImpossible = true
}

function addValues(flat: FlatSchema, values: readonly unknown[]): void {
  flat.values = flat.values ? flat.values.filter(value => values.some(other => isEqual(value, other))) : values
  if (flat.values.length === 0) flat.isImpossible = true
}

function addBound(flat: FlatSchema, keyword: Bound, value: unknown, choose: typeof Math.max): void {
  if (typeof value === 'number') flat.bounds[keyword] = choose(flat.bounds[keyword] ?? value, value)
}

function addArrayKeywords(flat: FlatSchema, part: JsonSchema): void {
  const prefix = listOf(Array.isArray(part.items) ? part.items : part.prefixItems).filter(isSchema)
  for (const [index, schema] of prefix.entries()) {
    flat.prefixItems[index] ??= []
    flat.prefixItems[index].push(schema)
  }
  if (isSchema(part.items)) flat.items.push(part.items)
  if (isSchema(part.contains)) {
    flat.contains.push({ schema: part.contains, min: typeof part.minContains === 'number' ? part.minContains : 1 })
  }
}

function addObjectKeywords(flat: FlatSchema, part: JsonSchema): void {
  const properties = entriesOf(part.properties)
  const patterns = entriesOf(part.patternProperties)
  for (const [name, schema] of properties) addTo(flat.properties, name, schema)
  for (const [pattern, schema] of patterns) addTo(flat.patternProperties, pattern, schema)
  for (const name of strings(part.required)) flat.required.add(name)
  for (const [name, needed] of Object.entries(isObject(part.dependentRequired) ? part.dependentRequired : {}))
    flat.dependentRequired.set(name, [...(flat.dependentRequired.get(name) ?? []), ...strings(needed)])
  const others = part.additionalProperties ?? part.unevaluatedProperties
  if (isSchema(others)) {
    // `unevaluatedProperties` sees the properties of all parts.
    const known = part.additionalProperties === undefined ? ALL : new Set(properties.map(([name]) => name))
    flat.others.push({ known, patterns: patterns.map(([pattern]) => pattern), schema: others })
  }
  if (isSchema(part.propertyNames)) flat.propertyNames.push(part.propertyNames)
  if (isObject(part.discriminator) && isString(part.discriminator.propertyName) && !part.oneOf && !part.anyOf)
    addNamed(flat, part.discriminator.propertyName, part.discriminator.mapping)
}

/** Marks `unevaluatedProperties`, which knows every property that any part has. */
export const ALL: ReadonlySet<string> = new Set()

/** The discriminator of a base schema names the schema that extends it: the component that the parts begin with. */
function addNamed(flat: FlatSchema, property: string, mapping: unknown): void {
  const [component] = flat.components
  const { byComponent, first } = namesIn(isObject(mapping) ? mapping : {})
  const value = byComponent.get(component) ?? first ?? component
  if (value !== undefined && !flat.named.has(property)) flat.named.set(property, value)
}

/** The names in a mapping by component, and the first one. A base schema may be extended by hundreds. */
const namesIn = perObject((mapping: JsonObject) => {
  const names = Object.entries(mapping)
  const byComponent = new Map<string | undefined, string>()
  for (const [name, target] of names) {
    const component = isString(target) ? componentOf(target) : undefined
    if (component !== undefined && !byComponent.has(component)) byComponent.set(component, name)
  }
  return { byComponent, first: names[0]?.[0] }
})

function choicesOf(part: JsonSchema): Choice[] {
  const choices: Choice[] = []
  const { oneOf, anyOf, if: condition } = part
  const named = discriminated(part)
  for (const [keyword, branches] of [
    ['oneOf', oneOf],
    ['anyOf', anyOf],
  ] as const) {
    if (!Array.isArray(branches) || branches.length === 0) continue
    const whole = { [keyword]: branches }
    choices.push({ key: branches, branches, whole, ...(named?.keyword === keyword && namesOf(named, part)) })
  }
  if (isObject(condition) && (isSchema(part.then) || isSchema(part.else))) {
    const { then = true, else: otherwise = true } = part
    choices.push({
      key: condition,
      branches: [{ allOf: [condition, then] }, { allOf: [{ not: condition }, otherwise] }],
      whole: { if: condition, then, else: otherwise },
    })
  }
  return choices
}

/** Which alternative a value takes depends on the property that names it. */
function namesOf(
  { keyword, property, branches }: Discriminated,
  part: JsonSchema,
): Pick<Choice, 'discriminator' | 'whole'> {
  return {
    whole: { [keyword]: part[keyword], discriminator: part.discriminator },
    discriminator: { property, names: branches.map(({ names }) => names[0] ?? '') },
  }
}

/** A mapping names a component, or refers to it. */
const componentOf = (target: string) => referredName({ $ref: target })

function addTo(map: Map<string, SchemaOrBoolean[]>, name: string, schema: SchemaOrBoolean): void {
  const known = map.get(name)
  if (known) known.push(schema)
  else map.set(name, [schema])
}

export function isSchema(value: unknown): value is SchemaOrBoolean {
  return isObject(value) || typeof value === 'boolean'
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function entriesOf(value: unknown): (readonly [string, SchemaOrBoolean])[] {
  return isObject(value) ? Object.entries(value).flatMap(([name, item]) => (isSchema(item) ? [[name, item]] : [])) : []
}
