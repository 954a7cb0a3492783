import { isObject, isString, type JsonObject, objects } from '../../contract/json.ts'
import { operationsIn } from '../document/methods.ts'
import { schemaOfExample } from './examples.ts'
import { hasNormalExamples, isNormalContent, isNormalWhole } from './normal-form.ts'
import type { References } from './references.ts'

/** What the inference looks at in an operation. */
export interface OperationFacts {
  readonly id: string
  readonly method: string
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
  /** That body is plain text. */
  readonly text?: true
  /** It has a `Link` header. */
  readonly link?: true
}

const JSON_MEDIA = /^(application|text)\/([\w.+-]+\+)?json\b|^\*\/\*$/i
const FORM_MEDIA = /^application\/x-www-form-urlencoded\b|^multipart\/form-data\b/i

/** The operations of a document, in its order. */
export function operationsOf(document: JsonObject, references: References): OperationFacts[] {
  const paths = isObject(document.paths) ? document.paths : {}
  return Object.entries(paths).flatMap(([path, value]) => {
    const item = references.resolve(value)
    if (!item || !path.startsWith('/')) return []
    const shared = parametersOf(references, item.parameters)
    return operationsIn(item).flatMap(([method, value]) => {
      const operation = references.resolve(value)
      return operation ? [factsOf(references, path, method, operation, shared)] : []
    })
  })
}

function factsOf(
  references: References,
  path: string,
  method: string,
  operation: JsonObject,
  shared: readonly ParameterFacts[],
): OperationFacts {
  const own = parametersOf(references, operation.parameters)
  const inherited = shared.filter(
    ({ in: place, name }) => !own.some(other => other.in === place && other.name === name),
  )
  const body = bodySchema(references, operation.requestBody)
  return {
    id: isString(operation.operationId) ? operation.operationId : `${method} ${path}`,
    method,
    path,
    parameters: [...inherited, ...own],
    ...(body !== undefined && { body }),
    successes: successesOf(references, operation.responses),
  }
}

function parametersOf(references: References, list: unknown): ParameterFacts[] {
  return Array.isArray(list)
    ? list.flatMap(value => references.once(value, parameter => parameterOf(references, parameter)) ?? [])
    : []
}

function parameterOf(references: References, parameter: JsonObject): ParameterFacts | undefined {
  if (!isString(parameter.name) || !isString(parameter.in)) return undefined
  const content = isObject(parameter.content) ? parameter.content : {}
  references.isNormal &&= isNormalContent(content)
  const schema = parameter.schema ?? objects(Object.values(content))[0]?.schema
  return { in: parameter.in, name: parameter.name, required: parameter.required === true, schema }
}

function bodySchema(references: References, value: unknown): unknown {
  const content = references.resolve(value)?.content
  return mediaSchema(references, content, JSON_MEDIA) ?? mediaSchema(references, content, FORM_MEDIA)
}

function mediaSchema(references: References, content: unknown, media: RegExp): unknown {
  if (!isObject(content)) return undefined
  references.isNormal &&= isNormalContent(content)
  for (const [type, value] of Object.entries(content)) {
    if (!media.test(type) || !isObject(value)) continue
    const resolved = references.resolve(value.schema)
    references.isNormal &&= isNormalWhole(value.schema, resolved)
    const example = saysNothing(resolved) ? exampleOf(references, value) : undefined
    const schema = isObject(example) || Array.isArray(example) ? schemaOfExample(example) : value.schema
    if (schema !== undefined) return schema
  }
  return undefined
}

/** `{ type: object }`: the examples say more. */
function saysNothing(schema: JsonObject | undefined): boolean {
  if (!schema) return true
  return !['properties', 'items', 'allOf', 'oneOf', 'anyOf', 'additionalProperties'].some(
    key => schema[key] !== undefined,
  )
}

function exampleOf(references: References, media: JsonObject): unknown {
  const { example, examples } = media
  references.isNormal &&= hasNormalExamples(media, one => references.resolve(one))
  const [first] = isObject(examples) ? Object.values(examples) : []
  return references.resolve(first)?.value ?? example
}

function isText(content: unknown): boolean {
  return isObject(content) && Object.keys(content).some(media => /^text\/plain\b/i.test(media))
}

function successesOf(references: References, responses: unknown): SuccessFacts[] {
  if (!isObject(responses)) return []
  return Object.keys(responses)
    .filter(status => /^2(\d\d|XX)$/i.test(status))
    .map(status => {
      const response = references.resolve(responses[status])
      const schema = mediaSchema(references, response?.content, JSON_MEDIA)
      const hasBody = isObject(response?.content) && Object.keys(response.content).length > 0
      const headers = isObject(response?.headers) ? Object.keys(response.headers) : []
      return {
        status: Number(status.replace(/XX/i, '00')),
        ...(schema !== undefined && { schema }),
        ...(schema === undefined && hasBody && ({ other: true } as const)),
        ...(schema === undefined && isText(response?.content) && ({ text: true } as const)),
        ...(headers.some(name => name.toLowerCase() === 'link') && ({ link: true } as const)),
      }
    })
    .sort((left, right) => left.status - right.status)
}
