import type { Filter } from '../../contract/shape.ts'
import { answerOf } from './answers.ts'
import { findList } from './bodies.ts'
import type { Candidate } from './candidates.ts'
import { SURE } from './collections.ts'
import type { Entry } from './groups.ts'
import { plain } from './names.ts'
import { inputsOf } from './pages.ts'
import { parentProperty, type Resource, type Resources } from './resource.ts'
import { ownerOf, type Step } from './routes.ts'
import { stateless, type Verdict, verdictOf } from './rules.ts'
import type { Shapes } from './shapes.ts'

/** What an operation outside of the paths of a resource does with its records. */
export interface View {
  readonly resource: Resource
  readonly verdict: Verdict
}

/** `POST /stores/{store_id}/products` creates what `/products/{id}` reads. It makes the store a parent. */
export function nestedCreate(shapes: Shapes, resources: Resources, { operation, on, steps }: Entry): View | undefined {
  const noun = steps.at(-1)?.noun
  if (operation.method !== 'POST' || on !== 'collection' || noun === undefined) return undefined
  const parents = steps.flatMap(({ parameter }) => parameter ?? [])
  for (const resource of resources.named(noun)) {
    const others = strangers(resource, steps)
    if (!others || !resource.within.every(({ parameter }) => parents.includes(parameter))) continue
    const verdict = verdictOf(shapes, asCandidate(resource), { operation, on, steps })
    if (!verdict.rule?.answer || verdict.confidence < SURE) continue
    for (const { parameter, noun: parentNoun } of others) {
      const property = parentProperty(shapes, resource.record, parameter, parentNoun)
      const parent = resources.named(parentNoun).find(other => other.parameter !== undefined)
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

/**
 * `GET /customers/{id}/orders` lists the records of `/orders` whose `customer_id` it names. Stateless, if it lists records
 * of a resource and nothing says which.
 */
export function filteredList(shapes: Shapes, resources: Resources, entry: Entry): View | undefined {
  const { operation, steps } = entry
  if (operation.method !== 'GET') return undefined
  const nouns = steps.map(step => step.noun).filter(noun => noun !== '')
  let holder: Resource | undefined
  for (const success of operation.successes) {
    const found = findList(shapes, success.schema, nouns.at(-1) ?? '')
    if (!found) continue
    for (const resource of resources.holding(found.record, nouns)) {
      holder ??= resource
      const filters = pathFilters(shapes, resource, steps) ?? queryFilters(shapes, resource, entry)
      if (!filters) continue
      const { rule, reason } = verdictOf(shapes, asCandidate(resource), { ...entry, on: 'collection' })
      if (rule?.does !== 'list') continue
      const others = (rule.filters ?? []).filter(one => !filters.some(({ parameter }) => parameter === one.parameter))
      const all = [...filters, ...others]
      const filtered = { ...rule, ...(all.length > 0 && { filters: all }) }
      return { resource, verdict: { rule: filtered, confidence: 0.8, reason: `${reason}, by a property` } }
    }
  }
  return (
    holder && {
      resource: holder,
      verdict: stateless(`a list of ${holder.name} records, and no property of them says which`),
    }
  )
}

/** `POST /workspaces/get_by_slug` reads a record by a property that its body has. */
export function callByProperty(shapes: Shapes, resources: Resources, { operation }: Entry): View | undefined {
  const owned = ownerOf(operation.path)
  const resource = owned && resources.at(owned.owner.key)
  const name = owned && /^(?:get|find|read|fetch)?by(\w+)$/.exec(plain(owned.word))?.[1]
  const property = name && resource ? shapes.plainNames(resource.record).get(name) : undefined
  if (!owned || !resource || property === undefined || owned.owner.parameter !== undefined) return undefined
  const [place, inputs] = inputsOf(shapes, operation)
  const input = inputs.find(one => plain(one.name) === name && one.required)
  const answered = answerOf(shapes, asCandidate(resource), operation)
  if (
    !input ||
    !answered?.answer ||
    operation.successes.some(({ schema }) => findList(shapes, schema, resource.group.noun))
  )
    return undefined
  const record = { in: place, name: input.name, ...(property !== resource.id?.property && { property }) } as const
  return {
    resource,
    verdict: {
      rule: { does: 'get', record, ...answered },
      confidence: 0.8,
      reason: `${operation.method} of a record by its ${property}`,
    },
  }
}

/** `GET /users/by-name/{username}` reads a record by another property than its id. */
export function getByProperty(
  shapes: Shapes,
  resources: Resources,
  { operation, parameter, steps }: Entry,
): View | undefined {
  if (operation.method !== 'GET' || parameter === undefined) return undefined
  for (const resource of steps.flatMap(({ noun }) => resources.named(noun))) {
    if (!resource.id || !startsWith(steps, resource)) continue
    const property = shapes.plainNames(resource.record).get(plain(parameter))
    if (property === undefined || !steps.some(({ word }) => plain(word).endsWith(plain(property)))) continue
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

/** The path parameters as filters. Undefined if the path says more than they do. */
function pathFilters(shapes: Shapes, resource: Resource, steps: readonly Step[]): Filter[] | undefined {
  const others = strangers(resource, steps)
  if (!others) return undefined
  const filters: Filter[] = []
  for (const { parameter, noun } of others) {
    const property = parentProperty(shapes, resource.record, parameter, noun)
    if (property === undefined) return undefined
    filters.push({ parameter, property, in: 'path' })
  }
  return filters
}

/** `/pets/findByStatus?status=`: the parameter that the path names selects by a property. */
function queryFilters(shapes: Shapes, resource: Resource, { operation, steps }: Entry): Filter[] | undefined {
  const last = steps.at(-1)?.word ?? ''
  if (!/^(find|get|list|filter|search)?[-_]?by/i.test(last) || !startsWith(steps, resource)) return undefined
  const filters = operation.parameters.flatMap(({ in: place, name }) => {
    if (place !== 'query' || !plain(last).endsWith(plain(name))) return []
    const property = shapes.plainNames(resource.record).get(plain(name))
    const kind = property === undefined ? 'unknown' : shapes.of(resource.record.properties.get(property)).kind
    return property === undefined || kind === 'object' || kind === 'array' ? [] : [{ parameter: name, property }]
  })
  return filters.length > 0 ? filters : undefined
}

/**
 * The parameters of a path that the resource has not, with the nouns before them. Undefined if the path has words that
 * are neither those of the resource nor of a parent: `/search`, `/me`, `/latest`.
 */
function strangers(
  { group, within }: Resource,
  steps: readonly Step[],
): { parameter: string; noun: string }[] | undefined {
  const others: { parameter: string; noun: string }[] = []
  let showsResource = false
  for (const [at, { word, noun, parameter }] of steps.entries()) {
    if (parameter !== undefined) {
      if (!within.some(other => other.parameter === parameter))
        others.push({ parameter, noun: steps[at - 1]?.noun ?? '' })
      continue
    }
    const isOwn = noun === group.noun
    showsResource ||= isOwn
    const isParent = steps[at + 1]?.parameter !== undefined
    if (!isOwn && !isParent && !group.steps.some(step => step.word === word)) return undefined
  }
  return showsResource ? others : undefined
}

function startsWith(steps: readonly Step[], { group }: Resource): boolean {
  return group.steps.every(({ noun }, at) => steps[at]?.noun === noun)
}
