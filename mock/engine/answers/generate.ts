import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import type { JsonObject } from '../../../openapi/contract/json.ts'
import { parsePattern } from '../patterns/parse.ts'
import { patternOf } from '../patterns/pattern.ts'
import { textOf } from '../patterns/text-of.ts'
import type { Direction } from '../validation/hidden.ts'
import { isEqual } from '../validation/is-equal.ts'
import { matches } from '../validation/matches.ts'
import { chooserOf } from './chooser.ts'
import {
  ALL,
  type Choice,
  type Decisions,
  type FlatSchema,
  flatten,
  type SchemaOrBoolean,
  type Type,
} from './flat-schema.ts'
import { makeNumber } from './number.ts'
import { makeText } from './text.ts'

export interface GenerateOptions {
  /** The component schemas, by name. */
  readonly schemas: Readonly<Record<string, JsonSchema>>
  readonly direction: Direction
  /** The same seed gives the same value. */
  readonly seed: string
  /** Whether optional properties are left out. */
  readonly isMinimal?: boolean
}

/** A value, and whether it is known not to be valid. */
export interface Generated {
  readonly value: unknown
  readonly isValid: boolean
}

/** How many values one answer has at most, beyond those that its schema requires. */
const MAX_VALUES = 300
/** How many values are made at most, those of rejected attempts included. */
const MAX_ATTEMPTS = 20_000
const CHARACTERS_PER_ATTEMPT = 100
/** How many branches are rejected at most. Choices in choices have exponentially many combinations. */
const MAX_REJECTED = 50
/** Optional properties below this level are left out. */
const MAX_DEPTH = 6
/** A schema that requires itself has no finite value. */
const MAX_REQUIRED_DEPTH = 40
const MAX_ITEMS = 1_000
const TRIES = 3

/**
 * Makes a value that a schema allows: in whole if possible, otherwise only what the schema requires. Some schemas allow
 * nothing, and a few are too intricate: `isValid` says so.
 */
export function generate(schema: SchemaOrBoolean, options: GenerateOptions): Generated {
  let first: Generated | undefined
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const seed = attempt < 2 ? options.seed : `${options.seed} ${attempt}`
    const isMinimal = options.isMinimal === true || attempt > 0
    const generator = new Generator({ ...options, seed, isMinimal })
    const { value } = generator.make([schema], ROOT)
    if (value !== undefined && matches(schema, value, options)) return { value, isValid: true }
    first ??= { value, isValid: false }
    if (generator.isExhausted) break
  }
  return first ?? { value: undefined, isValid: false }
}

/** The position of a value. */
interface Place {
  /** Its path, which is part of its seed. */
  readonly path: string
  /** The property that it belongs to. */
  readonly name: string
  /** Its position in a list. */
  readonly index: number
  readonly depth: number
  /** The components that it is in. */
  readonly within: ReadonlySet<string>
}

const ROOT: Place = { path: '', name: '', index: 0, depth: 0, within: new Set() }
const NOTHING: Generated = { value: undefined, isValid: false }
const UNDECIDED: Decisions = new Map()
const ANY_TEXT = flatten([{ type: 'string' }], UNDECIDED, {})

class Generator {
  readonly #options: GenerateOptions
  #values = 0
  #attempts = 0
  #rejected = 0

  constructor(options: GenerateOptions) {
    this.#options = options
  }

  /** Whether values are missing because there would be too many. */
  get isExhausted(): boolean {
    return this.#attempts > MAX_ATTEMPTS
  }

  /** @param parts schemas that all apply */
  make(parts: readonly SchemaOrBoolean[], place: Place, decisions = UNDECIDED): Generated {
    const flat = flatten(parts, decisions, this.#options.schemas)
    if (flat.isImpossible || ++this.#attempts > MAX_ATTEMPTS || place.depth > MAX_REQUIRED_DEPTH) return NOTHING
    const [choice] = flat.choices
    if (choice) return this.#decide(parts, place, decisions, choice)
    const made = this.#fixed(flat) ?? this.#makeNew(flat, place)
    return made.isValid && flat.nots.some(not => this.#matches(not, made.value)) ? { ...made, isValid: false } : made
  }

  /** Takes the first branch for which the value matches the whole choice. */
  #decide(parts: readonly SchemaOrBoolean[], place: Place, decisions: Decisions, choice: Choice): Generated {
    let first: Generated | undefined
    for (const branch of this.#inOrder(choice, place)) {
      const made = this.make(parts, place, new Map(decisions).set(choice.key, branch))
      if (made.isValid && this.#matches(choice.whole, made.value)) return made
      if (made.value !== undefined) first ??= { ...made, isValid: false }
      if (this.isExhausted || ++this.#rejected > MAX_REJECTED) break
    }
    return first ?? NOTHING
  }

  /** The branches that say most first: not null, not within themselves. */
  #inOrder({ branches }: Choice, { within }: Place): number[] {
    const { schemas } = this.#options
    const rank = branches.map(branch => {
      const { types, components } = flatten([branch], UNDECIDED, schemas)
      if (types?.length === 1 && types[0] === 'null') return 2
      return [...components].some(component => within.has(component)) ? 1 : 0
    })
    return [...branches.keys()].sort((one, other) => (rank[one] ?? 0) - (rank[other] ?? 0))
  }

  /** A value that the schema names: a constant, an example, a default, one of an enum. */
  #fixed(flat: FlatSchema): Generated | undefined {
    const named = [...flat.samples, ...(flat.values ?? [])]
    if (named.length === 0) return undefined
    const value = named.find(
      sample => (sample !== null || flat.samples.length === 0 || flat.values?.length === 1) && this.#fits(flat, sample),
    )
    if (value === undefined) return flat.values ? { value: flat.values[0], isValid: false } : undefined
    return { value, isValid: true }
  }

  /** Whether a named value matches everything in a flat schema. */
  #fits(flat: FlatSchema, value: unknown): boolean {
    if (flat.values && !flat.values.some(other => isEqual(other, value))) return false
    return (
      flat.sources.every(source => this.#matches(source, value)) && !flat.nots.some(not => this.#matches(not, value))
    )
  }

  #makeNew(flat: FlatSchema, place: Place): Generated {
    let first: Generated | undefined
    for (const type of typesOf(flat)) {
      const made = this.#ofType(type, flat, place)
      if (made.isValid) return made
      if (made.value !== undefined) first ??= made
    }
    return first ?? NOTHING
  }

  #ofType(type: Type, flat: FlatSchema, place: Place): Generated {
    this.#values++
    const seed = `${this.#options.seed} ${place.path}`
    switch (type) {
      case 'null':
        return valid(null)
      case 'boolean':
        return valid(!/^(is_?)?(deleted|disabled|archived|hidden|test)/i.test(place.name))
      case 'integer':
      case 'number':
        return fromMaybe(makeNumber(flat, type === 'integer', place.name, seed))
      case 'string':
        return this.#makeText(flat, place, seed)
      case 'array':
        return this.#makeArray(flat, place)
      case 'object':
        return this.#makeObject(flat, place)
    }
  }

  #makeText(flat: FlatSchema, { name, index }: Place, seed: string): Generated {
    const text = makeText(flat, name, seed, index)
    // A long text takes as long as many short values.
    this.#attempts += Math.floor((text?.length ?? 0) / CHARACTERS_PER_ATTEMPT)
    if (text !== undefined) return valid(text)
    // Clients expect text, so there is a body, and a warning in the log.
    return { value: makeText(ANY_TEXT, name, seed, index), isValid: false }
  }

  #makeArray(flat: FlatSchema, place: Place): Generated {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = flat.bounds
    const needed = flat.contains.flatMap(({ schema, min }) =>
      Array.from({ length: Math.min(min, MAX_ITEMS) }, () => schema),
    )
    const wanted = this.#isSparse(place) || this.#isWithin(flat.items, place) ? 0 : place.depth < 2 ? 2 : 1
    const least = Math.max(minItems, needed.length, flat.prefixItems.length)
    const count = Math.min(Math.max(least, wanted), maxItems, MAX_ITEMS)
    const items: unknown[] = []
    let isValid = least <= Math.min(maxItems, MAX_ITEMS)
    for (let index = 0; index < count; index++) {
      const contained = needed[index - flat.prefixItems.length]
      const parts = [...(flat.prefixItems[index] ?? flat.items), ...(contained === undefined ? [] : [contained])]
      const item = this.#makeItem(parts.length > 0 ? parts : [{ type: 'string' }], flat, place, index, items)
      // A list may be shorter than it should be for readers.
      if (!item.isValid && items.length >= least) break
      isValid &&= item.isValid
      items.push(item.value ?? null)
    }
    return { value: items, isValid }
  }

  /** An item that is different from those before it, if the schema says so. */
  #makeItem(
    parts: readonly SchemaOrBoolean[],
    flat: FlatSchema,
    place: Place,
    index: number,
    before: readonly unknown[],
  ): Generated {
    const tries = flat.isUnique ? before.length + 5 : 1
    for (let attempt = 0; attempt < tries; attempt++) {
      const path = attempt === 0 ? `${place.path}/${index}` : `${place.path}/${index} ${attempt}`
      const item = this.make(parts, this.#below(place, parts, path, singular(place.name), index + attempt))
      if (!flat.isUnique || !before.some(other => isEqual(other, item.value))) return item
      const others = this.#others(parts, before)
      if (others !== undefined) return valid(others)
    }
    return NOTHING
  }

  /** Another value of an enum or of a boolean. */
  #others(parts: readonly SchemaOrBoolean[], before: readonly unknown[]): unknown {
    const { values, types } = flatten(parts, UNDECIDED, this.#options.schemas)
    const all = values ?? (types?.includes('boolean') ? [true, false] : [])
    return all.find(
      value => !before.some(other => isEqual(other, value)) && parts.every(part => this.#matches(part, value)),
    )
  }

  #makeObject(flat: FlatSchema, place: Place): Generated {
    const value: Record<string, unknown> = {}
    let isValid = true
    const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = flat.bounds
    const required = [...requiredOf(flat)].filter(name => !this.#isHidden(flat, name))
    for (const name of required) {
      const made = this.#makeProperty(flat, place, name)
      isValid &&= made.isValid && this.#isAllowed(flat, name)
      set(value, name, made.value ?? null)
    }
    const optional = [...flat.properties.keys()].filter(name => !flat.required.has(name) && !Object.hasOwn(value, name))
    const isSparse = this.#isSparse(place)
    for (const name of optional) {
      const count = Object.keys(value).length
      if (count >= maxProperties || (isSparse && count >= minProperties)) break
      if (this.#isHidden(flat, name) || !this.#isAllowed(flat, name) || !this.#isWorth(flat, place, name)) continue
      const dependent = flat.dependentRequired.get(name) ?? []
      if (!dependent.every(other => Object.hasOwn(value, other) || optional.includes(other))) continue
      const made = this.#makeProperty(flat, place, name)
      if (made.isValid) set(value, name, made.value)
    }
    for (const [name, needed] of flat.dependentRequired)
      if (Object.hasOwn(value, name) && !needed.every(other => Object.hasOwn(value, other)) && !flat.required.has(name))
        delete value[name]
    this.#addOthers(flat, place, value, minProperties, isSparse)
    const count = Object.keys(value).length
    return { value: inOrder(flat, value), isValid: isValid && count >= minProperties && count <= maxProperties }
  }

  #makeProperty(flat: FlatSchema, place: Place, name: string): Generated {
    const parts = this.#schemasOf(flat, name)
    const named = flat.named.get(name)
    if (named !== undefined && parts.every(part => this.#matches(part, named))) return valid(named)
    return this.make(parts, this.#below(place, parts, `${place.path}/${name}`, name, place.index))
  }

  /** All schemas that apply to a property. */
  #schemasOf(flat: FlatSchema, name: string): readonly SchemaOrBoolean[] {
    const own = flat.properties.get(name) ?? []
    const byPattern = [...flat.patternProperties].flatMap(([pattern, parts]) =>
      patternOf(pattern)?.test(name) ? parts : [],
    )
    const others = flat.others.flatMap(other => (isKnown(flat, other, name) ? [] : [other.schema]))
    return [...own, ...byPattern, ...others]
  }

  /** Properties that the schema does not name: some to fill it up, one to show what a map holds. */
  #addOthers(flat: FlatSchema, place: Place, value: Record<string, unknown>, least: number, isSparse: boolean): void {
    const isMap =
      flat.properties.size === 0 &&
      (flat.patternProperties.size > 0 || flat.others.some(({ schema }) => typeof schema === 'object'))
    const wanted = Math.min(
      Math.max(least, isMap && !isSparse ? 1 : 0),
      flat.bounds.maxProperties ?? MAX_ITEMS,
      MAX_ITEMS,
    )
    for (let attempt = 0; Object.keys(value).length < wanted && attempt < wanted + 10; attempt++) {
      const name = this.#nameOfOther(flat, place, attempt)
      if (Object.hasOwn(value, name) || !this.#isAllowed(flat, name)) continue
      const made = this.#makeProperty(flat, place, name)
      if (made.isValid) set(value, name, made.value)
    }
  }

  #nameOfOther(flat: FlatSchema, place: Place, attempt: number): string {
    const seed = `${this.#options.seed} ${place.path} ${attempt}`
    for (const pattern of flat.patternProperties.keys()) {
      const parsed = parsePattern(pattern)
      const text = parsed && textOf(parsed, chooserOf(seed), 2 + attempt)
      if (text !== undefined && patternOf(pattern)?.test(text)) return text
    }
    if (flat.propertyNames.length > 0) {
      const { value } = this.make([{ type: 'string' }, ...flat.propertyNames], {
        ...place,
        name: 'key',
        path: seed,
        index: attempt,
      })
      if (typeof value === 'string') return value
    }
    return attempt === 0 ? 'key' : `key${attempt + 1}`
  }

  /** Whether a property may be there at all. */
  #isAllowed(flat: FlatSchema, name: string): boolean {
    return (
      flat.others.every(other => other.schema !== false || isKnown(flat, other, name)) &&
      flat.propertyNames.every(schema => this.#matches(schema, name))
    )
  }

  #isHidden(flat: FlatSchema, name: string): boolean {
    const { direction, schemas } = this.#options
    const { isReadOnly, isWriteOnly } = flatten(flat.properties.get(name) ?? [], UNDECIDED, schemas)
    return direction === 'request' ? isReadOnly : isWriteOnly
  }

  /** Whether an optional property is shown: not if it is the component that it is in, at any depth. */
  #isWorth(flat: FlatSchema, place: Place, name: string): boolean {
    return !this.#isWithin(flat.properties.get(name) ?? [], place, flat.components)
  }

  #isWithin(parts: readonly SchemaOrBoolean[], { within }: Place, own?: ReadonlySet<string>): boolean {
    const { components } = flatten(parts, UNDECIDED, this.#options.schemas)
    return [...components].some(component => within.has(component) || own?.has(component))
  }

  #isSparse({ depth }: Place): boolean {
    return this.#options.isMinimal === true || depth >= MAX_DEPTH || this.#values > MAX_VALUES
  }

  #below(place: Place, parts: readonly SchemaOrBoolean[], path: string, name: string, index: number): Place {
    const { components } = flatten(parts, UNDECIDED, this.#options.schemas)
    const within = components.size === 0 ? place.within : new Set([...place.within, ...components])
    return { path, name, index, depth: place.depth + 1, within }
  }

  #matches(schema: SchemaOrBoolean, value: unknown): boolean {
    return matches(schema, value, this.#options)
  }
}

const valid = (value: unknown): Generated => ({ value, isValid: true })
const fromMaybe = (value: unknown): Generated => (value === undefined ? NOTHING : valid(value))

/** The types to try, null last; if the schema names none, those that its keywords are for. */
function typesOf(flat: FlatSchema): readonly Type[] {
  if (flat.types) return [...flat.types.filter(type => type !== 'null'), ...flat.types.filter(type => type === 'null')]
  const { bounds } = flat
  if (
    flat.properties.size > 0 ||
    flat.required.size > 0 ||
    flat.others.length > 0 ||
    flat.patternProperties.size > 0 ||
    bounds.minProperties !== undefined
  )
    return ['object']
  if (flat.items.length > 0 || flat.prefixItems.length > 0 || flat.contains.length > 0 || bounds.minItems !== undefined)
    return ['array']
  if (
    bounds.minimum !== undefined ||
    bounds.maximum !== undefined ||
    bounds.exclusiveMinimum !== undefined ||
    flat.multipleOf.length > 0
  )
    return ['number']
  return ['string', 'object', 'number', 'boolean', 'array', 'null']
}

/** The required properties, and those that they require. */
function requiredOf({ required, dependentRequired }: FlatSchema): ReadonlySet<string> {
  const all = new Set(required)
  // A set also visits what is added on the way.
  for (const name of all) for (const other of dependentRequired.get(name) ?? []) all.add(other)
  return all
}

function isKnown(flat: FlatSchema, { known, patterns }: FlatSchema['others'][number], name: string): boolean {
  if (known === ALL) return flat.properties.has(name)
  return known.has(name) || patterns.some(pattern => patternOf(pattern)?.test(name))
}

/** Sets an own property, also one with the name `__proto__`. */
function set(value: Record<string, unknown>, name: string, item: unknown): void {
  Object.defineProperty(value, name, { value: item, enumerable: true, writable: true, configurable: true })
}

/** The properties in the order of the schema. */
export function inOrder({ properties }: FlatSchema, value: JsonObject): Record<string, unknown> {
  const ordered: Record<string, unknown> = {}
  for (const name of [...properties.keys(), ...Object.keys(value)])
    if (Object.hasOwn(value, name) && !Object.hasOwn(ordered, name)) set(ordered, name, value[name])
  return ordered
}

/** `addresses` becomes `address`, `tags` becomes `tag`. */
const singular = (name: string) => name.replace(/(?<=ss|x|ch|sh)es$|(?<=[^s])s$/, '')
