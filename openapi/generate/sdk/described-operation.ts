/** An operation of a compact contract together with its description in the document. */
import type { Contract, Operation } from '../../contract/contract.ts'
import { isObject, isString, type JsonObject, objects } from '../../contract/json.ts'
import { pointerKeys, valueAt } from '../../contract/pointer.ts'
import { isReference } from '../../contract/ref.ts'
import { keysOfMethod } from '../../read/document/methods.ts'
import { literal } from '../literal.ts'

export interface DescribedOperation {
  readonly operation: Operation
  /** Its description in the document. */
  readonly node: JsonObject
  /** Its type, as openapi-typescript names it. */
  readonly type: string
  /** Its parameters, with those of its path. */
  readonly parameters: readonly DescribedParameter[]
  /** The media types of its body, JSON first. */
  readonly body: readonly Content[]
  readonly isBodyRequired: boolean
  readonly successes: readonly Success[]
}

export interface DescribedParameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema: JsonObject
}

/** One media type of a body or a response. */
export interface Content {
  /** As the document writes it. */
  readonly media: string
  readonly schema: JsonObject
}

/** A response that is not an error. */
export interface Success {
  /** As the document writes it. */
  readonly status: string
  /** JSON first. Empty if it has no body. */
  readonly contents: readonly Content[]
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE']

/** The operations that a client can send, in the order of the document. */
export function describedOperations(document: JsonObject, { operations }: Contract): DescribedOperation[] {
  const ids = operations.map(({ method, path }) => nodeOf(document, method, path).operationId)
  const counts = Map.groupBy(ids, id => id)
  return operations
    .filter(({ method }) => METHODS.includes(method))
    .map(operation => {
      const node = nodeOf(document, operation.method, operation.path)
      const id = node.operationId
      const isNamed = isString(id) && counts.get(id)?.length === 1
      const place = `paths[${literal(operation.path)}][${literal(operation.method.toLowerCase())}]`
      return describe(document, operation, node, isNamed ? `operations[${literal(id)}]` : place)
    })
}

function describe(document: JsonObject, operation: Operation, node: JsonObject, type: string): DescribedOperation {
  const body = resolved(document, node.requestBody)
  const isSent = operation.method !== 'GET' && operation.method !== 'HEAD'
  return {
    operation,
    node,
    type,
    parameters: parametersOf(document, resolved(document, objectAt(document, 'paths')[operation.path]), node),
    body: isSent ? contentsOf(document, body) : [],
    isBodyRequired: body.required === true,
    successes: successesOf(document, operation, node),
  }
}

function nodeOf(document: JsonObject, method: string, path: string): JsonObject {
  const item = resolved(document, objectAt(document, 'paths')[path])
  return resolved(document, valueAt(item, keysOfMethod(method)))
}

/** The parameters of an operation replace those of its path with the same name and place. */
function parametersOf(document: JsonObject, item: JsonObject, node: JsonObject): DescribedParameter[] {
  const parameters = new Map<string, DescribedParameter>()
  for (const written of [item.parameters, node.parameters].flatMap(objects)) {
    const { name, in: place, required, schema } = resolved(document, written)
    if (!isString(name) || !isString(place)) continue
    parameters.set(`${place} ${name}`, {
      name,
      in: place,
      required: required === true,
      schema: resolved(document, schema),
    })
  }
  return [...parameters.values()]
}

/** All 2xx responses; the default response if there are none. */
function successesOf(document: JsonObject, { method }: Operation, node: JsonObject): Success[] {
  const responses = Object.entries(objectAt(node, 'responses')).map(([status, written]) => ({
    status,
    contents: method === 'HEAD' ? [] : contentsOf(document, resolved(document, written)),
  }))
  const successes = responses.filter(({ status }) => /^2/.test(status))
  return successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default')
}

function contentsOf(document: JsonObject, { content }: JsonObject): Content[] {
  const contents = Object.entries(isObject(content) ? content : {}).map(([media, written]) => {
    return { media, schema: resolved(document, resolved(document, written).schema) }
  })
  return [...contents.filter(isJson), ...contents.filter(content => !isJson(content))]
}

/** Whether a body in this media type is JSON. Many documents write any media type for JSON. */
export function isJson({ media, schema }: Content): boolean {
  if (/[/+]json\b/i.test(media)) return true
  return /^(\*|application)\/\*$/.test(media) && schema.type !== undefined && !isText(schema)
}

export function isText({ type }: JsonObject): boolean {
  return type === 'string'
}

/** The object that a value is, or that its `$ref` leads to. */
export function resolved(document: JsonObject, value: unknown): JsonObject {
  let target = value
  for (let hops = 0; isReference(target) && hops < MOST_HOPS; hops++)
    target = valueAt(document, pointerKeys(target.$ref))
  return isObject(target) ? target : {}
}

const MOST_HOPS = 32

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key]
  return isObject(value) ? value : {}
}
