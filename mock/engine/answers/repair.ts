import { isObject, type JsonObject } from '../../../openapi/contract/json.ts'
import { matches } from '../validation/matches.ts'
import { type Choice, type Decisions, type FlatSchema, flatten, type SchemaOrBoolean } from './flat-schema.ts'
import { type GenerateOptions, generate } from './generate.ts'

/** Examples nested deeper are not repaired. */
const MAX_DEPTH = 20
/** How many parts of an example are looked at. Choices in choices have exponentially many combinations. */
const MAX_PARTS = 300
/** How many values are made at most. */
const MAX_MADE = 100

type Parts = readonly SchemaOrBoolean[]

/**
 * A valid value that keeps as much as possible of an example that breaks its schema: members that are right stay, those
 * that are wrong or missing are made.
 * @returns undefined if it cannot be repaired
 */
export function repair(schema: SchemaOrBoolean, example: unknown, options: GenerateOptions): unknown {
  const simple = misplaced(schema, example).find(value => matches(schema, value, options))
  if (simple !== undefined) return simple
  const repaired = new Repair(options).part([schema], example, 0)
  return repaired !== undefined && matches(schema, repaired, options) ? repaired : undefined
}

/** What authors write by mistake: the example as text, under `value`, as the only item of a list, or the reverse. */
function misplaced(schema: SchemaOrBoolean, example: unknown): unknown[] {
  const values: unknown[] = []
  if (typeof example === 'string') values.push(parsed(example))
  if (isObject(example)) {
    if ('value' in example) values.push(example.value)
    for (const member of Object.values(example)) if (isObject(member) && 'value' in member) values.push(member.value)
  }
  if (isObject(schema)) values.push([example])
  if (Array.isArray(example) && example.length === 1) values.push(example[0])
  return values
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

class Repair {
  readonly #options: GenerateOptions
  #parts = 0
  #made = 0

  constructor(options: GenerateOptions) {
    this.#options = options
  }

  /**
   * @param parts schemas that all apply
   * @param decisions the branches of their choices that apply
   * @returns undefined if it cannot be repaired
   */
  part(parts: Parts, example: unknown, depth: number, decisions: Decisions = new Map()): unknown {
    if (++this.#parts > MAX_PARTS) return undefined
    if (example !== undefined && this.#isValid(parts, example)) return example
    if (depth > MAX_DEPTH || example === undefined) return this.#make(parts)
    const flat = flatten(parts, decisions, this.#options.schemas)
    const [choice] = flat.choices
    if (choice) return this.#choose(parts, example, depth, decisions, choice)
    if (isObject(example) && (flat.types?.includes('object') ?? flat.properties.size > 0))
      return this.#object(flat, example, depth)
    if (Array.isArray(example) && flat.types?.includes('array'))
      return example.map(item => (flat.items.length > 0 ? this.part(flat.items, item, depth + 1) : item))
    return converted(example).find(value => this.#isValid(parts, value)) ?? this.#make(parts)
  }

  /** The first branch with which the example can be repaired. */
  #choose(parts: Parts, example: unknown, depth: number, decisions: Decisions, { key, branches }: Choice): unknown {
    for (const branch of branches.keys()) {
      const repaired = this.part(parts, example, depth + 1, new Map(decisions).set(key, branch))
      if (repaired !== undefined && this.#isValid(parts, repaired)) return repaired
      if (this.#parts > MAX_PARTS) return undefined
    }
    return this.#make(parts)
  }

  #object({ properties, others, required }: FlatSchema, example: JsonObject, depth: number): unknown {
    const value: Record<string, unknown> = {}
    for (const [name, member] of Object.entries(example)) {
      const own = properties.get(name)
      if (own) value[name] = this.part(own, member, depth + 1)
      else if (others.every(({ schema }) => this.#isValid([schema], member))) value[name] = member
    }
    for (const name of required)
      if (!Object.hasOwn(value, name)) value[name] = this.part(properties.get(name) ?? [true], undefined, depth + 1)
    return value
  }

  /** A new value. One that was made for nothing costs as much as one that is used, so there are not many. */
  #make(parts: Parts): unknown {
    if (++this.#made > MAX_MADE) return undefined
    const [only] = parts
    return generate(parts.length === 1 && only !== undefined ? only : { allOf: parts }, this.#options).value
  }

  #isValid(parts: Parts, value: unknown): boolean {
    return parts.every(part => matches(part, value, this.#options))
  }
}

/** A number that is written as text, and the reverse. */
function converted(value: unknown): unknown[] {
  if (typeof value === 'string') return [parsed(value), value.trim(), value.toLowerCase(), value.toUpperCase()]
  return value === null || typeof value === 'object' ? [] : [String(value)]
}
