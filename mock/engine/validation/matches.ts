import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject, isString, strings } from '../../../openapi/contract/json.ts'
import { referredName } from '../../../openapi/contract/ref.ts'
import { isOfType } from '../interpreter/types.ts'
import { patternOf } from '../patterns/pattern.ts'
import { branchNamedBy, discriminated } from './discriminator.ts'
import { type HiddenOptions, hiddenProperties } from './hidden.ts'
import { isEqual } from './is-equal.ts'

export type MatchOptions = HiddenOptions

/** How many schemas one check may apply. Schemas that refer to each other can ask for exponentially many. */
const MAX_STEPS = 200_000
const MAX_DEPTH = 500

/**
 * Whether a value matches a schema. It compiles nothing, so it suits schemas that check one value. It says less than the
 * validators of `Schemas`: no errors, and `unevaluatedProperties` and `unevaluatedItems` accept all.
 * @returns true if the check would take too long
 */
export function matches(schema: unknown, value: unknown, options: MatchOptions): boolean {
  return new Check(options).matches(schema, value, 0)
}

type Hidden = ReadonlySet<string>
const NONE: Hidden = new Set()

class Check {
  readonly #schemas: MatchOptions['schemas']
  readonly #options: MatchOptions
  #steps = 0

  constructor(options: MatchOptions) {
    this.#options = options
    this.#schemas = options.schemas
  }

  /** @param outer what schemas for the same value hide */
  matches(schema: unknown, value: unknown, depth: number, outer = NONE): boolean {
    if (!isObject(schema)) return schema !== false
    if (++this.#steps > MAX_STEPS || depth > MAX_DEPTH) return true
    const name = referredName(schema)
    const own = hiddenProperties(schema, this.#options)
    const hidden = own.size === 0 ? outer : new Set([...outer, ...own])
    return (
      (name === undefined ||
        !Object.hasOwn(this.#schemas, name) ||
        this.matches(this.#schemas[name], value, depth + 1, hidden)) &&
      hasType(schema, value) &&
      (!('const' in schema) || isEqual(schema.const, value)) &&
      (!isFilled(schema.enum) || schema.enum.some(item => isEqual(item, value))) &&
      this.#combined(schema, value, depth + 1, hidden) &&
      (typeof value !== 'number' || isNumber(schema, value)) &&
      (!isString(value) || isText(schema, value)) &&
      (!Array.isArray(value) || this.#isArray(schema, value, depth + 1)) &&
      (!isObject(value) || this.#isObject(schema, value, depth + 1, hidden))
    )
  }

  #combined(whole: JsonSchema, value: unknown, depth: number, hidden: Hidden): boolean {
    const { allOf, not, ...schema } = whole
    const ok = (branch: unknown) => this.matches(branch, value, depth, hidden)
    const alternatives = schema.discriminator === undefined ? undefined : discriminated(whole)
    const named = alternatives && branchNamedBy(value, alternatives)
    const { anyOf, oneOf }: JsonSchema = named ? { ...schema, [alternatives.keyword]: [named.schema] } : schema
    return (
      (!Array.isArray(allOf) || allOf.every(ok)) &&
      (!isFilled(anyOf) || anyOf.some(ok)) &&
      (!isFilled(oneOf) || isExactlyOne(oneOf, ok)) &&
      (not === undefined || !ok(not)) &&
      (schema.if === undefined || ok(ok(schema.if) ? (schema.then ?? true) : (schema.else ?? true)))
    )
  }

  #isArray(schema: JsonSchema, value: readonly unknown[], depth: number): boolean {
    const { minItems, maxItems, uniqueItems, contains } = schema
    const prefix = [Array.isArray(schema.items) ? schema.items : schema.prefixItems].flat()
    const rest = Array.isArray(schema.items) ? (schema.additionalItems ?? true) : (schema.items ?? true)
    if (!isWithin(value.length, minItems, maxItems)) return false
    if (uniqueItems === true && value.some((item, index) => value.slice(0, index).some(other => isEqual(item, other))))
      return false
    if (contains !== undefined) {
      const count = value.filter(item => this.matches(contains, item, depth)).length
      if (!isWithin(count, schema.minContains ?? 1, schema.maxContains)) return false
    }
    return value.every((item, index) => {
      const own = isPrefix(schema) && index < prefix.length ? prefix[index] : rest
      return this.matches(own, item, depth)
    })
  }

  #isObject(schema: JsonSchema, value: JsonSchema, depth: number, hidden: Hidden): boolean {
    const names = Object.keys(value)
    const { minProperties, maxProperties, additionalProperties = true, propertyNames } = schema
    const properties = isObject(schema.properties) ? schema.properties : {}
    const patterns = Object.entries(isObject(schema.patternProperties) ? schema.patternProperties : {})
    if (!isWithin(names.length, minProperties, maxProperties)) return false
    if (!strings(schema.required).every(name => Object.hasOwn(value, name) || hidden.has(name))) return false
    for (const [name, needed] of Object.entries(isObject(schema.dependentRequired) ? schema.dependentRequired : {}))
      if (Object.hasOwn(value, name) && !strings(needed).every(other => Object.hasOwn(value, other))) return false
    for (const [name, dependent] of Object.entries(isObject(schema.dependentSchemas) ? schema.dependentSchemas : {}))
      if (Object.hasOwn(value, name) && !this.matches(dependent, value, depth, hidden)) return false
    return names.every(name => {
      if (propertyNames !== undefined && !this.matches(propertyNames, name, depth)) return false
      const own = patterns.filter(([pattern]) => patternOf(pattern)?.test(name) ?? false).map(([, item]) => item)
      if (Object.hasOwn(properties, name)) own.push(properties[name])
      if (own.length === 0) own.push(additionalProperties)
      return own.every(item => this.matches(item, value[name], depth))
    })
  }
}

const isFilled = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length > 0

function isExactlyOne(branches: readonly unknown[], ok: (branch: unknown) => boolean): boolean {
  let count = 0
  for (const branch of branches) if (ok(branch) && ++count > 1) return false
  return count === 1
}

function hasType({ type, nullable }: JsonSchema, value: unknown): boolean {
  const types = [type].flat().filter(isString)
  if (types.length === 0 || (nullable === true && value === null)) return true
  // A value that is not a type of JSON Schema is ignored.
  return types.some(name => !TYPES.includes(name) || isOfType(name, value))
}

const TYPES = ['null', 'array', 'object', 'integer', 'number', 'string', 'boolean']

const isPrefix = ({ items, prefixItems }: JsonSchema) => Array.isArray(items) || Array.isArray(prefixItems)

function isWithin(number: number, least: unknown, most: unknown): boolean {
  return (typeof least !== 'number' || number >= least) && (typeof most !== 'number' || number <= most)
}

function isNumber(schema: JsonSchema, value: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  return (
    isWithin(value, minimum, maximum) &&
    (typeof exclusiveMinimum !== 'number' || value > exclusiveMinimum) &&
    (typeof exclusiveMaximum !== 'number' || value < exclusiveMaximum) &&
    (exclusiveMinimum !== true || value !== minimum) &&
    (exclusiveMaximum !== true || value !== maximum) &&
    (typeof multipleOf !== 'number' || multipleOf <= 0 || Number.isInteger(value / multipleOf)) &&
    isOfFormat(schema.format, value)
  )
}

function isText({ minLength, maxLength, pattern, format }: JsonSchema, value: string): boolean {
  return (
    ((minLength === undefined && maxLength === undefined) || isWithin(lengthOf(value), minLength, maxLength)) &&
    (!isString(pattern) || (patternOf(pattern)?.test(value) ?? true)) &&
    isOfFormat(format, value)
  )
}

/** The number of characters, as JSON Schema counts them. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

/** Whether a value has a format. A format that is not known accepts all. */
export function isOfFormat(name: unknown, value: string | number): boolean {
  if (!isString(name) || !Object.hasOwn(fullFormats, name)) return true
  const format: unknown = fullFormats[name as keyof typeof fullFormats]
  if (isObject(format) && !(format instanceof RegExp)) {
    // int32 and its like are formats of numbers, the others of strings.
    return format.type === 'number' ? isString(value) || test(format.validate, value) : isOfText(format.validate, value)
  }
  return isOfText(format, value)
}

const isOfText = (check: unknown, value: string | number) => !isString(value) || test(check, value)

function test(check: unknown, value: unknown): boolean {
  if (check instanceof RegExp) return check.test(String(value))
  return typeof check !== 'function' || check(value) === true
}
