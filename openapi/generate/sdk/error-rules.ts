/** How a system says why it rejects a request, for the SDK. */
import type { Contract, JsonSchema, Operation } from '../../contract/contract.ts'
import { defined, isObject, isString, type JsonObject, strings } from '../../contract/json.ts'
import { valueAt } from '../../contract/pointer.ts'
import { dereference } from '../../contract/ref.ts'
import { propertiesOf } from '../../contract/schema.ts'
import type { BodyPath } from '../../contract/shape.ts'
import { SPREAD } from '../../contract/template.ts'

export interface ErrorRules {
  readonly code?: BodyPath
  readonly message?: BodyPath
  readonly list?: BodyPath
}

/** The `ErrorRules` of the SDK (src/sdk/system.ts); undefined for the problem documents of our own systems. */
export function errorRulesOf(contract: Contract): ErrorRules | undefined {
  if (!contract.lenient) return undefined
  const { errors } = contract.dialect ?? {}
  const example = errors?.body === undefined ? undefined : exampleOf(errors)
  const shapes = example ? [example] : errorSchemas(contract).map(schema => shapeOf(contract, schema))
  if (shapes.length === 0) return PROBLEM
  const find = (names: readonly string[]) =>
    shapes.reduce<BodyPath | undefined>((found, shape) => found ?? pathTo(shape, names), undefined)
  const isInSuccess = Object.values(errors?.codes ?? {}).some(({ status }) => status !== undefined && status < 300)
  return defined({ code: find(CODES), message: find(MESSAGES), list: isInSuccess ? listIn(example) : undefined })
}

/** A document that does not describe its errors: they may be problem documents (RFC 9457), as the mock writes them. */
const PROBLEM: ErrorRules = { code: ['code'], message: ['detail'] }

/** The codes that keywords or schemas list. */
export function errorCodesOf(contract: Contract, { code }: ErrorRules): string[] {
  if (!code) return []
  const { errors } = contract.dialect ?? {}
  const written = errors?.body
    ? Object.values(errors.codes ?? {}).map(entry => valueAt(filled(errors.body, entry), code))
    : errorSchemas(contract).flatMap(schema => codesIn(contract, schema, code))
  return [...new Set(strings(written).filter(text => !text.includes('$')))].sort()
}

function codesIn(contract: Contract, schema: JsonSchema, path: BodyPath): unknown[] {
  const target = path.reduce<JsonSchema | undefined>((at, name) => {
    const found = dereference(contract.schemas, at)
    return /^\d+$/.test(name) && isObject(found?.items) ? found.items : propertiesOf(found)[name]
  }, schema)
  const { enum: values, const: value } = dereference(contract.schemas, target) ?? {}
  return Array.isArray(values) ? values : [value]
}

const CODES = ['code', 'errorcode', 'type', 'kind', 'error']
const MESSAGES = [
  'message',
  'detail',
  'errormessage',
  'errordescription',
  'description',
  'msg',
  'reason',
  'title',
  'error',
]

/** A body, or what its schema says of it: objects and lists with texts at their ends. */
type Shape = unknown

/** The path to the first member with one of these names that is no object. Outer members come before inner ones. */
function pathTo(shape: Shape, names: readonly string[]): BodyPath | undefined {
  if (Array.isArray(shape)) return within('0', pathTo(shape[0], names))
  if (!isObject(shape)) return undefined
  const members = Object.entries(shape)
  const isEnd = (value: unknown) => !isObject(value) && !Array.isArray(value)
  for (const name of names) {
    const found = members.find(([member, value]) => plain(member) === name && isEnd(value))
    if (found) return [found[0]]
  }
  // The items of a list beside a message are details of the error, such as the fields that are wrong.
  const hasMessage = members.some(([member, value]) => MESSAGES.includes(plain(member)) && isEnd(value))
  const inner = members.filter(([name, value]) => /^errors?$/i.test(name) && !(hasMessage && Array.isArray(value)))
  for (const [name, value] of [...inner, ...(members.length === 1 ? members : [])]) {
    const path = within(name, pathTo(value, names))
    if (path) return path
  }
  return undefined
}

const plain = (name: string) => name.replaceAll('_', '').toLowerCase()

const within = (name: string, path: BodyPath | undefined) => path && [name, ...path]

function listIn(shape: Shape): BodyPath | undefined {
  const list = Object.entries(isObject(shape) ? shape : {}).find(([, value]) => Array.isArray(value))
  return list && [list[0]]
}

type Errors = NonNullable<NonNullable<Contract['dialect']>['errors']>

/** The body of an error that the keywords describe, with all members that the codes add. */
function exampleOf({ body, codes = {} }: Errors): Shape {
  const entries = Object.values(codes)
  return filled(body, Object.assign({}, ...entries.map(entry => defined({ ...entry }))))
}

/** A template with the members of a code in place of placeholders, as far as it has them. */
function filled(template: unknown, entry: JsonObject): Shape {
  if (isString(template)) {
    const name = /^\$(\w+)$/.exec(template)?.[1] ?? ''
    if (Object.hasOwn(entry, name)) return entry[name]
    return template.replaceAll(/\{\$(\w+)\}/g, (text, name: string) => {
      const value = Object.hasOwn(entry, name) ? entry[name] : undefined
      return isString(value) ? value : text
    })
  }
  if (Array.isArray(template)) return template.map(item => filled(item, entry))
  if (!isObject(template)) return template
  return Object.fromEntries(
    Object.entries(template).flatMap(([name, member]) => {
      const value = filled(member, entry)
      return name !== SPREAD ? [[name, value]] : isObject(value) ? Object.entries(value) : []
    }),
  )
}

/** The schemas of JSON errors, the most frequent first. */
function errorSchemas({ operations }: Contract): JsonSchema[] {
  const counts = new Map<string, { schema: JsonSchema; count: number }>()
  for (const schema of operations.flatMap(schemasOf)) {
    const key = JSON.stringify(schema)
    counts.set(key, { schema, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()].sort((one, other) => other.count - one.count).map(({ schema }) => schema)
}

function schemasOf({ responses }: Operation): JsonSchema[] {
  return Object.entries(responses).flatMap(([status, { schema, media = 'application/json' }]) =>
    /^([45]|default)/.test(status) && schema && /[/+]json\b/.test(media) ? [schema] : [],
  )
}

function shapeOf(contract: Contract, schema: JsonSchema | undefined, depth = 0): Shape {
  const found = dereference(contract.schemas, schema)
  if (!found || depth > MOST_DEPTH) return ''
  const parts = [found.allOf, found.oneOf, found.anyOf].flatMap(part => (Array.isArray(part) ? part : []))
  if (parts.length > 0) {
    const shapes = [{ ...found, allOf: undefined, oneOf: undefined, anyOf: undefined }, ...parts]
    return Object.assign({}, ...shapes.map(part => shapeOf(contract, part, depth + 1)).filter(isObject))
  }
  if (isObject(found.items)) return [shapeOf(contract, found.items, depth + 1)]
  const properties = Object.entries(propertiesOf(found))
  if (properties.length === 0) return found.type === 'object' ? {} : ''
  return Object.fromEntries(properties.map(([name, property]) => [name, shapeOf(contract, property, depth + 1)]))
}

const MOST_DEPTH = 6
