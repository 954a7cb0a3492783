import type { Content } from '../../../openapi/contract/contract.ts'
import { isObject, isString } from '../../../openapi/contract/json.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { matches } from '../validation/matches.ts'
import type { GenerateOptions } from './generate.ts'
import { repair } from './repair.ts'

/** An example of the document that can be answered. */
export interface PreparedExample {
  readonly value: unknown
  /** What was wrong with it, for a warning. */
  readonly fault?: 'repaired' | 'invalid'
}

/** Looks up a reference in the document: `#/components/examples/pet`. */
export type Lookup = (ref: string) => unknown

const MAX_DEPTH = 50
const MAX_VALUES = 100_000

/**
 * The example of a content: the one with the name, or otherwise `default` or the first. Each is prepared once: its `$ref`s
 * are resolved, and it is repaired if it breaks its schema.
 * @param name undefined for any
 * @param warn called with an example that breaks its schema, each time that it is met
 * @returns undefined if there is none that is valid
 */
export function exampleOf(
  { examples = {}, schema }: Content,
  name: string | undefined,
  options: GenerateOptions,
  lookup: Lookup,
  warn: (name: string, fault: 'repaired' | 'invalid') => void,
): PreparedExample | undefined {
  const known = preparedOf(examples)
  for (const candidate of namesOf(examples, name)) {
    let example = known.get(candidate)
    if (!example) {
      example = prepare(examples[candidate], schema, options, lookup)
      known.set(candidate, example)
    }
    if (example.fault) warn(candidate, example.fault)
    if (example.fault !== 'invalid') return example
  }
  return undefined
}

const preparedOf = perObject((_examples: object) => new Map<string, PreparedExample>())

function namesOf(examples: object, name: string | undefined): string[] {
  const names = Object.keys(examples)
  if (name !== undefined) return names.filter(other => other === name)
  return [...names.filter(other => other === 'default'), ...names.filter(other => other !== 'default')]
}

function prepare(
  example: unknown,
  schema: Content['schema'],
  options: GenerateOptions,
  lookup: Lookup,
): PreparedExample {
  const value = resolveExample(example, lookup)
  if (!schema || matches(schema, value, options)) return { value }
  const repaired = repair(schema, value, options)
  return repaired === undefined ? { value, fault: 'invalid' } : { value: repaired, fault: 'repaired' }
}

/** An example with the `$ref`s in it replaced. Those that lead nowhere, or into themselves, stay. */
export function resolveExample(example: unknown, lookup: Lookup): unknown {
  let count = 0
  return resolve(example, [])

  function resolve(value: unknown, within: readonly string[]): unknown {
    if (++count > MAX_VALUES || within.length > MAX_DEPTH) return value
    if (Array.isArray(value)) return value.map(item => resolve(item, within))
    if (!isObject(value)) return value
    const { $ref } = value
    if (isString($ref) && !within.includes($ref)) {
      const target = lookup($ref)
      if (target !== undefined) return resolve(exampleIn(target), [...within, $ref])
    }
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolve(member, within)]))
  }
}

/** References lead to an Example Object, to a schema that has an example, or to the value itself. */
function exampleIn(target: unknown): unknown {
  if (!isObject(target)) return target
  const isSchema = ['type', 'properties', 'allOf', 'oneOf', '$ref'].some(keyword => keyword in target)
  if (isSchema && 'example' in target) return target.example
  if (isSchema && Array.isArray(target.examples)) return target.examples[0]
  const names = Object.keys(target)
  const isExample = names.includes('value') && names.every(name => /^(summary|description|value|x-.*)$/.test(name))
  return isExample ? target.value : target
}
