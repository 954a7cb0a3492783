import { findList } from './bodies.ts'
import type { Candidate } from './candidates.ts'
import type { Entry, Group } from './groups.ts'
import type { Filter } from './inference.ts'
import { nounOf, plain } from './names.ts'
import type { OperationFacts } from './operations.ts'
import { isSameRecord, parentProperty, type Resource } from './resource.ts'
import { answerOf, type Verdict, verdictOf } from './rules.ts'
import type { Shape, Shapes } from './shapes.ts'

/** What an operation outside of the paths of a resource does with its records. */
export interface View {
  readonly resource: Resource
  readonly verdict: Verdict
}

const PARAMETER = /^\{([^}]+)\}$/

/** `POST /stores/{store_id}/products` creates what `/products/{id}` reads. It makes the store a parent. */
export function nestedCreate(
  shapes: Shapes,
  resources: readonly Resource[],
  group: Group,
  entry: Entry,
): View | undefined {
  if (entry.operation.method !== 'POST' || entry.on !== 'collection') return undefined
  for (const resource of resources) {
    if (resource.group.noun !== group.noun || !resource.id) continue
    const explained = explain(resource, entry.operation)
    if (!explained || !resource.within.every(({ parameter }) => group.parents.includes(parameter))) continue
    const verdict = verdictOf(shapes, asCandidate(resource), entry)
    if (!verdict.rule?.answer) continue
    for (const { parameter, noun } of explained.others) {
      const property = parentProperty(resource.record, parameter, noun)
      const parent = resources.find(other => other.parameter !== undefined && other.group.noun === noun)
      resource.within.push({
        parameter,
        ...(parent && { resource: parent.name }),
        ...(property !== undefined && { property }),
      })
    }
    return { resource, verdict: { ...verdict, reason: `${verdict.reason}, below a parent` } }
  }
  return undefined
}

/** `GET /customers/{id}/orders` lists the records of `/orders` whose `customer_id` it names. */
export function filteredList(shapes: Shapes, resources: readonly Resource[], entry: Entry): View | undefined {
  const { operation } = entry
  if (operation.method !== 'GET') return undefined
  for (const success of operation.successes) {
    for (const resource of resources) {
      if (!resource.id) continue
      const found = findList(shapes, success.schema, resource.group.noun)
      if (!found || !showsRecord(found.record, resource, operation)) continue
      const filters = pathFilters(resource, operation) ?? queryFilters(shapes, resource, operation)
      if (!filters) continue
      const { rule, reason } = verdictOf(shapes, asCandidate(resource), { ...entry, on: 'collection' })
      if (rule?.does !== 'list') continue
      const all = [
        ...filters,
        ...(rule.filters ?? []).filter(one => !filters.some(two => two.parameter === one.parameter)),
      ]
      return {
        resource,
        verdict: {
          rule: { ...rule, ...(all.length > 0 && { filters: all }) },
          confidence: 0.8,
          reason: `${reason}, of a parent`,
        },
      }
    }
  }
  return undefined
}

/** `GET /users/by-name/{username}` reads a record by another property than its id. */
export function getByProperty(shapes: Shapes, resources: readonly Resource[], entry: Entry): View | undefined {
  const { operation, parameter } = entry
  if (operation.method !== 'GET' || parameter === undefined) return undefined
  const literals = operation.path.split('/').filter(segment => segment !== '' && !PARAMETER.test(segment))
  for (const resource of resources) {
    if (!resource.id || !startsWith(operation.path, resource.group.collection)) continue
    const property = [...resource.record.properties.keys()].find(name => plain(name) === plain(parameter))
    if (property === undefined || !literals.some(literal => plain(literal).endsWith(plain(property)))) continue
    const answered = answerOf(shapes, asCandidate(resource), operation)
    if (!answered?.answer) continue
    const place = { in: 'path', name: parameter, ...(property !== resource.id.property && { property }) } as const
    return {
      resource,
      verdict: {
        rule: { does: 'get', record: place, ...answered },
        confidence: 0.8,
        reason: `GET of a record by its ${property}`,
      },
    }
  }
  return undefined
}

/** A resource as its own operations see it. */
export function asCandidate({ group, record, id, parameter }: Resource): Candidate {
  return { group, record, id: id ?? { property: 'id', trust: 0.8 }, ...(parameter !== undefined && { parameter }) }
}

function showsRecord(record: Shape, resource: Resource, { path }: OperationFacts): boolean {
  const nouns = path.split('/').map(nounOf)
  return isSameRecord(record, resource.record, nouns.includes(resource.group.noun))
}

/** The path parameters as filters. Undefined if the path says more than they do. */
function pathFilters(resource: Resource, operation: OperationFacts): Filter[] | undefined {
  const explained = explain(resource, operation)
  if (!explained) return undefined
  const filters: Filter[] = []
  for (const { parameter, noun } of explained.others) {
    const property = parentProperty(resource.record, parameter, noun)
    if (property === undefined) return undefined
    filters.push({ parameter, property, in: 'path' })
  }
  return filters
}

/** `/pets/findByStatus?status=`: all parameters of the query select by a property. */
function queryFilters(shapes: Shapes, resource: Resource, operation: OperationFacts): Filter[] | undefined {
  const last = operation.path.split('/').at(-1) ?? ''
  if (!/^(find|get|list|filter|search)?[-_]?by/i.test(last) || !startsWith(operation.path, resource.group.collection))
    return undefined
  const filters = operation.parameters.flatMap(({ in: place, name, schema }) => {
    if (place !== 'query' || !plain(last).endsWith(plain(name))) return []
    const property = [...resource.record.properties.keys()].find(other => plain(other) === plain(name))
    const isScalar =
      property !== undefined && !['object', 'array'].includes(shapes.of(resource.record.properties.get(property)).kind)
    return isScalar && shapes.of(schema).kind !== 'object' ? [{ parameter: name, property }] : []
  })
  return filters.length > 0 ? filters : undefined
}

/**
 * The parameters of a path that the resource has not, with the nouns before them. Undefined if the path has words that
 * are neither those of the resource nor of a parent: `/search`, `/me`, `/latest`.
 */
function explain(
  resource: Resource,
  { path }: OperationFacts,
): { others: { parameter: string; noun: string }[] } | undefined {
  const segments = path.split('/').filter(segment => segment !== '')
  const known = resource.group.collection.split('/')
  const others: { parameter: string; noun: string }[] = []
  let showsResource = false
  for (const [at, segment] of segments.entries()) {
    const parameter = PARAMETER.exec(segment)?.[1]
    const noun = nounOf(segments[at - 1] ?? '')
    if (parameter !== undefined) {
      if (!resource.within.some(other => other.parameter === parameter)) others.push({ parameter, noun })
      continue
    }
    const isLast = nounOf(segment) === resource.group.noun
    showsResource ||= isLast
    if (!isLast && !known.includes(segment) && !PARAMETER.test(segments[at + 1] ?? '')) return undefined
  }
  return showsResource ? { others } : undefined
}

function startsWith(path: string, collection: string): boolean {
  const nouns = (text: string) => text.split('/').map(segment => (PARAMETER.test(segment) ? '{}' : nounOf(segment)))
  const [own, wanted] = [nouns(path), nouns(collection).filter((noun, at) => noun !== '' || at === 0)]
  return wanted.every((noun, at) => own[at] === noun)
}
