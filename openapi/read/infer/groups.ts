import { findList } from './bodies.ts'
import { isPlural } from './names.ts'
import type { OperationFacts } from './operations.ts'
import { type Call, type Route, routeOf } from './routes.ts'
import type { Shapes } from './shapes.ts'

/** The operations on one collection and its records. */
export interface Group {
  readonly key: string
  /** The path template of the collection. */
  readonly collection: string
  readonly noun: string
  readonly parents: readonly string[]
  readonly entries: Entry[]
}

export interface Entry {
  readonly operation: OperationFacts
  readonly on: 'collection' | 'item' | 'call'
  /** The path parameter that is the id. */
  readonly parameter?: string
  readonly call?: Call
}

export function groupsOf(shapes: Shapes, operations: readonly OperationFacts[]): Group[] {
  const exact = new Map<string, Group>()
  for (const operation of operations) {
    const route = routeOf(operation.path)
    const path = route.collection.replace(/\{[^}]*\}/g, '{}').toLowerCase()
    const group = exact.get(path) ?? emptyGroup(route)
    exact.set(path, group)
    group.entries.push(entryOf(operation, route))
  }
  return mergeNumbers(shapes, [...exact.values()])
}

function emptyGroup({ key, collection, noun, parents }: Route): Group {
  return { key, collection, noun, parents, entries: [] }
}

function entryOf(operation: OperationFacts, { parameter, call }: Route): Entry {
  return {
    operation,
    on: call ? 'call' : parameter === undefined ? 'collection' : 'item',
    ...(parameter !== undefined && { parameter }),
    ...(call && { call }),
  }
}

/** Merges `/pets` and `/pet/{id}`. `/users` and `/user` stay apart if the latter is the user that signed in. */
function mergeNumbers(shapes: Shapes, groups: readonly Group[]): Group[] {
  const merged: Group[] = []
  for (const alike of Map.groupBy(groups, group => group.key).values()) {
    const plural = alike.find(group => isPlural(lastLiteral(group.collection))) ?? alike[0]
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

export function lastLiteral(path: string): string {
  return path.split('/').findLast(segment => segment !== '' && !segment.startsWith('{')) ?? ''
}
