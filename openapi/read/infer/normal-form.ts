/**
 * Whether something already has the form that normalizing gives it, as far as the inference looks at it. The answer may be
 * no for what normalizing would not change, and is never yes for what it would.
 */
import { isObject, isString, type JsonObject } from '../../contract/json.ts'
import { isReference } from '../../contract/ref.ts'
import { isMediaType } from '../document/media-type.ts'
import { isType } from '../document/normalize/checks.ts'

/** A schema without a `$ref`. */
export function isNormalSchema(schema: JsonObject): boolean {
  const { type, properties, items, examples } = schema
  return (
    (type === undefined || (Array.isArray(type) ? type.every(isType) : isType(type))) &&
    (properties === undefined || (isObject(properties) && !isReference(properties))) &&
    !Array.isArray(items) &&
    isNormalList(schema.allOf) &&
    isNormalList(schema.anyOf) &&
    isNormalList(schema.oneOf) &&
    hasNormalValues(schema) &&
    (examples === undefined || (Array.isArray(examples) && schema.example === undefined)) &&
    isNormalBound(schema.minimum, schema.exclusiveMinimum) &&
    isNormalBound(schema.maximum, schema.exclusiveMaximum)
  )
}

const isNormalList = (list: unknown) => list === undefined || (Array.isArray(list) && list.length > 0)

/** A bound may be written as a text, or be excluded by a flag. */
const isNormalBound = (bound: unknown, exclusive: unknown) => !isString(bound) && typeof exclusive !== 'boolean'

/** Values of another type than that of the schema may be taken for it. */
function hasNormalValues({ type, enum: values }: JsonObject): boolean {
  if (values === undefined) return true
  if (!Array.isArray(values)) return false
  return !isString(type) || values.every(value => value === null || isString(value) === (type === 'string'))
}

/**
 * A schema with a `$ref`. What stands beside it counts if it leads to nothing, or if the value may be null.
 * @param target what it leads to
 */
export function isNormalReference(schema: JsonObject, target: unknown): boolean {
  const isNullable = schema.nullable !== undefined || schema['x-nullable'] !== undefined
  return (target !== undefined && !isNullable) || Object.keys(schema).length === 1
}

/**
 * The schema of a media type.
 * @param resolved where its `$ref`s end
 */
export function isNormalWhole(schema: unknown, resolved: JsonObject | undefined): boolean {
  if (isReference(schema)) return isNormalReference(schema, resolved)
  return schema === undefined || schema === true || isObject(schema)
}

/** The examples of a media type. */
export function hasNormalExamples({ example, examples }: JsonObject, resolve: (value: unknown) => unknown): boolean {
  if (examples === undefined) return true
  if (example !== undefined || !isObject(examples)) return false
  const [first] = Object.values(examples)
  if (isReference(first)) return resolve(first) !== undefined
  return isObject(first) && first.value !== undefined
}

/** Other names of media types are left out. */
export function isNormalContent(content: JsonObject): boolean {
  return Object.keys(content).every(isMediaType)
}
