/**
 * Makes the compact contract of any document: of what it says itself, and of the rules that were inferred from it. It needs
 * nothing of Node.
 */
import type {
  BodyContent,
  Content,
  Contract,
  DeclaredResponse,
  FieldEncoding,
  JsonSchema,
  Operation,
  Parameter,
  ParameterStyle,
  Resource,
  Scheme,
} from '../contract/contract.ts'
import { defined, isObject, isString, type JsonObject, objects, strings } from '../contract/json.ts'
import { lateOperation } from '../contract/late-operation.ts'
import { lazyRecord, once } from '../contract/lazy.ts'
import { pointerKeys, valueAt } from '../contract/pointer.ts'
import { isReference } from '../contract/ref.ts'
import type { Shape, Within } from '../contract/shape.ts'
import { anyCarrierOf } from '../vocabulary/model/carrier.ts'
import { keysOfMethod } from './document/methods.ts'
import type { Inference, InferredOperation, InferredResource, InferredRule } from './infer/inference.ts'
import { resolveExample } from './resolve-example.ts'
import { withoutProse } from './strip.ts'

/**
 * @param document OpenAPI 3.1; each `$ref` leads to a component and resolves
 * @param inference what its operations do
 * @param system the id of the system
 */
export function compactDocument(document: JsonObject, inference: Inference, system: string): Contract {
  const info = objectAt(document, 'info')
  const urls = serverUrls(document)
  const servers = absoluteUrls(urls)
  const [basePath = '', ...otherBasePaths] = new Set(urls.map(pathOf))
  const schemas = objectAt(objectAt(document, 'components'), 'schemas')
  const byResource = Map.groupBy(inference.operations, ({ rule }) => rule?.resource)
  return {
    system,
    title: isString(info.title) ? info.title : system,
    version: isString(info.version) ? info.version : '',
    basePath,
    ...(otherBasePaths.length > 0 && { otherBasePaths }),
    lenient: { makesUpRecords: true, checksRequests: true },
    ...(servers.length > 0 && { servers }),
    operations: inference.operations.map(operation => compactOperation(document, operation)),
    resources: Object.fromEntries(
      inference.resources.map(resource => [
        resource.name,
        compactResource(resource, byResource.get(resource.name) ?? []),
      ]),
    ),
    schemes: schemesOf(document),
    problems: {},
    schemas: lazyRecord(Object.keys(schemas), name => schemaOf(document, schemas[name])),
  }
}

function compactOperation(document: JsonObject, { id, method, path, rule }: InferredOperation): Operation {
  const known = { id, method, path, does: rule?.does ?? 'answer', ...(rule && { resource: rule.resource }) }
  return lateOperation({ ...known, shape: rule ? shapeOf(rule) : {} }, () => {
    const item = resolved(document, objectAt(document, 'paths')[path])
    const operation = resolved(document, valueAt(item, keysOfMethod(method)))
    const parameters = parametersOf(document, item, operation).map(parameter => placedInQuery(path, parameter))
    const placed = (place: string) =>
      parameters.filter(parameter => parameter.in === place).map(parameter => compactParameter(document, parameter))
    return {
      security: securityOf(operation.security ?? document.security),
      query: placed('query'),
      headers: placed('header'),
      cookies: atLeastOne(placed('cookie')),
      pathParameters: atLeastOne(placed('path')),
      body: bodyOf(document, operation),
      responses: responsesOf(document, operation),
      success: rule?.status ?? lowestSuccess(Object.keys(objectAt(operation, 'responses'))),
    }
  })
}

function atLeastOne<Item>(list: readonly Item[]): readonly Item[] | undefined {
  return list.length > 0 ? list : undefined
}

function shapeOf({ resource: _, does: __, status: ___, ...shape }: InferredRule): Shape {
  return shape
}

/** The parameters of an operation replace those of its path with the same name and place. */
function parametersOf(document: JsonObject, item: JsonObject, operation: JsonObject): JsonObject[] {
  const parameters = new Map<string, JsonObject>()
  for (const written of [item.parameters, operation.parameters].flatMap(objects)) {
    const parameter = resolved(document, written)
    parameters.set(`${parameter.in} ${parameter.name}`, parameter)
  }
  return [...parameters.values()]
}

/** `/search?q={text}`: what is called a parameter of the path is one of the query, if its template says so. */
function placedInQuery(path: string, parameter: JsonObject): JsonObject {
  const [before = '', query = ''] = path.split('?')
  const template = `{${parameter.name}}`
  if (parameter.in !== 'path' || query === '' || before.includes(template)) return parameter
  const name = [...new URLSearchParams(query)].find(([, value]) => value === template)?.[0]
  return name === undefined ? parameter : { ...parameter, in: 'query', name }
}

function compactParameter(document: JsonObject, parameter: JsonObject): Parameter {
  const { name, required, schema, style, explode, content } = parameter
  const [media] = isObject(content) ? Object.entries(content) : []
  const described = media ? (isObject(media[1]) ? media[1].schema : undefined) : schema
  return {
    name: String(name),
    required: required === true,
    schema: schemaOf(document, described),
    ...(isStyle(style) && { style }),
    ...(typeof explode === 'boolean' && { explode }),
    ...(media && { media: media[0] }),
  }
}

const STYLES = ['simple', 'label', 'matrix', 'form', 'spaceDelimited', 'pipeDelimited', 'deepObject'] as const

function isStyle(style: unknown): style is ParameterStyle {
  return STYLES.some(known => known === style)
}

/** How the fields of a form are written. */
function encodingOf(content: unknown, media: string): Pick<BodyContent, 'encoding'> {
  const [, written] =
    Object.entries(isObject(content) ? content : {}).find(([name]) => name.toLowerCase() === media) ?? []
  if (!isObject(written) || !isObject(written.encoding)) return {}
  const fields = Object.entries(written.encoding).flatMap(([name, field]): [string, FieldEncoding][] => {
    if (!isObject(field)) return []
    const { contentType, style, explode } = field
    return [
      [
        name,
        {
          ...(isString(contentType) && { contentType }),
          ...(isStyle(style) && { style }),
          ...(typeof explode === 'boolean' && { explode }),
        },
      ],
    ]
  })
  return { encoding: Object.fromEntries(fields) }
}

function bodyOf(document: JsonObject, operation: JsonObject): Operation['body'] {
  if (operation.requestBody === undefined) return undefined
  const { content, required } = resolved(document, operation.requestBody)
  const media = mediaOf(content)
  if (media.length === 0) return undefined
  const contents = once(() =>
    contentsOf(document, content).map(({ media, schema }) => ({
      media,
      ...(schema && { schema }),
      ...encodingOf(content, media),
    })),
  )
  return {
    get schema() {
      return contents()[0]?.schema ?? {}
    },
    required: required === true,
    media,
    get contents() {
      return contents()
    },
  }
}

function responsesOf(document: JsonObject, operation: JsonObject): Record<string, DeclaredResponse> {
  const responses = objectAt(operation, 'responses')
  return Object.fromEntries(
    Object.entries(responses).flatMap(([status, written]): [string, DeclaredResponse][] => {
      if (!/^([1-5]\d\d|[1-5]XX|default)$/i.test(status)) return []
      const response = compactResponse(document, resolved(document, written))
      return [[status.toUpperCase().replace('DEFAULT', 'default'), response]]
    }),
  )
}

/** The responses of components, which many operations share. */
const compacted = new WeakMap<JsonObject, DeclaredResponse>()

function compactResponse(document: JsonObject, response: JsonObject): DeclaredResponse {
  let compact = compacted.get(response)
  if (!compact) {
    const [first, ...others] = contentsOf(document, response.content)
    const headers = objectAt(response, 'headers')
    const headerSchemas = headerSchemasOf(document, headers)
    compact = {
      ...first,
      headers: Object.keys(headers),
      ...(Object.keys(headerSchemas).length > 0 && { headerSchemas }),
      ...(others.length > 0 && { others }),
    }
    compacted.set(response, compact)
  }
  return compact
}

function headerSchemasOf(document: JsonObject, headers: JsonObject): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, written]): [string, JsonSchema][] => {
      const { schema } = resolved(document, written)
      return isObject(schema) ? [[name, schemaOf(document, schema)]] : []
    }),
  )
}

/** The media types of a body or a response, JSON first. */
function mediaOf(content: unknown): string[] {
  const media = Object.keys(isObject(content) ? content : {}).map(name => name.toLowerCase())
  return media.toSorted(jsonFirst)
}

const isJson = (media: string) => /[/+]json\b/.test(media)
const jsonFirst = (one: string, other: string) => Number(isJson(other)) - Number(isJson(one))

/** The contents of a body or a response, JSON first. */
function contentsOf(document: JsonObject, content: unknown): (Content & { readonly media: string })[] {
  const contents = Object.entries(isObject(content) ? content : {}).map(([media, written]) => {
    const { schema, examples } = isObject(written) ? written : {}
    const values = isObject(examples) ? examplesOf(document, examples) : {}
    return {
      media: media.toLowerCase(),
      ...(isObject(schema) && { schema: schemaOf(document, schema) }),
      ...(Object.keys(values).length > 0 && { examples: values }),
    }
  })
  return contents.toSorted((one, other) => jsonFirst(one.media, other.media))
}

/** The values of examples by name. An example in a file of its own is left out. */
function examplesOf(document: JsonObject, examples: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(examples).flatMap(([name, written]) => {
      const example = resolved(document, written)
      return 'value' in example ? [[name, exampleIn(document, example.value)]] : []
    }),
  )
}

/** The lowest 2xx status; 200 if the document names none. */
function lowestSuccess(statuses: readonly string[]): number {
  const exact = statuses.filter(status => /^2\d\d$/.test(status)).sort()
  return Number(exact[0] ?? 200)
}

function securityOf(security: unknown): Operation['security'] {
  return objects(security).map(alternative =>
    Object.fromEntries(Object.entries(alternative).map(([name, roles]) => [name, strings(roles)])),
  )
}

function schemesOf(document: JsonObject): Record<string, Scheme> {
  const schemes = objectAt(objectAt(document, 'components'), 'securitySchemes')
  return defined(
    Object.fromEntries(
      Object.entries(schemes).map(([name, written]) => {
        const carrier = anyCarrierOf(resolved(document, written))
        return [name, carrier && { carrier, accepts_any: true }]
      }),
    ),
  )
}

/** @param operations its own */
function compactResource(resource: InferredResource, operations: readonly InferredOperation[]): Resource {
  const { name, id, within, singleton } = resource
  return {
    title: name,
    members: [],
    stored: [],
    derived: {},
    properties: {},
    secrets: [],
    hashed: [],
    nullable: [],
    idType: id?.type ?? 'string',
    defaults: {},
    ...(id && { identity: id }),
    ...(within && within.length > 0 && { within }),
    ...(within &&
      within.length > 0 &&
      operations.every(operation => namesAll(operation, within)) && { isNested: true }),
    ...(singleton && { singleton }),
  }
}

function namesAll({ path }: InferredOperation, within: readonly Within[]): boolean {
  return within.every(({ parameter }) => path.includes(`{${parameter}}`))
}

/** The URLs of the servers, with the defaults of their variables, without a slash at the end. */
function serverUrls({ servers }: JsonObject): string[] {
  return objects(servers).flatMap(({ url, variables }) => {
    if (!isString(url)) return []
    const filled = url.replace(/\{([^}]+)\}/g, (_, name: string) => {
      const value = objectAt(objectAt({ variables }, 'variables'), name).default
      return isString(value) ? value : ''
    })
    return [filled.replace(/\/+$/, '')]
  })
}

/** None if a relative URL says that the API is at that path of any server. */
function absoluteUrls(urls: readonly string[]): string[] {
  const absolute = urls.filter(url => /^https?:\/\//.test(url))
  return urls.some(url => !absolute.includes(url) && pathOf(url) !== '') ? [] : absolute
}

/** The path of a server URL: `/v1`. */
export function pathOf(url: string): string {
  const path = url
    .replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i, '')
    .replace(/[?#].*$/, '')
    .replace(/^\/+/, '')
  // As requests have it: without `./` and `../`, and with spaces as `%20`.
  return new URL(`/${path}`, 'http://localhost').pathname.replace(/\/+$/, '')
}

/** The object that a value is, or that its `$ref` leads to. */
function resolved(document: JsonObject, value: unknown): JsonObject {
  let target = value
  for (let hops = 0; isReference(target) && hops < MOST_HOPS; hops++) target = lookUp(document, target.$ref)
  return isObject(target) ? target : {}
}

const lookUp = (document: JsonObject, $ref: string): unknown => valueAt(document, pointerKeys($ref))

/** A schema of the document, as requests and responses need it. */
function schemaOf(document: JsonObject, schema: unknown): JsonSchema {
  return withoutProse(schema, examples => exampleIn(document, examples))
}

function exampleIn(document: JsonObject, value: unknown): unknown {
  return resolveExample(value, $ref => ($ref.startsWith('#/components/') ? lookUp(document, $ref) : undefined))
}

const MOST_HOPS = 100

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key]
  return isObject(value) ? value : {}
}
