/**
 * Keywords in a document that is not strict: what they leave out is inferred. It needs nothing of Node.
 */
import type { Contract, Operation, Resource } from '../contract/contract.ts'
import type { Dialect } from '../contract/dialect.ts'
import { defined, isObject, type JsonObject, objects, strings } from '../contract/json.ts'
import { operationPointer } from '../contract/pointer.ts'
import { type DocumentWords, WORDS, type WordsOf } from '../contract/words.ts'
import { collect } from '../vocabulary/model/collect.ts'
import {
  documentWords,
  type Model,
  type OperationNode,
  type ResourceNode,
  type WordsKind,
} from '../vocabulary/model/model.ts'
import { rootOf } from '../vocabulary/model/node.ts'
import { codesOf } from '../vocabulary/model/schema.ts'
import { compactScheme, problemsOf } from './compact.ts'
import { compactResource } from './compact-resource.ts'
import type { Inference, InferredRule } from './infer/inference.ts'
import { identityOf, parentsOf, shapeWith, withoutWire } from './wire-words.ts'

/** Whether a document has keywords where they can stand. Those of properties mean nothing without them. */
export function hasKeywords(document: JsonObject): boolean {
  const { paths, components } = document
  const { schemas, securitySchemes } = isObject(components) ? components : {}
  const items = membersOf(paths)
  return [document, ...items.flatMap(membersOf), ...membersOf(schemas), ...membersOf(securitySchemes)].some(
    part => WORDS in part,
  )
}

const membersOf = (value: unknown): readonly JsonObject[] => (isObject(value) ? objects(Object.values(value)) : [])

/** A document with keywords in place of what was inferred, as far as that is about resources with keywords. */
export interface Completed {
  readonly document: JsonObject
  /** JSON pointers to the keywords that nobody wrote. */
  readonly added: ReadonlySet<string>
}

/**
 * Writes down what was inferred of operations without keywords, so that the rules of their resources are checked against
 * what they do.
 */
export function withInferredKeywords(document: JsonObject, { operations }: Inference): Completed {
  const added = new Set<string>()
  const paths = isObject(document.paths) ? document.paths : {}
  const completed: Record<string, JsonObject> = {}
  for (const operation of operations) {
    const { rule, path } = operation
    const words = rule && resourceWords(document, rule.resource)
    const item = completed[path] ?? paths[path]
    const method = operation.method.toLowerCase()
    const written = isObject(item) ? item[method] : undefined
    if (!words || !isObject(item) || !isObject(written) || WORDS in written) continue
    added.add(operationPointer(operation, `/${WORDS}`))
    completed[path] = { ...item, [method]: { ...written, [WORDS]: inferredWords(rule, words) } }
  }
  const whole = added.size === 0 ? document : { ...document, paths: { ...paths, ...completed } }
  return { document: withStateValues(whole, added), added }
}

function resourceWords({ components }: JsonObject, name: string): JsonObject | undefined {
  const schemas = isObject(components) ? components.schemas : undefined
  const schema = isObject(schemas) && Object.hasOwn(schemas, name) ? schemas[name] : undefined
  const words = isObject(schema) ? schema[WORDS] : undefined
  return isObject(words) ? words : undefined
}

function inferredWords({ resource, does, to }: InferredRule, { lifecycle }: JsonObject): JsonObject {
  if (does !== 'transition') return { resource, does }
  const transitions = isObject(lifecycle) && isObject(lifecycle.transitions) ? lifecycle.transitions : {}
  const named = Object.entries(transitions).find(([, transition]) => isObject(transition) && transition.to === to)
  return { resource, does: named?.[0] ?? 'update' }
}

/** Writing a state takes the transition that leads to it, without a keyword at the property that holds the state. */
function withStateValues(document: JsonObject, added: Set<string>): JsonObject {
  const { components } = document
  const schemas = isObject(components) ? components.schemas : undefined
  if (!isObject(components) || !isObject(schemas)) return document
  const completed = Object.entries(schemas).flatMap(([name, schema]) => {
    const words = resourceWords(document, name)
    const { field, transitions } = isObject(words?.lifecycle) ? words.lifecycle : {}
    const properties = isObject(schema) ? schema.properties : undefined
    if (typeof field !== 'string' || !isObject(transitions) || !isObject(schema) || !isObject(properties)) return []
    const property = Object.hasOwn(properties, field) ? properties[field] : undefined
    const names = Object.entries(transitions).flatMap(([transition, to]) =>
      isObject(to) && typeof to.to === 'string' ? [[to.to, transition] as const] : [],
    )
    if (!isObject(property) || WORDS in property || names.length === 0) return []
    added.add(`#/components/schemas/${name}/properties/${field}/${WORDS}`)
    const state = { ...property, [WORDS]: { transition: Object.fromEntries(names.reverse()) } }
    return [[name, { ...schema, properties: { ...properties, [field]: state } }] as const]
  })
  if (completed.length === 0) return document
  return { ...document, components: { ...components, schemas: { ...schemas, ...Object.fromEntries(completed) } } }
}

/**
 * Adds what the keywords say to the contract of a document that was made without them. They take precedence over what was
 * inferred.
 * @param inferred the contract of the document as if it had no keywords
 */
export function withKeywords(inferred: Contract, { document, added }: Completed): Contract {
  const model = collect(rootOf(document), isChecked)
  const words = documentWords(model)
  const dialect = dialectOf(words)
  const nodes = new Map(model.operations.map(node => [`${node.method} ${node.path}`, node]))
  const schemes = [...model.schemes.values()].filter(({ words }) => words)
  return {
    ...inferred,
    ...(dialect && { dialect }),
    operations: inferred.operations.map(operation => {
      const node = nodes.get(`${operation.method} ${operation.path}`)
      return node ? withWords(operation, node, words, model) : operation
    }),
    resources: resourcesOf(model, inferred, added),
    schemes: {
      ...inferred.schemes,
      ...defined(Object.fromEntries(schemes.map(scheme => [scheme.name, compactScheme(scheme)]))),
    },
    problems: problemsOf(model),
  }
}

/** The document is checked before. */
function isChecked<Kind extends WordsKind>(_kind: Kind, _value: unknown): _value is WordsOf[Kind] {
  return true
}

function dialectOf(words: DocumentWords): Dialect | undefined {
  const { errors, nulls, unknown, headers, idempotency, body, trailing_slash } = words
  const dialect = defined({ errors, nulls, unknown, headers, idempotency, body, trailing_slash })
  return Object.keys(dialect).length === 0 ? undefined : dialect
}

/** What keywords say about an operation, in place of what was inferred. */
function withWords(operation: Operation, node: OperationNode, document: DocumentWords, model: Model): Operation {
  const { words, parameters, responses } = node
  const does = words?.does ?? operation.does
  const resource = words?.resource ?? operation.resource
  const shape = shapeWith(document, {
    does,
    words,
    shape: operation.shape ?? {},
    hasResource: resource !== undefined,
    path: [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name),
    query: parameters.filter(one => one.in === 'query').map(({ name }) => name),
    properties: [...new Set(model.resources.get(resource ?? '')?.uses.map(({ name }) => name))],
  })
  const codes = new Map(
    responses.flatMap(({ status, schema, problem }) =>
      schema && problem ? [[status, codesOf(schema).map(({ code }) => code)] as const] : [],
    ),
  )
  return {
    ...operation,
    ...(words && withoutWire(words)),
    does,
    ...(words?.status !== undefined && { success: words.status }),
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => {
        const declared = codes.get(status)
        return [status, declared ? { ...response, codes: declared } : response]
      }),
    ),
    shape,
  }
}

/** The resources that were inferred, with their keywords, and those that only keywords name. */
function resourcesOf(model: Model, { resources }: Contract, added: ReadonlySet<string>): Contract['resources'] {
  const worded = [...model.resources.values()].map(
    node => [node.name, wordedResource(node, resources[node.name], model, added)] as const,
  )
  return { ...resources, ...Object.fromEntries(worded) }
}

function wordedResource(
  node: ResourceNode,
  inferred: Resource | undefined,
  model: Model,
  added: ReadonlySet<string>,
): Resource {
  const { name, words, schema } = node
  const { within: _, singleton: __, properties: all, defaults, ...compact } = compactResource(node, model)
  const identity = identityOf(words, inferred?.identity, compact.idType)
  const within = parentsOf(words, inferred?.within)
  const singleton = words.singleton ?? inferred?.singleton
  const own = model.operations.filter(({ words }) => words?.resource === name)
  const isWritten = ({ wordsNode }: OperationNode) => !added.has(wordsNode.at.pointer)
  const isNested =
    within.length > 0 &&
    (inferred?.isNested ?? true) &&
    own.every(({ path }) => within.every(({ parameter }) => path.includes(`{${parameter}}`)))
  const isRuled = own.some(isWritten) || words.seed !== undefined || words.owner !== undefined
  // Members that can be null are null at first. Of an inferred resource, those that must be there.
  const required = strings(schema.read('required'))
  const isKept = ([member, value]: [string, unknown]) => isRuled || value !== null || required.includes(member)
  return {
    ...compact,
    // What a record shows follows from the schemas of the responses.
    stored: [],
    properties: Object.fromEntries(
      Object.entries(all).filter(
        ([property]) => !added.has(`#/components/schemas/${name}/properties/${property}/${WORDS}`),
      ),
    ),
    defaults: Object.fromEntries(Object.entries(defaults).filter(isKept)),
    ...(identity && { identity }),
    ...(within.length > 0 && { within }),
    ...(isNested && { isNested }),
    ...(singleton && { singleton }),
    ...(isRuled && { isRuled: true }),
  }
}
