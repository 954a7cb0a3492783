import type { JsonObject } from '../../contract/json.ts'
import type { Within } from '../../contract/shape.ts'
import { collectionsOf, SURE } from './collections.ts'
import { countOf } from './counts.ts'
import { describeResource, resourceNames, statusOf } from './describe-resource.ts'
import { type Entry, type Group, groupsOf } from './groups.ts'
import type { Inference, InferredOperation } from './inference.ts'
import { nounOf } from './names.ts'
import { type OperationFacts, operationsOf } from './operations.ts'
import { propertyUpdate } from './property-updates.ts'
import { References } from './references.ts'
import { parentProperty, type Resource, Resources } from './resource.ts'
import { anonymous, ownerOf } from './routes.ts'
import { stateless, type Verdict } from './rules.ts'
import { type Shape, Shapes } from './shapes.ts'
import { singletonOf } from './singletons.ts'
import { transition } from './transitions.ts'
import { callByProperty, filteredList, getByProperty, nestedCreate, type View } from './views.ts'

/**
 * Infers what the operations of a document do from its paths, methods and schemas: first the collections and the
 * singletons, then the operations elsewhere that read or change their records.
 *
 * @param document OpenAPI 3.1 whose `$ref`s are all `#/components/...`
 */
export function inferRules(document: JsonObject): Inference {
  return infer(document, new References(document))
}

/** The same of a document as it is written; undefined if that may differ from what is inferred of the normalized one. */
export function inferWritten(document: JsonObject): Inference | undefined {
  const references = new References(document)
  const inference = infer(document, references)
  return references.isNormal ? inference : undefined
}

function infer(document: JsonObject, references: References): Inference {
  const shapes = new Shapes(references)
  const operations = operationsOf(document, references)
  const groups = groupsOf(shapes, operations)
  const told = new Map<OperationFacts, InferredOperation>()

  const collections = collectionsOf(shapes, groups)
  const taken = new Set(collections.map(({ group }) => group))
  const singletons = groups.flatMap(group => (taken.has(group) ? [] : (singletonOf(shapes, group) ?? [])))
  const found = [...collections, ...singletons]
  const names = resourceNames(found.map(({ group, record }) => ({ collection: group.collection, schema: record.name })))
  const resources = found.map((one, at) => resourceOf(shapes, one, names[at] ?? one.group.collection))
  addParents(shapes, resources)

  for (const [at, { verdicts }] of found.entries()) {
    for (const [key, verdict] of verdicts) {
      const operation = 'operation' in key ? key.operation : key
      if (verdict.rule || !told.has(operation)) told.set(operation, state(operation, verdict, names[at]))
    }
  }
  const index = new Resources(resources)
  const entries = groups.flatMap(group => group.entries)
  for (const find of [nestedCreate, elsewhere]) {
    for (const entry of entries) {
      if (told.get(entry.operation)?.rule) continue
      const view = find(shapes, index, entry)
      if (view) told.set(entry.operation, state(entry.operation, view.verdict, view.resource.name))
    }
  }
  const entryOf = new Map(entries.map(entry => [entry.operation, entry]))
  return {
    resources: resources.map(resource => describeResource(shapes, resource)),
    operations: operations.map(
      operation => told.get(operation) ?? state(operation, stateless(reasonOf(index, entryOf.get(operation)))),
    ),
  }
}

function elsewhere(shapes: Shapes, resources: Resources, entry: Entry): View | undefined {
  return (
    countOf(shapes, resources, entry) ??
    filteredList(shapes, resources, entry) ??
    getByProperty(shapes, resources, entry) ??
    callByProperty(shapes, resources, entry) ??
    transition(shapes, resources, entry.operation) ??
    propertyUpdate(shapes, resources, entry.operation)
  )
}

interface Found {
  readonly group: Group
  readonly record: Shape
  readonly id?: Resource['id']
  readonly parameter?: string
}

function resourceOf(shapes: Shapes, { group, record, id, parameter }: Found, name: string): Resource {
  const status = statusOf(shapes, record, group.noun)
  return {
    name,
    group,
    record,
    ...(id && { id }),
    ...(parameter !== undefined && { parameter }),
    within: [],
    ...(status && { status }),
  }
}

/** The parameters before the id, with the resources that they are ids of. */
function addParents(shapes: Shapes, resources: readonly Resource[]): void {
  const byItem = new Map(
    resources.flatMap(resource =>
      resource.parameter === undefined ? [] : [[anonymous(resource.group.collection), resource]],
    ),
  )
  for (const { group, record, within } of resources) {
    const segments = group.collection.split('/')
    for (const [at, segment] of segments.entries()) {
      const parameter = /^\{(.+)\}$/.exec(segment)?.[1]
      if (parameter === undefined) continue
      const parent = byItem.get(anonymous(segments.slice(0, at).join('/')))
      const property = parentProperty(shapes, record, parameter, parent?.group.noun ?? nounOf(segments[at - 1] ?? ''))
      within.push({
        parameter,
        ...(parent && { resource: parent.name }),
        ...(property !== undefined && { property }),
      } satisfies Within)
    }
  }
}

function state(
  { id, method, path }: OperationFacts,
  { rule, confidence, reason }: Verdict,
  resource = '',
): InferredOperation {
  const rounded = Math.round(confidence * 100) / 100
  if (!rule) return { id, method, path, confidence: rounded, reason }
  if (confidence < SURE)
    return { id, method, path, guess: { resource, ...rule }, confidence: rounded, reason: `unsure: ${reason}` }
  return { id, method, path, rule: { resource, ...rule }, confidence: rounded, reason }
}

/** Why nothing is known of an operation outside of the paths of a resource. */
function reasonOf(resources: Resources, entry: Entry | undefined): string {
  if (!entry) return 'the path is not one of the resources'
  const { operation, steps } = entry
  if (operation.method !== 'GET') {
    const owned = ownerOf(operation.path)
    const owner = owned && resources.at(owned.owner.key)
    return owner
      ? `"${owned.word}" is an action on ${owner.name}, and no status of it says what it leads to`
      : 'it changes no record that can be read'
  }
  if (operation.successes.every(({ schema }) => schema === undefined)) return 'the response has no JSON schema'
  return steps.at(-1)?.parameter === undefined
    ? 'the response is neither a list of records with ids nor one that is written'
    : 'the response shows no record with the id'
}
