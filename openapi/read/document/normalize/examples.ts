/** Examples of media types, parameters and headers: one map of Example Objects. */
import { isObject, isString, type JsonObject } from '../../../contract/json.ts'
import { isReference } from '../../../contract/ref.ts'
import { map, object, referable } from './combine.ts'
import { type Copy, type Walk, withItems, withMembers } from './walk.ts'

const exampleFields = object('An example', () => ({ value: exampleValue, dataValue: exampleValue }))

/** An Example Object. OpenAPI 3.2 calls its value `dataValue`, or `serializedValue` if it is written as text. */
export const example: Copy = (value, walk) => {
  const result = exampleFields(value, walk)
  if (!isObject(result) || 'value' in result) return result
  const { dataValue, serializedValue, ...others } = result
  if (dataValue !== undefined) return { ...others, value: dataValue }
  return isString(serializedValue) ? { ...others, value: serializedValue } : others
}

const FIELDS = ['value', 'dataValue', 'serializedValue', 'externalValue', 'summary', 'description', '$ref']

/** Some write the value itself instead of an Example Object. */
const exampleOrValue: Copy = (value, walk) => {
  if (isObject(value) && Object.keys(value).some(key => FIELDS.includes(key))) {
    return referable('example', example)(value, walk)
  }
  walk.warn('structure', 'An entry of `examples` must be an object with `value`. It is taken for the value.')
  return { value: exampleValue(value, walk) }
}

/** The examples of a thing by name, `default` if it has only one; undefined if it has none. */
export function examplesOf(value: JsonObject, walk: Walk): unknown {
  const { example: single, examples } = value
  if (examples !== undefined) {
    if (Array.isArray(examples)) {
      const named = examples.map((item, index) => [`example${index + 1}`, { value: item }] as const)
      return Object.fromEntries(named)
    }
    return walk.into('examples', examples, map('`examples`', exampleOrValue))
  }
  return single === undefined ? undefined : { default: { value: walk.into('example', single, exampleValue) } }
}

/**
 * The value of an example. A `$ref` in it becomes one to an Example Object if it leads to something; otherwise it is data.
 */
export const exampleValue: Copy = (value, walk) => (hasReference(value) ? withExampleReferences(value, walk) : value)

/** Few examples have one, and some are most of a document. */
function hasReference(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (isReference(value)) return true
  for (const key in value) if (hasReference(value[key as keyof typeof value])) return true
  return false
}

const withExampleReferences: Copy = (value, walk) => {
  if (Array.isArray(value)) return withItems(value, item => withExampleReferences(item, walk))
  if (!isObject(value)) return value
  if (!isReference(value)) return withMembers(value, (_, inner) => withExampleReferences(inner, walk))
  const $ref = walk.referInData(value.$ref)
  return $ref === undefined ? value : { $ref }
}
