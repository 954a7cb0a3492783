import type { Content } from '../../../openapi/contract/contract.ts'
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

/**
 * The example of a content: the one with the name, or otherwise `default` or the first. Each is prepared once: it is
 * repaired if it breaks its schema.
 * @param name undefined for any
 * @param warn called with an example that breaks its schema, each time that it is met
 * @returns undefined if there is none that is valid
 */
export function exampleOf(
  { examples = {}, schema }: Content,
  name: string | undefined,
  options: GenerateOptions,
  warn: (name: string, fault: 'repaired' | 'invalid') => void,
): PreparedExample | undefined {
  const known = preparedOf(examples)
  for (const candidate of namesOf(examples, name)) {
    let example = known.get(candidate)
    if (!example) {
      example = prepare(examples[candidate], schema, options)
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

function prepare(value: unknown, schema: Content['schema'], options: GenerateOptions): PreparedExample {
  if (!schema || matches(schema, value, options)) return { value }
  const repaired = repair(schema, value, options)
  return repaired === undefined ? { value, fault: 'invalid' } : { value: repaired, fault: 'repaired' }
}
