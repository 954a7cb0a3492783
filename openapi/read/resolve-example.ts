/** The values of examples, which may use other examples and schemas by reference. */
import { isObject, isString } from '../contract/json.ts'
import { withItems, withMembers } from './document/normalize/walk.ts'

const MAX_DEPTH = 50
const MAX_VALUES = 100_000

/**
 * An example with the `$ref`s in it replaced. Those that lead nowhere, or into themselves, stay.
 * @param lookUp what a `$ref` leads to
 */
export function resolveExample(example: unknown, lookUp: ($ref: string) => unknown): unknown {
  let count = 0
  return resolve(example, [])

  function resolve(value: unknown, within: readonly string[]): unknown {
    if (++count > MAX_VALUES || within.length > MAX_DEPTH) return value
    if (Array.isArray(value)) return withItems(value, item => resolve(item, within))
    if (!isObject(value)) return value
    const { $ref } = value
    if (isString($ref) && !within.includes($ref)) {
      const target = lookUp($ref)
      if (target !== undefined) return resolve(exampleIn(target), [...within, $ref])
    }
    return withMembers(value, (_, member) => resolve(member, within))
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
