/**
 * Keywords that say what is inferred anyway. A document with them means the same as without them, so that writing down what
 * was inferred changes nothing. It needs nothing of Node.
 */
import { isObject, isString, type JsonObject } from '../contract/json.ts'
import { escapeKey } from '../contract/pointer.ts'
import type { PageStyle, RecordPlace, Sort } from '../contract/shape.ts'
import { WORDS } from '../contract/words.ts'
import type { Inference, InferredOperation, InferredResource, InferredRule } from './infer/inference.ts'
import { type Completed, hasKeywords, withInferredKeywords } from './keywords.ts'
import { pageStyle, sortOf } from './wire-words.ts'

/** Whether the value of a keyword is what was inferred. */
type Restates<Inferred> = (value: unknown, inferred: Inferred) => boolean

const OPERATION: Readonly<Record<string, Restates<InferredRule>>> = {
  resource: (name, { resource }) => name === resource,
  does: (verb, { does }) => verb === does && does !== 'transition',
  record: (place, { record }) => isSame(place, record && recordWords(record)),
  input: (path, { input }) => isString(path) && path === input?.join('.'),
  status: (status, rule) => status === rule.status,
  pages: (words, { pages }) => restatesPages(words, pages),
  sort: (words, { sort }) => restatesSort(words, sort),
}

const RESOURCE: Readonly<Record<string, Restates<InferredResource>>> = {
  id: (words, { id }) =>
    isObject(words) && id !== undefined && Object.entries(words).every(([key, value]) => value === idWords(id)[key]),
  within: (words, { within = [] }) => isSame(words, parentWords(within)),
  singleton: (is, { singleton }) => is === singleton,
}

const DOCUMENT: Readonly<Record<string, Restates<readonly InferredRule[]>>> = {
  inferred: isInferred => isInferred === true,
  pages: (words, lists) => lists.length > 0 && lists.every(({ pages }) => restatesPages(words, pages)),
  sort: (words, lists) => lists.length > 0 && lists.every(({ sort }) => restatesSort(words, sort)),
}

/** The keyword `record` that says where the id of a record is. */
export function recordWords({ in: place, name, property }: RecordPlace): JsonObject {
  return { in: place, by: name, ...(property !== undefined && { property }) }
}

/** The keyword `id` that says how ids are made. The form of some is not known. */
export function idWords({ property, form, length, prefix, given }: NonNullable<InferredResource['id']>): JsonObject {
  return {
    field: property,
    ...(form !== undefined && form !== 'email' && { form: form === 'hex' ? `hex:${length ?? 24}` : form }),
    ...(prefix !== undefined && { prefix }),
    ...(given && { given }),
  }
}

/** The keyword `within` that names the parents of a record. */
export function parentWords(within: NonNullable<InferredResource['within']>): readonly JsonObject[] {
  return within.map(({ parameter, resource, property }) => ({
    parameter,
    ...(resource !== undefined && { resource }),
    ...(property !== undefined && { by: property }),
  }))
}

/** Whether the keywords of a document were written from what is inferred. */
export function isMarked(document: JsonObject): boolean {
  const words = document[WORDS]
  return isObject(words) && words.inferred === true
}

/** A document without the keywords that say what is inferred anyway, if its keywords were written from that. */
export function withoutRestated(document: JsonObject, inference: Inference): JsonObject {
  if (!isMarked(document)) return document
  const paths = withoutRestatedOperations(document, inference)
  const written = { ...document, paths }
  const lists = inference.operations.flatMap(({ rule }) => (rule?.does === 'list' ? [rule] : []))
  const kept = leftOf(document[WORDS], DOCUMENT, lists)
  return withoutRestatedResources(withoutAny(kept === undefined ? written : withWords(written, kept)), inference)
}

/**
 * What the checks of keywords look at. What is inferred anyway needs no check, except that the templates of the document are
 * compared with the responses of its operations.
 */
export function toCheck(document: JsonObject, inference: Inference): Completed {
  const stated = withoutRestated(document, inference)
  const words = stated[WORDS]
  return withInferredKeywords(isObject(words) && 'answers' in words ? document : stated, inference)
}

/** A security scheme that says nothing accepts any credential. */
function withoutAny(document: JsonObject): JsonObject {
  const { components } = document
  const schemes = isObject(components) ? components.securitySchemes : undefined
  if (!isObject(components) || !isObject(schemes)) return document
  const kept = Object.entries(schemes).map(([name, scheme]) => [
    name,
    isObject(scheme) && isSame(scheme[WORDS], { accepts_any: true }) ? withWords(scheme, {}) : scheme,
  ])
  return { ...document, components: { ...components, securitySchemes: Object.fromEntries(kept) } }
}

function withoutRestatedOperations({ paths }: JsonObject, { operations }: Inference): unknown {
  if (!isObject(paths)) return paths
  const changed: Record<string, JsonObject> = {}
  for (const { path, method, rule } of operations) {
    const item = changed[path] ?? paths[path]
    const key = method.toLowerCase()
    const operation = isObject(item) ? item[key] : undefined
    const words = isObject(operation) ? operation[WORDS] : undefined
    if (!rule || !isObject(item) || !isObject(operation) || !isObject(words)) continue
    const kept = leftOf(words, OPERATION, rule)
    // What an operation does is one thing, with all that it says besides.
    if (kept && Object.keys(kept).length === 0) changed[path] = { ...item, [key]: withWords(operation, {}) }
  }
  return { ...paths, ...changed }
}

function withoutRestatedResources(document: JsonObject, { resources }: Inference): JsonObject {
  const { components } = document
  const schemas = isObject(components) ? components.schemas : undefined
  if (!isObject(components) || !isObject(schemas)) return document
  const changed: Record<string, JsonObject> = {}
  const isNeeded = usesOfResources(document)
  const nameless = new Set<string>()
  for (const { name, schema: written, ...resource } of resources) {
    const schema = schemas[name]
    if ((written ?? name) !== name || !isObject(schema)) continue
    const kept = leftOf(schema[WORDS], RESOURCE, { name, ...resource })
    // Keywords of one resource belong together: its records are made by all of them.
    if (kept === undefined || Object.keys(kept).length > 0 || isNeeded(name)) continue
    changed[name] = withWords(schema, {})
    // A schema that only gives the resource a name.
    if (written === undefined && isSame(changed[name], NAMED) && !isReferred(document, name)) nameless.add(name)
  }
  const left = Object.entries({ ...schemas, ...changed }).filter(([name]) => !nameless.has(name))
  return { ...document, components: { ...components, schemas: Object.fromEntries(left) } }
}

/** What a schema says that only gives a resource a name. */
const NAMED = { type: 'object' }

function isReferred(document: JsonObject, name: string): boolean {
  return JSON.stringify(document).includes(JSON.stringify(`#/components/schemas/${escapeKey(name)}`))
}

/** Whether other keywords are about a resource. */
function usesOfResources({ paths, components }: JsonObject): (name: string) => boolean {
  const { schemas, securitySchemes } = isObject(components) ? components : {}
  const properties = membersOf(schemas).map(({ [WORDS]: _, ...schema }) => schema)
  if (
    holdsWords(properties) ||
    membersOf(securitySchemes).some(scheme => isObject(scheme[WORDS]) && !('accepts_any' in scheme[WORDS]))
  )
    return () => true
  const named = new Set(
    membersOf(paths)
      .flatMap(membersOf)
      .map(({ [WORDS]: words }) => (isObject(words) ? words.resource : undefined)),
  )
  return name => named.has(name)
}

function holdsWords(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsWords)
  return isObject(value) && (WORDS in value || Object.values(value).some(holdsWords))
}

function membersOf(value: unknown): readonly JsonObject[] {
  return isObject(value) ? Object.values(value).filter(isObject) : []
}

/** The keywords that say something else than what was inferred; undefined if there are no keywords. */
function leftOf<Inferred>(
  words: unknown,
  restates: Readonly<Record<string, Restates<Inferred>>>,
  inferred: Inferred,
): JsonObject | undefined {
  if (!isObject(words)) return undefined
  return Object.fromEntries(
    Object.entries(words).filter(
      ([word, value]) => !(Object.hasOwn(restates, word) && restates[word]?.(value, inferred)),
    ),
  )
}

/** Whether a document can be marked: none of its keywords would get another meaning. */
export function canBeMarked(document: JsonObject, inference: Inference): boolean {
  const words = document[WORDS]
  if (isMarked(document) || !hasKeywords(document)) return true
  if (words !== undefined) return false
  return isSame(withoutRestated({ ...document, [WORDS]: { inferred: true } }, inference), document)
}

/** The same object with other keywords; without any if there are none. */
function withWords({ [WORDS]: _, ...object }: JsonObject, words: JsonObject): JsonObject {
  return Object.keys(words).length === 0 ? object : { ...object, [WORDS]: words }
}

function restatesPages(words: unknown, inferred: PageStyle | undefined): boolean {
  return isObject(words) && inferred !== undefined && isSame(pageStyle(words, inferred), inferred)
}

function restatesSort(words: unknown, inferred: Sort | undefined): boolean {
  return isObject(words) && inferred !== undefined && isSame(sortOf(words), inferred)
}

/** Whether two JSON values are the same, whatever the order of their members is. */
function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((item, index) => isSame(item, other[index]))
  }
  if (!isObject(one) || !isObject(other)) return one === other
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every(key => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  )
}

/** What was inferred of an operation, if keywords can say it. */
export function isWritable({ rule }: InferredOperation): boolean {
  return rule !== undefined && rule.does !== 'transition' && rule.does !== 'count'
}
