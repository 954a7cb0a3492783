import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject, isString, strings } from '../../../openapi/contract/json.ts'
import { escapeKey, pointerKeys, valueAt } from '../../../openapi/contract/pointer.ts'
import { referredName } from '../../../openapi/contract/ref.ts'
import { patternOf } from '../patterns/pattern.ts'
import { COMPONENT, COMPONENT_OF_CHOICE } from './components.ts'
import { type Discriminated, discriminated } from './discriminator.ts'
import { type Direction, hiddenProperties } from './hidden.ts'
import { matches } from './matches.ts'

/** A mistake in a schema, which costs the check of a keyword or of the whole schema, or an example that breaks its schema. */
export interface SchemaFault {
  readonly kind: 'pattern' | 'format' | 'enum' | 'default' | 'reference' | 'schema' | 'example' | 'no-value'
  /** JSON pointer in the contract, or below the schema that was checked. */
  readonly pointer: string
  readonly message: string
}

export interface PrepareOptions {
  readonly schemas: Readonly<Record<string, JsonSchema>>
  readonly direction: Direction
  /** Where the schema is in the contract; empty if it is not known. */
  readonly pointer: string
  readonly knowsFormat: (format: string) => boolean
  readonly report: (fault: SchemaFault) => void
}

/** References are replaced by their targets if the schema has at most this many parts then. */
const MAX_PARTS = 500
/** In a large schema, how many references are replaced for `unevaluatedProperties` and `unevaluatedItems`. */
const MAX_SEEN = 500
/** Texts of up to this length are checked against any pattern that is checked at all. */
const USUAL_LENGTH = 300

/** Keywords that check nothing, or that a validator would take for something else. */
const IGNORED = new Set([
  '$async',
  '$comment',
  '$schema',
  'deprecated',
  'description',
  'discriminator',
  'example',
  'examples',
  'externalDocs',
  'id',
  'nullable',
  'readOnly',
  'title',
  'writeOnly',
  'xml',
])
const DATA = new Set(['const', 'default', 'enum', 'required', 'dependentRequired'])
const MAPS = new Set(['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties'])
/** Keywords whose schemas may be the wrong ones for a valid value. */
const CHOICES = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains', 'propertyNames'])
/** Keywords whose schemas apply to the same value. */
const IN_PLACE = new Set(['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'not', 'dependentSchemas'])

/**
 * A schema as a validator takes it. References to components are replaced by what they refer to: validators copy all
 * earlier errors at each reference, which takes minutes for a list of 100,000 invalid items. Recursive ones, and those of
 * a schema that would become large, are compiled when a value needs them.
 */
export function prepare(schema: JsonSchema, options: PrepareOptions): JsonSchema {
  return new Preparation(schema, options).schema(schema, { ...ROOT, pointer: options.pointer }) as JsonSchema
}

interface Place {
  readonly pointer: string
  /** The components that the schema is in. */
  readonly within: readonly string[]
  /** Properties that are not in this direction, so nobody requires them. */
  readonly hidden: ReadonlySet<string>
  readonly isChoice: boolean
  /** Whether `unevaluatedProperties` or `unevaluatedItems` needs to see what the schema evaluates. */
  readonly isSeen: boolean
}

const NONE: ReadonlySet<string> = new Set()
const ROOT: Place = { pointer: '', within: [], hidden: NONE, isChoice: false, isSeen: false }

class Preparation {
  readonly #options: PrepareOptions
  readonly #isLarge: boolean
  #seen = 0

  constructor(schema: JsonSchema, options: PrepareOptions) {
    this.#options = options
    this.#isLarge = countParts(schema, options.schemas) > MAX_PARTS
  }

  schema(value: unknown, place: Place): unknown {
    if (!isObject(value)) return typeof value === 'boolean' ? value : this.#notASchema(place)
    const hidden = hiddenProperties(value, this.#options)
    const here = {
      ...place,
      hidden: hidden.size === 0 ? place.hidden : new Set([...place.hidden, ...hidden]),
      isSeen: place.isSeen || 'unevaluatedProperties' in value || 'unevaluatedItems' in value,
    }
    const { $ref, ...rest } = value
    const name = isString($ref) ? /^#\/components\/schemas\/([^/]+)$/.exec($ref)?.[1] : undefined
    if (name === undefined && isString($ref) && $ref.startsWith('#/components/schemas/'))
      return this.#referringInto($ref, rest, here)
    if (name === undefined) return this.#keywords(value, here)
    return this.#referring(decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'), rest, here)
  }

  /** A reference to a part of a component. */
  #referringInto($ref: string, rest: JsonSchema, place: Place): unknown {
    const { schemas, report } = this.#options
    const own = this.#keywords(rest, place)
    const target = valueAt({ components: { schemas } }, pointerKeys($ref))
    if (target === undefined || place.within.includes($ref)) {
      const message = `The reference ${$ref} leads nowhere or into itself, so it is not checked.`
      report({ kind: 'reference', pointer: place.pointer, message })
      return own
    }
    const inlined = this.schema(target, { ...place, pointer: $ref, within: [...place.within, $ref] })
    return Object.keys(own).length === 0
      ? inlined
      : { ...own, allOf: [inlined, ...(Array.isArray(own.allOf) ? own.allOf : [])] }
  }

  #referring(name: string, rest: JsonSchema, place: Place): unknown {
    const { schemas, report } = this.#options
    const own = this.#keywords(rest, place)
    if (!Object.hasOwn(schemas, name)) {
      const message = `The reference to the schema ${name} leads nowhere, so it is not checked.`
      report({ kind: 'reference', pointer: place.pointer, message })
      return own
    }
    const target = schemas[name]
    if (place.within.includes(name) || (this.#isLarge && !(place.isSeen && ++this.#seen < MAX_SEEN))) {
      const defaulted = isObject(target) && 'default' in target ? { default: target.default } : {}
      return { ...defaulted, ...own, [place.isChoice ? COMPONENT_OF_CHOICE : COMPONENT]: name }
    }
    const pointer = `#/components/schemas/${escapeKey(name)}`
    const inlined = this.schema(target, { ...place, pointer, within: [...place.within, name] })
    if (Object.keys(own).length === 0) return inlined
    return { ...own, allOf: [...(Array.isArray(own.allOf) ? own.allOf : []), inlined] }
  }

  #keywords(schema: JsonSchema, place: Place): JsonSchema {
    const prepared: Record<string, unknown> = {}
    const alternatives = discriminated(schema)
    for (const [keyword, value] of Object.entries(forAjv(schema))) {
      if (IGNORED.has(keyword) || keyword.startsWith('x-') || keyword === alternatives?.keyword) continue
      const inner = this.#keyword(keyword, value, schema, {
        ...place,
        pointer: `${place.pointer}/${escapeKey(keyword)}`,
      })
      if (inner !== undefined) prepared[keyword] = inner
    }
    if (!alternatives) return prepared
    const { allOf } = prepared
    return { ...prepared, allOf: [...(Array.isArray(allOf) ? allOf : []), ...this.#alternatives(alternatives, place)] }
  }

  /** The alternative that the discriminator names. If it names none, all of them count, as without a discriminator. */
  #alternatives({ keyword, property, branches }: Discriminated, place: Place): JsonSchema[] {
    const { schemas } = this.#options
    const isNamed = (names: readonly string[]) => ({
      type: 'object',
      required: [property],
      properties: { [property]: { enum: names } },
    })
    const known = branches.filter(({ component }) => Object.hasOwn(schemas, component))
    const pointer = `${place.pointer}/${keyword}`
    return [
      ...branches.map(({ schema, names }, index) => ({
        if: { not: isNamed(names) },
        else: this.schema(schema, { ...place, pointer: `${pointer}/${index}` }),
      })),
      {
        if: isNamed(branches.flatMap(({ names }) => names)),
        else: { [keyword]: known.map(({ component }) => ({ [COMPONENT_OF_CHOICE]: component })) },
      },
    ]
  }

  #keyword(keyword: string, value: unknown, schema: JsonSchema, place: Place): unknown {
    const isChoice = place.isChoice || CHOICES.has(keyword)
    const below = IN_PLACE.has(keyword) ? { ...place, isChoice } : { ...place, isChoice, hidden: NONE, isSeen: false }
    if (MAPS.has(keyword)) return this.#map(keyword, value, below)
    if (DATA.has(keyword)) return this.#data(keyword, value, schema, place)
    if (keyword === 'pattern' && isString(value)) return this.#isPattern(value, place) ? value : undefined
    if (keyword === 'format' && isString(value)) return this.#isFormat(value, place) ? value : undefined
    if (Array.isArray(value)) {
      return value.map((item, index) =>
        typeof item === 'object' || typeof item === 'boolean'
          ? this.schema(item, { ...below, pointer: `${below.pointer}/${index}` })
          : item,
      )
    }
    return isObject(value) ? this.schema(value, below) : value
  }

  #map(keyword: string, value: unknown, place: Place): unknown {
    if (!isObject(value)) return undefined
    const map: Record<string, unknown> = {}
    for (const [name, schema] of Object.entries(value)) {
      const below = { ...place, pointer: `${place.pointer}/${escapeKey(name)}` }
      if (keyword === 'patternProperties' && !this.#isPattern(name, below)) continue
      const prepared = this.schema(schema, below)
      // A property with the name `__proto__` is a property.
      Object.defineProperty(map, name, { value: prepared, enumerable: true, writable: true, configurable: true })
    }
    return map
  }

  #data(keyword: string, value: unknown, schema: JsonSchema, place: Place): unknown {
    const { report } = this.#options
    if (keyword === 'required') return strings(value).filter(name => !place.hidden.has(name))
    if (keyword === 'enum' && !(Array.isArray(value) && value.length > 0)) {
      report({ kind: 'enum', pointer: place.pointer, message: 'This enum has no values, so it is not checked.' })
      return undefined
    }
    // Only requests get defaults.
    if (keyword === 'default' && this.#options.direction === 'response') return undefined
    if (keyword === 'default' && !matches(schema, value, this.#options)) {
      const message = 'This default breaks its own schema, so it is not filled in.'
      report({ kind: 'default', pointer: place.pointer, message })
      return undefined
    }
    return value
  }

  #isPattern(source: string, { pointer }: Place): boolean {
    const pattern = patternOf(source)
    if (!pattern) {
      const message = `${JSON.stringify(source)} is not a regular expression, so it is not checked.`
      this.#options.report({ kind: 'pattern', pointer, message })
    } else if (pattern.checked < USUAL_LENGTH) {
      const message = `Testing ${JSON.stringify(source)} can take exponential time, so text of more than ${pattern.checked} characters is not checked.`
      this.#options.report({ kind: 'pattern', pointer, message })
    }
    return pattern !== undefined
  }

  #isFormat(format: string, { pointer }: Place): boolean {
    if (this.#options.knowsFormat(format)) return true
    this.#options.report({
      kind: 'format',
      pointer,
      message: `The format ${format} is not known, so it is not checked.`,
    })
    return false
  }

  #notASchema({ pointer }: Place): true {
    this.#options.report({ kind: 'schema', pointer, message: 'This is not a schema, so it is not checked.' })
    return true
  }
}

/** How many schemas and lists there are with all references replaced. Stops counting when there are too many. */
function countParts(schema: JsonSchema, schemas: PrepareOptions['schemas']): number {
  let count = 0
  visit(schema, [])
  return count

  function visit(value: unknown, within: readonly string[]): void {
    if (typeof value !== 'object' || value === null || ++count > MAX_PARTS) return
    const name = referredName(value)
    if (name !== undefined && Object.hasOwn(schemas, name) && !within.includes(name))
      visit(schemas[name], [...within, name])
    for (const inner of Object.values(value)) visit(inner, within)
  }
}

/** A schema that says the same in words that Ajv understands. */
function forAjv(schema: JsonSchema): JsonSchema {
  const { type, nullable, properties } = schema
  const changed: Record<string, unknown> = { ...schema }
  const types = [type].flat()
  // `nullable` of OpenAPI 3.0 is a type. Without a type it says nothing.
  if (nullable === true && type !== undefined && !types.includes('null')) changed.type = [...types, 'null']
  // Ajv skips a property with this name, but not a pattern.
  const named = Object.entries(isObject(properties) ? properties : {}).find(([name]) => name === '__proto__')
  if (named) changed.patternProperties = { ...(schema.patternProperties as object), '^__proto__$': named[1] }
  return changed
}
