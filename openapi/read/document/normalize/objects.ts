/** The objects of OpenAPI, besides schemas. */
import { isObject, isString, type JsonObject } from '../../../contract/json.ts'
import { isReference } from '../../../contract/ref.ts'
import { isMediaType } from '../media-type.ts'
import { METHODS } from '../methods.ts'
import type { Kind } from '../sections.ts'
import { data, list, map, object, referable } from './combine.ts'
import { example, examplesOf } from './examples.ts'
import { schema } from './schema.ts'
import { type Copy, refer, type Walk, withMembers } from './walk.ts'

/** A schema that is not a part of another one. Consumers take all such schemas for objects. */
const wholeSchema: Copy = (value, walk) => (value === false ? { not: {} } : schema(value, walk))

const mediaTypeFields = object('A media type', () => ({
  schema: wholeSchema,
  itemSchema: schema,
  encoding: map('`encoding`', encoding),
  prefixEncoding: list('`prefixEncoding`', encoding),
  itemEncoding: encoding,
}))

const mediaType: Copy = (value, walk) => mediaTypeFields(value ?? {}, walk)

/** A map whose names are written in messages. Others would break every message. */
function wireNames(isName: (name: string) => boolean, what: string, copy: Copy): Copy {
  return (value, walk) => {
    if (!isObject(value) || Object.keys(value).every(isName)) return copy(value, walk)
    const wrong = Object.keys(value).filter(name => !isName(name))
    for (const name of wrong) walk.warn('structure', `${JSON.stringify(name)} cannot be ${what}. It is left out.`)
    return copy(Object.fromEntries(Object.entries(value).filter(([name]) => isName(name))), walk)
  }
}

/** RFC 9110: a token. */
const isHeaderName = (name: string) => /^[\w!#$%&'*+.^`|~-]+$/.test(name)

const content = wireNames(
  isMediaType,
  'a media type',
  map('`content`', referable('mediaType', withExamples(mediaType))),
)

const encoding = object('An encoding', () => ({ headers }))

const headerFields = object('A header', () => ({ schema: wholeSchema, content }))
const header = withExamples(headerFields)
const headers = wireNames(
  isHeaderName,
  'the name of a header',
  map(
    '`headers`',
    referable('header', (value, walk) => header(value, walk)),
  ),
)

const parameterFields = object('A parameter', () => ({ schema: wholeSchema, content }))

const parameter: Copy = (value, walk) => {
  const result = withExamples(parameterFields)(value, walk)
  if (!isObject(result)) return undefined
  if (!isString(result.name) || !isString(result.in)) {
    walk.warn('structure', 'A parameter must have `name` and `in`. This one is left out.')
    return undefined
  }
  if (result.in === 'header' && !isHeaderName(result.name)) return leftOut(result.name, walk)
  if (result.in === 'body' || result.in === 'formData') {
    walk.warn(
      'structure',
      `Parameters in \`${result.in}\` are of Swagger 2.0. This one is left out: describe it in \`requestBody\`.`,
    )
    return undefined
  }
  return result.in === 'path' && result.required !== true ? { ...result, required: true } : result
}

function leftOut(name: string, walk: Walk): undefined {
  walk.warn('structure', `${JSON.stringify(name)} cannot be the name of a header. It is left out.`)
}

const parameters = list('`parameters`', referable('parameter', parameter))

const requestBody = object('A request body', () => ({ content }))

const link: Copy = object('A link', () => ({}))

const responseFields = object('A response', () => ({
  headers,
  content,
  links: map('`links`', referable('link', link)),
}))

const response: Copy = (value, walk) => {
  const result = responseFields(value ?? {}, walk)
  if (!isObject(result)) return undefined
  return result.description === undefined ? { description: '', ...result } : result
}

/** A response that cannot be read is still a response with that status. */
const responseOrRef: Copy = (value, walk) => referable('response', response)(value, walk) ?? { description: '' }

const operationFields = object('An operation', () => ({
  parameters,
  requestBody: referable('requestBody', requestBody),
  responses: map('`responses`', responseOrRef),
  callbacks: map('`callbacks`', referable('callback', callback)),
}))

/** The `$ref` of an operation is not OpenAPI, but common in documents of many files. */
const operation: Copy = (value, walk) => {
  if (!isReference(value)) return operationFields(value ?? {}, walk)
  return walk.follow(value.$ref, 'pathItem', operation)
}

export const pathItem = object('A path item', () => ({
  parameters,
  ...Object.fromEntries(METHODS.map(method => [method, operation])),
  additionalOperations: map('`additionalOperations`', operation),
}))

const pathItemOrRef: Copy = (value, walk) => {
  if (!isReference(value)) return pathItem(value ?? {}, walk)
  const reference = refer(value, 'pathItem', walk)
  if (Object.keys(value).length === 1) return reference
  const { $ref: _, ...others } = value
  const fields = pathItem(others, walk)
  return isObject(fields) ? { ...fields, ...reference } : reference
}

const callback = map('A callback', pathItemOrRef)

const paths: Copy = (value, walk) => {
  const result = map('`paths`', pathItemOrRef)(value, walk)
  return isObject(result) ? result : {}
}

const webhooks = map('`webhooks`', pathItemOrRef)

const securityScheme: Copy = (value, walk) => {
  const result = object('A security scheme', () => ({}))(value, walk)
  const isHeader = isObject(result) && result.type === 'apiKey' && result.in === 'header'
  return isHeader && isString(result.name) && !isHeaderName(result.name) ? leftOut(result.name, walk) : result
}

/** The sections of `components`. Those that no field has are data. */
const COMPONENTS: Readonly<Record<Kind, Copy>> = {
  schema: wholeSchema,
  response,
  parameter,
  example,
  requestBody,
  header,
  securityScheme,
  link,
  callback,
  pathItem,
  mediaType: withExamples(mediaType),
}

/** The copy of what stands in a section of `components`. */
export function component(kind: Kind): Copy {
  return COMPONENTS[kind]
}

/** The fields of the root, besides `components`. */
export function root(value: unknown, walk: Walk): JsonObject {
  if (!isObject(value)) return {}
  const { components: _, ...fields } = value
  return withMembers(fields, (key, inner) =>
    walk.into(key, inner, key === 'paths' ? paths : key === 'webhooks' ? webhooks : data),
  )
}

/** `example` and `examples` become one map `examples`. */
function withExamples(copy: Copy): Copy {
  return (value, walk: Walk) => {
    const result = copy(value, walk)
    if (!isObject(result) || !isObject(value)) return result
    if (value.example === undefined && value.examples === undefined) return result
    const { example: _, examples: __, ...others } = result
    const examples = examplesOf(value, walk)
    return examples ? { ...others, examples } : others
  }
}
