import { isObject } from '../../../openapi/contract/json.ts'
import { matches } from '../validation/matches.ts'
import { flatten, isSchema, type SchemaOrBoolean } from './flat-schema.ts'
import { type GenerateOptions, generate } from './generate.ts'

/** Examples nested deeper are not repaired. */
const MAX_DEPTH = 20
/** How many parts of an example are looked at. Choices in choices have exponentially many combinations. */
const MAX_PARTS = 300

interface Budget {
  left: number
}

/**
 * A valid value that keeps as much as possible of an example that breaks its schema: members that are right stay, those
 * that are wrong or missing are made.
 * @returns undefined if it cannot be repaired
 */
export function repair(schema: SchemaOrBoolean, example: unknown, options: GenerateOptions): unknown {
  const simple = misplaced(schema, example).find(value => matches(schema, value, options))
  if (simple !== undefined) return simple
  const repaired = repairPart([schema], example, options, 0, { left: MAX_PARTS })
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

function repairPart(
  parts: readonly SchemaOrBoolean[],
  example: unknown,
  options: GenerateOptions,
  depth: number,
  budget: Budget,
): unknown {
  if (--budget.left < 0) return undefined
  if (example !== undefined && parts.every(part => matches(part, example, options))) return example
  const made = () => generate(parts.length === 1 && parts[0] !== undefined ? parts[0] : { allOf: parts }, options).value
  if (depth > MAX_DEPTH || example === undefined) return made()
  const { choices, ...flat } = flatten(parts, new Map(), options.schemas)
  const [choice] = choices
  if (choice) {
    const branches = choice.branches.filter(isSchema)
    const whole = (value: unknown) => value !== undefined && parts.every(part => matches(part, value, options))
    for (const branch of branches) {
      const repaired = repairPart(
        [...parts.map(part => without(part, choice.key)), branch],
        example,
        options,
        depth + 1,
        budget,
      )
      if (whole(repaired)) return repaired
    }
    return made()
  }
  if (isObject(example) && (flat.types?.includes('object') ?? flat.properties.size > 0)) {
    const value: Record<string, unknown> = {}
    for (const [name, member] of Object.entries(example)) {
      const own = flat.properties.get(name)
      if (own) value[name] = repairPart(own, member, options, depth + 1, budget)
      else if (
        flat.others.every(({ schema }) => schema === true || (schema !== false && matches(schema, member, options)))
      )
        value[name] = member
    }
    for (const name of flat.required)
      if (!Object.hasOwn(value, name))
        value[name] = repairPart(flat.properties.get(name) ?? [true], undefined, options, depth + 1, budget)
    return value
  }
  if (Array.isArray(example) && flat.types?.includes('array'))
    return example.map(item =>
      flat.items.length > 0 ? repairPart(flat.items, item, options, depth + 1, budget) : item,
    )
  return converted(example).find(value => parts.every(part => matches(part, value, options))) ?? made()
}

/** The part without a choice whose branch is applied instead. */
function without(part: SchemaOrBoolean, key: object): SchemaOrBoolean {
  if (!isObject(part)) return part
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== key))
}

/** A number that is written as text, and the reverse. */
function converted(value: unknown): unknown[] {
  if (typeof value === 'string') return [parsed(value), value.trim(), value.toLowerCase(), value.toUpperCase()]
  return value === null || typeof value === 'object' ? [] : [String(value)]
}
