/** The keywords that apply other schemas, with the messages of Ajv. */
import { isObject, type JsonObject } from '../../../openapi/contract/json.ts'
import { escapeKey } from '../../../openapi/contract/pointer.ts'
import { COMPONENT, COMPONENT_OF_CHOICE } from '../validation/components.ts'
import { type Checker, hasMember, type Place } from './checker.ts'
import { Evaluated } from './evaluated.ts'

/** What a keyword is applied to. */
export interface Application<Value = never> {
  readonly checker: Checker
  /** The schema with the keyword. */
  readonly schema: JsonObject
  readonly value: Value
  readonly place: Place
  readonly evaluated: Evaluated
}

/** Adds the errors, and returns whether there are none. */
type Applicator<Value = never> = (application: Application<Value>) => boolean

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const members = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value) : []
const tried = (place: Place): Place => ({ ...place, isTrial: true })

/** Checks each, until the first failure if only one error is wanted. */
function every<Item>({ allErrors }: Checker, all: Iterable<Item>, check: (item: Item) => boolean): boolean {
  let isValid = true
  for (const item of all) {
    isValid = check(item) && isValid
    if (!isValid && !allErrors) return false
  }
  return isValid
}

const $ref: Applicator<unknown> = ({ checker, schema, value, place, evaluated }) => {
  const target = checker.resolve(String(schema.$ref))
  // Ajv makes a function of a schema with references, and in a function the first error is final.
  const isTrial = place.isTrial && !hasReference(target)
  return checker.check(target, value, { ...place, isTrial }, evaluated)
}

function hasReference(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(hasReference)
  return isObject(schema) && ('$ref' in schema || Object.values(schema).some(hasReference))
}

/** Ajv makes a function of each component, and in a function the first error is final. */
const component: Applicator<unknown> = ({ checker, schema, value, place }) => {
  const target = checker.resolve(`#/components/schemas/${escapeKey(String(schema[COMPONENT]))}`)
  return checker.check(target, value, { ...place, isTrial: false }, new Evaluated())
}

const componentOfChoice: Applicator<unknown> = ({ checker, schema, value, place }) => {
  const target = checker.resolve(`#/components/schemas/${escapeKey(String(schema[COMPONENT_OF_CHOICE]))}`)
  return checker.check(target, value, { ...place, isTrial: false, isDefaulted: false }, new Evaluated())
}

const not: Applicator<unknown> = ({ checker, schema, value, place }) =>
  !checker.isValid(schema.not, value, place, new Evaluated()) || checker.report(place, 'not', 'must NOT be valid', {})

const allOf: Applicator<unknown> = ({ checker, schema, value, place, evaluated }) =>
  every(checker, list(schema.allOf), branch => checker.check(branch, value, place, evaluated))

const anyOf: Applicator<unknown> = ({ checker, schema, value, place, evaluated }) => {
  const before = checker.errors.length
  let isValid = false
  for (const branch of list(schema.anyOf)) {
    const own = new Evaluated()
    if (!checker.check(branch, value, tried(place), own)) continue
    isValid = true
    evaluated.add(own)
  }
  if (isValid) return checker.forget(before)
  return checker.report(place, 'anyOf', 'must match a schema in anyOf', {})
}

const oneOf: Applicator<unknown> = ({ checker, schema, value, place, evaluated }) => {
  const before = checker.errors.length
  const passing: number[] = []
  for (const [index, branch] of list(schema.oneOf).entries()) {
    const own = new Evaluated()
    if (!checker.check(branch, value, tried(place), own)) continue
    passing.push(index)
    if (passing.length > 1) break
    evaluated.add(own)
  }
  if (passing.length === 1) return checker.forget(before)
  const passingSchemas = passing.length === 0 ? null : passing
  return checker.report(place, 'oneOf', 'must match exactly one schema in oneOf', { passingSchemas })
}

const conditional: Applicator<unknown> = ({ checker, schema, value, place, evaluated }) => {
  const own = new Evaluated()
  const failingKeyword = checker.isValid(schema.if, value, place, own) ? 'then' : 'else'
  if (failingKeyword === 'then') evaluated.add(own)
  if (schema[failingKeyword] === undefined || checker.check(schema[failingKeyword], value, place, evaluated))
    return true
  if (checker.allErrors || place.isTrial)
    checker.report(place, 'if', `must match "${failingKeyword}" schema`, { failingKeyword })
  return false
}

const prefixItems: Applicator<readonly unknown[]> = ({ checker, schema, value, place, evaluated }) => {
  const schemas = list(schema.prefixItems)
  evaluated.addItems(schemas.length)
  return every(checker, schemas.slice(0, value.length).entries(), ([index, item]) =>
    checker.checkAt(index, item, value[index], place),
  )
}

const items: Applicator<readonly unknown[]> = ({ checker, schema, value, place, evaluated }) => {
  evaluated.addItems(Number.POSITIVE_INFINITY)
  const prefix = schema.prefixItems === undefined ? undefined : list(schema.prefixItems).length
  if (prefix !== undefined && schema.items === false) {
    if (value.length <= prefix) return true
    return checker.report(place, 'items', `must NOT have more than ${prefix} items`, { limit: prefix })
  }
  return every(
    checker,
    value.entries(),
    ([index, item]) => index < (prefix ?? 0) || checker.checkAt(index, schema.items, item, place),
  )
}

const unevaluatedItems: Applicator<readonly unknown[]> = ({ checker, schema, value, place, evaluated }) => {
  const others = value.flatMap((_, index) => (evaluated.hasItem(index) ? [] : [index]))
  evaluated.addItems(Number.POSITIVE_INFINITY)
  return every(checker, others, index =>
    schema.unevaluatedItems === false
      ? checker.report(place, 'unevaluatedItems', 'must NOT have unevaluated items', { unevaluatedItem: index })
      : checker.checkAt(index, schema.unevaluatedItems, value[index], place),
  )
}

const contains: Applicator<readonly unknown[]> = ({ checker, schema, value, place, evaluated }) => {
  const minContains = Number(schema.minContains ?? 1)
  const maxContains = schema.maxContains === undefined ? undefined : Number(schema.maxContains)
  const most = maxContains === undefined ? '' : ` and no more than ${maxContains}`
  const params = maxContains === undefined ? { minContains } : { minContains, maxContains }
  const fail = () =>
    checker.report(place, 'contains', `must contain at least ${minContains}${most} valid item(s)`, params)
  if (maxContains !== undefined && minContains > maxContains) return fail()
  const before = checker.errors.length
  let count = 0
  for (const [index, item] of value.entries()) {
    if (!checker.checkAt(index, schema.contains, item, tried(place))) continue
    count++
    evaluated.addItem(index)
    if (maxContains !== undefined && count > maxContains) break
  }
  if (count >= minContains && count <= (maxContains ?? count)) return checker.forget(before)
  // If one error is wanted, it is the last one.
  if (!checker.allErrors && !place.isTrial) checker.forget(before)
  return fail()
}

const properties: Applicator<JsonObject> = ({ checker, schema, value, place, evaluated }) => {
  const schemas = members(schema.properties)
  evaluated.addProperties(schemas.map(([name]) => name))
  return every(
    checker,
    schemas,
    ([name, property]) => !hasMember(value, name) || checker.checkAt(name, property, value[name], place),
  )
}

const patternProperties: Applicator<JsonObject> = ({ checker, schema, value, place, evaluated }) =>
  every(checker, members(schema.patternProperties), ([source, property]) => {
    const names = Object.keys(value).filter(name => checker.texts.pattern(source).test(name))
    evaluated.addProperties(names)
    return every(checker, names, name => checker.checkAt(name, property, value[name], place))
  })

const additionalProperties: Applicator<JsonObject> = ({ checker, schema, value, place, evaluated }) => {
  evaluated.properties = 'all'
  const declared = new Set(members(schema.properties).map(([name]) => name))
  const patterns = members(schema.patternProperties).map(([source]) => checker.texts.pattern(source))
  const names = Object.keys(value).filter(name => !declared.has(name) && !patterns.some(one => one.test(name)))
  return every(checker, names, additionalProperty =>
    schema.additionalProperties === false
      ? checker.report(place, 'additionalProperties', 'must NOT have additional properties', { additionalProperty })
      : checker.checkAt(additionalProperty, schema.additionalProperties, value[additionalProperty], place),
  )
}

const unevaluatedProperties: Applicator<JsonObject> = ({ checker, schema, value, place, evaluated }) => {
  const names = Object.keys(value).filter(name => !evaluated.hasProperty(name))
  evaluated.properties = 'all'
  return every(checker, names, unevaluatedProperty =>
    schema.unevaluatedProperties === false
      ? checker.report(place, 'unevaluatedProperties', 'must NOT have unevaluated properties', {
          unevaluatedProperty,
        })
      : checker.checkAt(unevaluatedProperty, schema.unevaluatedProperties, value[unevaluatedProperty], place),
  )
}

const propertyNames: Applicator<JsonObject> = ({ checker, schema, value, place }) =>
  every(
    checker,
    Object.keys(value),
    propertyName =>
      checker.check(schema.propertyNames, propertyName, tried(place), new Evaluated()) ||
      checker.report(place, 'propertyNames', 'property name must be valid', { propertyName }),
  )

const dependentSchemas: Applicator<JsonObject> = ({ checker, schema, value, place, evaluated }) =>
  every(checker, members(schema.dependentSchemas), ([name, dependent]) => {
    const own = new Evaluated()
    const isValid = !hasMember(value, name) || checker.check(dependent, value, place, own)
    if (isValid) evaluated.add(own)
    return isValid
  })

export const APPLICATORS: Readonly<Record<string, Applicator>> = {
  $ref,
  not,
  anyOf,
  oneOf,
  allOf,
  if: conditional,
  [COMPONENT]: component,
  [COMPONENT_OF_CHOICE]: componentOfChoice,
  prefixItems,
  items,
  contains,
  unevaluatedItems,
  properties,
  patternProperties,
  additionalProperties,
  propertyNames,
  dependentSchemas,
  unevaluatedProperties,
}
