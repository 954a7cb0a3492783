/** Reads what a request to a described operation sends, and checks it. */
import type { BodyContent, JsonSchema, Operation, Parameter } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { escapeKey, valueAt } from '../../../openapi/contract/pointer.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import { Refusal, type ValidationError, validationFailed } from '../../../openapi/vocabulary/engine/refusal.ts'
import { contentFor, isFormType, isJsonType, mediaTypeOf } from '../bodies/media.ts'
import { readContent } from '../bodies/read-content.ts'
import type { Context } from '../context.ts'
import type { SchemaError } from '../interpreter/schema-error.ts'
import { type ReadParameters, readParameters } from '../parameters/read-parameters.ts'
import { typesOf } from '../parameters/typed.ts'
import type { RequestTarget } from '../request-target.ts'
import { bytesOf, checkNesting } from '../steps/parse-body.ts'
import type { RawBody } from '../steps/read-body.ts'
import type { Route } from '../steps/route.ts'
import { describeSchemaErrors } from '../steps/schema-error.ts'
import { isLarge } from '../values/size.ts'
import { dialectOf } from '../wire/dialect.ts'
import { schemaAt } from './schema-at.ts'

/** What a request sends, in the types of the schemas. */
export interface DescribedRequest {
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** @throws {Refusal} validation_failed and the refusals of bodies, unless the mock accepts everything */
export function readDescribed(
  context: Context,
  { operation, encoded }: Route,
  request: Request,
  url: RequestTarget,
  raw: RawBody | undefined,
): DescribedRequest {
  const { schemas, lenient } = context.contract
  const isChecked = lenient?.checksRequests !== false
  const sent = readParameters(
    declaredBy(operation),
    { path: encoded, search: url.search, headers: request.headers },
    schemas,
  )
  const { body, content } = bodyOf(context, operation, request, raw, isChecked)
  if (isChecked) {
    const errors = [
      ...parameterErrors(context, operation, sent),
      ...unknownParameters(context, operation, sent),
      ...bodyErrors(context, operation, body, content),
      ...unknownMembers(context, operation, body, content),
    ]
    if (errors.length > 0) throw validationFailed(errors)
  }
  return { path: sent.path, query: { ...unknownOf(url, sent), ...sent.query }, body }
}

const NONE: readonly Parameter[] = []

const declaredBy = perObject(({ pathParameters = NONE, query, headers, cookies = NONE }: Operation) => ({
  path: pathParameters,
  query,
  // OpenAPI ignores parameters with these names: media types and security describe them.
  headers: headers.filter(({ name }) => !/^(accept|content-type|authorization)$/i.test(name)),
  cookies,
}))

/** The query parameters that the document does not have, as text. */
function unknownOf(url: RequestTarget, { unknown }: ReadParameters): Record<string, unknown> {
  if (unknown.length === 0) return {}
  const search = url.searchParams
  return Object.fromEntries(unknown.map(name => [name, search.get(name)]))
}

function parameterErrors(
  context: Context,
  operation: Operation,
  { path, query, headers, cookies, repeated }: ReadParameters,
): ValidationError[] {
  const declared = declaredBy(operation)
  const check = (place: ValidationError['in'], parameters: readonly Parameter[], values: object) =>
    parameters.length === 0
      ? []
      : describeSchemaErrors(place, context.schemas.checkRequest(schemaOf(parameters), values) ?? [], values)
  return [
    ...repeated.map(
      name => ({ in: 'query', pointer: `/${name}`, message: 'must not be sent more than once' }) as const,
    ),
    ...check('path', declared.path, path),
    ...check('query', declared.query, query),
    ...check('header', declared.headers, headers),
    ...check('cookie', declared.cookies, cookies),
  ]
}

/** Errors of query parameters that the document does not have, if it refuses them. A credential is none. */
const UNKNOWN = { kind: 'unknown' } as const

function unknownParameters(
  { contract }: Context,
  { shape }: Operation,
  { unknown }: ReadParameters,
): ValidationError[] {
  if (contract.dialect?.unknown?.parameters !== 'refuse') return []
  const known = Object.values(contract.schemes).flatMap(({ carrier }) => (carrier.in === 'query' ? [carrier.name] : []))
  const isFilter = (name: string) => shape?.brackets?.properties.some(property => name.startsWith(`${property}[`))
  return unknown
    .filter(name => !known.includes(name) && !isFilter(name))
    .map(name => ({ in: 'query', pointer: `/${escapeKey(name)}`, message: 'is unknown', mistake: UNKNOWN }))
}

/** Errors of members that the schema does not have, if the document refuses them whatever their schema says. */
function unknownMembers(
  { contract }: Context,
  { shape }: Operation,
  body: unknown,
  content: BodyContent | undefined,
): ValidationError[] {
  if (contract.dialect?.unknown?.members !== 'refuse' || !content?.schema) return []
  const { schema } = content
  const input = shape?.input ?? []
  const places = [...input.map((_, index) => input.slice(0, index)), input]
  return places.flatMap(keys => {
    const values = valueAt(body, keys)
    if (!isObject(values)) return []
    return Object.keys(values).flatMap((name): ValidationError[] => {
      const at = [...keys, name]
      if (schemaAt(contract.schemas, schema, at)) return []
      return [
        { in: 'body', pointer: at.map(key => `/${escapeKey(key)}`).join(''), message: 'is unknown', mistake: UNKNOWN },
      ]
    })
  })
}

const schemaOf = perObject(
  (parameters: readonly Parameter[]): JsonSchema => ({
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  }),
)

function bodyErrors(
  context: Context,
  operation: Operation,
  body: unknown,
  content: BodyContent | undefined,
): ValidationError[] {
  if (!operation.body) return []
  if (body === undefined) {
    const isMissing = operation.body.required && !isBodiless(operation.method)
    return isMissing ? [{ in: 'body', pointer: '', message: 'is required' }] : []
  }
  if (!content?.schema) return []
  // PATCH sends what changes. A document that describes its body by the schema of the whole record does not mean that all
  // required members must be sent.
  const isPartial = operation.method === 'PATCH' && operation.does === 'update'
  // Checking fills in defaults, and PATCH must not write what was not sent.
  const checked = isPartial ? structuredClone(body) : body
  const check = isLarge(body) ? 'checkLargeRequest' : 'checkRequest'
  const errors = context.schemas[check](content.schema, checked) ?? []
  const ignoresMembers = context.contract.dialect?.unknown?.members !== undefined
  const isExpected = ({ keyword, instancePath }: SchemaError) =>
    (isPartial && keyword === 'required' && instancePath === '') ||
    (ignoresMembers && /^(additional|unevaluated)Properties$/.test(keyword))
  return [
    ...describeSchemaErrors(
      'body',
      errors.filter(error => !isExpected(error)),
      body,
    ),
  ]
}

/** Clients cannot send a body with these methods: `fetch` refuses to. */
const isBodiless = (method: string) => method === 'GET' || method === 'HEAD'

/**
 * Whether the schema describes what a file or an XML document means: it was not read as an object or a list, so it cannot
 * be checked. Nor can the fields of a form whose schema is that of the file that it carries.
 */
function isOpaque({ contract }: Context, type: string, { schema = {} }: BodyContent, body: unknown): boolean {
  if (isJsonType(type)) return false
  const types = typesOf([schema], contract.schemas)
  if (typeof body !== 'string') return types.has('string') && !types.has('object')
  return !types.has('string') && (types.has('object') || types.has('array'))
}

const JSON_TYPE = 'application/json'

function bodyOf(
  context: Context,
  { body: declared }: Operation,
  request: Request,
  raw: RawBody | undefined,
  isChecked: boolean,
): { readonly body: unknown; readonly content: BodyContent | undefined } {
  const [first] = declared?.contents ?? []
  if (!declared || !raw) return { body: undefined, content: first }
  const bytes = bytesOf(raw)
  const type = dialectOf(context.contract).readsJson ? JSON_TYPE : request.headers.get('content-type')
  const media = mediaTypeOf(type ?? first?.media ?? '')
  // A form without fields has no bytes.
  if (bytes.length === 0 && !(type !== null && isFormType(media.type))) return { body: undefined, content: first }
  const content = contentFor(declared.contents ?? [], media.type) ?? (type === null || !isChecked ? first : undefined)
  if (!content) {
    const detail = `The body was sent as ${media.type}. Content-Type must be ${listOf(declared.media, 'or')}.`
    throw new Refusal({ code: 'unsupported_media_type', detail, rule: 'body' })
  }
  if (isJsonType(media.type)) checkNesting(bytes)
  const read = readContent(bytes, media, content, context.contract.schemas)
  if ('value' in read) {
    const { value } = read
    return { body: value, content: isOpaque(context, media.type, content, value) ? { media: content.media } : content }
  }
  if (!isChecked) return { body: undefined, content }
  throw new Refusal({ code: 'malformed_json', detail: read.malformed, rule: 'body' })
}
