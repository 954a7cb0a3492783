import { isObject, isString, type JsonObject, objects } from '../../contract/json.ts'
import { resolved } from './look-up.ts'

/** What the inference looks at in an operation. */
export interface OperationFacts {
  readonly id: string
  readonly method: Method
  readonly path: string
  readonly parameters: readonly ParameterFacts[]
  /** The schema of the request body, if it has one that can be a record. */
  readonly body?: unknown
  /** The 2xx responses, the lowest first. */
  readonly successes: readonly SuccessFacts[]
}

export interface ParameterFacts {
  readonly in: string
  readonly name: string
  readonly required: boolean
  readonly schema: unknown
}

export interface SuccessFacts {
  readonly status: number
  /** The schema of its JSON body. */
  readonly schema?: unknown
  /** It has a body that is no JSON. */
  readonly other?: true
  /** It has a `Link` header. */
  readonly link?: true
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const
export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH' | 'HEAD' | 'OPTIONS' | 'TRACE' | 'QUERY'
const ALL_METHODS = [...METHODS, 'head', 'options', 'trace', 'query'] as const

const JSON_MEDIA = /^(application|text)\/([\w.+-]+\+)?json\b|^\*\/\*$/i
const FORM_MEDIA = /^application\/x-www-form-urlencoded\b|^multipart\/form-data\b/i

/** The operations of a document, in its order. */
export function operationsOf(document: JsonObject): OperationFacts[] {
  const paths = isObject(document.paths) ? document.paths : {}
  return Object.entries(paths).flatMap(([path, value]) => {
    const item = resolved(document, value)
    if (!item || !path.startsWith('/')) return []
    const shared = parametersOf(document, item.parameters)
    return Object.keys(item).flatMap(key => {
      const method = ALL_METHODS.find(name => name === key)
      const operation = method && resolved(document, item[method])
      return method && operation ? [factsOf(document, path, method, operation, shared)] : []
    })
  })
}

function factsOf(
  document: JsonObject,
  path: string,
  method: string,
  operation: JsonObject,
  shared: readonly ParameterFacts[],
): OperationFacts {
  const own = parametersOf(document, operation.parameters)
  const inherited = shared.filter(
    ({ in: place, name }) => !own.some(other => other.in === place && other.name === name),
  )
  const body = bodySchema(document, operation.requestBody)
  const upper = method.toUpperCase() as Method
  return {
    id: isString(operation.operationId) ? operation.operationId : `${upper} ${path}`,
    method: upper,
    path,
    parameters: [...inherited, ...own],
    ...(body !== undefined && { body }),
    successes: successesOf(document, operation.responses),
  }
}

function parametersOf(document: JsonObject, list: unknown): ParameterFacts[] {
  if (!Array.isArray(list)) return []
  return list.flatMap(value => {
    const parameter = resolved(document, value)
    if (!parameter || !isString(parameter.name) || !isString(parameter.in)) return []
    const [content] = isObject(parameter.content) ? objects(Object.values(parameter.content)) : []
    const schema = parameter.schema ?? content?.schema
    return [{ in: parameter.in, name: parameter.name, required: parameter.required === true, schema }]
  })
}

function bodySchema(document: JsonObject, value: unknown): unknown {
  const content = resolved(document, value)?.content
  return mediaSchema(content, JSON_MEDIA) ?? mediaSchema(content, FORM_MEDIA)
}

function mediaSchema(content: unknown, media: RegExp): unknown {
  if (!isObject(content)) return undefined
  const found = Object.entries(content).find(
    ([type, value]) => media.test(type) && isObject(value) && value.schema !== undefined,
  )
  return isObject(found?.[1]) ? found[1].schema : undefined
}

function successesOf(document: JsonObject, responses: unknown): SuccessFacts[] {
  if (!isObject(responses)) return []
  return Object.keys(responses)
    .filter(status => /^2(\d\d|XX)$/i.test(status))
    .map(status => {
      const response = resolved(document, responses[status])
      const schema = mediaSchema(response?.content, JSON_MEDIA)
      const hasBody = isObject(response?.content) && Object.keys(response.content).length > 0
      const headers = isObject(response?.headers) ? Object.keys(response.headers) : []
      return {
        status: Number(status.replace(/XX/i, '00')),
        ...(schema !== undefined && { schema }),
        ...(schema === undefined && hasBody && ({ other: true } as const)),
        ...(headers.some(name => name.toLowerCase() === 'link') && ({ link: true } as const)),
      }
    })
    .sort((left, right) => left.status - right.status)
}
