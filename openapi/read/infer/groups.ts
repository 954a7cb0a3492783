import { findList } from './bodies.ts'
import { isPlural } from './names.ts'
import type { OperationFacts } from './operations.ts'
import { type Call, type Route, routeOf, type Step, segmentsOf, stepsOf } from './routes.ts'
import type { Shapes } from './shapes.ts'

/** The operations on one collection and its records. */
export interface Group {
  readonly key: string
  /** The path template of the collection. */
  readonly collection: string
  readonly noun: string
  readonly parents: readonly string[]
  /** The steps of the collection's path. */
  readonly steps: readonly Step[]
  readonly entries: Entry[]
}

export interface Entry {
  readonly operation: OperationFacts
  readonly on: 'collection' | 'item' | 'call'
  /** The path parameter that is the id. */
  readonly parameter?: string
  readonly call?: Call
  readonly steps: readonly Step[]
}

export function groupsOf(shapes: Shapes, operations: readonly OperationFacts[]): Group[] {
  const exact = new Map<string, Group>()
  for (const [path, alike] of Map.groupBy(operations, operation => operation.path)) {
    const route = routeOf(path)
    const key = route.collection.replace(/\{[^}]*\}/g, '{}').toLowerCase()
    const group = exact.get(key) ?? emptyGroup(route)
    exact.set(key, group)
    group.entries.push(...alike.map(operation => entryOf(operation, route)))
  }
  return mergeNumbers(shapes, [...exact.values()])
}

function emptyGroup({ key, collection, noun, parents }: Route): Group {
  return { key, collection, noun, parents, steps: stepsOf(segmentsOf(collection)), entries: [] }
}

function entryOf(operation: OperationFacts, { parameter, call, steps }: Route): Entry {
  return {
    operation,
    steps,
    on: call ? 'call' : parameter === undefined ? 'collection' : 'item',
    ...(parameter !== undefined && { parameter }),
    ...(call && { call }),
  }
}

/** Merges `/pets` and `/pet/{id}`. `/users` and `/user` stay apart if the latter is the user that signed in. */
function mergeNumbers(shapes: Shapes, groups: readonly Group[]): Group[] {
  const merged: Group[] = []
  for (const alike of Map.groupBy(groups, group => group.key).values()) {
    const plural = alike.find(group => isPlural(lastWord(group))) ?? alike[0]
    if (!plural) continue
    merged.push(plural)
    for (const group of alike) {
      if (group === plural) continue
      if (fits(shapes, plural, group)) plural.entries.push(...group.entries)
      else merged.push(group)
    }
  }
  return merged
}

function fits(shapes: Shapes, plural: Group, other: Group): boolean {
  const taken = plural.entries.map(slot)
  return other.entries.every(
    entry =>
      !taken.includes(slot(entry)) && (slot(entry) !== 'GET collection' || isList(shapes, entry.operation, other.noun)),
  )
}

function slot({ operation, on, call }: Entry): string {
  return `${operation.method} ${on} ${call ?? ''}`.trim()
}

function isList(shapes: Shapes, operation: OperationFacts, noun: string): boolean {
  return operation.successes.some(({ schema }) => findList(shapes, schema, noun) !== undefined)
}

/** The last word of the collection's path. */
export function lastWord({ steps }: Pick<Group, 'steps'>): string {
  return steps.findLast(({ parameter }) => parameter === undefined)?.word ?? ''
}
