/**
 * Keywords in a document that is not strict: the operations that have none keep what was inferred of them. It needs nothing
 * of Node.
 */
import type { Contract, Operation, Resource } from '../contract/contract.ts'
import { isObject, type JsonObject, objects } from '../contract/json.ts'
import { operationPointer } from '../contract/pointer.ts'
import { type ResourceWords, WORDS } from '../contract/words.ts'
import { compact } from './compact.ts'
import type { Inference, InferredOperation, InferredRule } from './infer/inference.ts'

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
  if (does === 'replace') return { resource, does: 'update' }
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
 * Adds what the keywords say to the contract of a document that was made without them.
 * @param inferred the contract of the document as if it had no keywords
 */
export function withKeywords(inferred: Contract, { document, added }: Completed, inference: Inference): Contract {
  const written = compact(document, inferred.system)
  const byId = new Map(written.operations.map(operation => [operation.id, operation]))
  const hasWords = (operation: InferredOperation) =>
    byId.has(operation.id) && !added.has(operationPointer(operation, `/${WORDS}`))
  /** The resources whose operations have keywords. What else works on them does not know their records. */
  const own = new Set(
    inference.operations.flatMap(operation => (hasWords(operation) ? (byId.get(operation.id)?.resource ?? []) : [])),
  )
  const operations = new Map(inferred.operations.map(operation => [operation.id, operation]))
  return {
    ...inferred,
    operations: inference.operations.flatMap((operation): Operation[] => {
      const made = operations.get(operation.id)
      const keywords = hasWords(operation) ? byId.get(operation.id) : undefined
      if (keywords) return [keywords]
      return made ? [made.resource !== undefined && own.has(made.resource) ? stateless(made) : made] : []
    }),
    resources: {
      ...inferred.resources,
      ...Object.fromEntries(
        Object.entries(written.resources).map(([name, resource]) => [
          name,
          own.has(name) ? resource : ruled(resource, inferred.resources[name]),
        ]),
      ),
    },
    schemes: { ...inferred.schemes, ...written.schemes },
    problems: written.problems,
  }
}

function stateless({ resource: _, ...operation }: Operation): Operation {
  return { ...operation, does: 'answer', shape: {} }
}

/** The keywords that apply to the records of a resource whatever its operations look like. */
export const OF_RECORDS = ['lifecycle', 'limits', 'seed'] as const satisfies readonly (keyof ResourceWords)[]

/** An inferred resource with the rules of its keywords. */
function ruled(written: Resource, inferred: Resource | undefined): Resource {
  if (!inferred) return written
  const { lifecycle, limits, seed, title } = written
  return { ...inferred, title, ...(lifecycle && { lifecycle }), ...(limits && { limits }), ...(seed && { seed }) }
}
