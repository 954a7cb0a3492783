import { findList } from './bodies.ts'
import { isPlural } from './names.ts'
import type { OperationFacts } from './operations.ts'
import { anonymous, type Call, type Route, routeOf, type Step, segmentsOf, stepsOf } from './routes.ts'
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
  /** The keys of groups whose entries it has too. */
  readonly aliases?: readonly string[]
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
  const byPath = Map.groupBy(operations, operation => operation.path)
  const collections = new Set(
    [...byPath.keys()]
      .filter(path => /\/\{[^/]*\}\/?$/.test(path))
      .map(path => anonymous(path).replace(/\/\{\}\/?$/, '')),
  )
  for (const [path, alike] of byPath) {
    const route = routeOf(path, collections.has(anonymous(path)))
    const key = anonymous(route.collection).toLowerCase()
    const group = exact.get(key) ?? emptyGroup(route)
    exact.set(key, group)
    group.entries.push(...alike.map(operation => entryOf(operation, route)))
  }
  return mergeWholeNames(shapes, mergeNumbers(shapes, [...exact.values()]))
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

/**
 * Merges `/v1/{name}` into `/v1/{parent}/jobs`, if it reads one of the records that the latter lists: the name holds the
 * parents too.
 */
function mergeWholeNames(shapes: Shapes, groups: readonly Group[]): Group[] {
  const merged = new Map<Group, Group>()
  for (const group of groups) {
    const record = wholeNamed(shapes, group)
    if (record === undefined) continue
    const prefix = `${anonymous(group.collection).replace(/\/$/, '')}/{}/`
    const lists = groups.filter(
      other =>
        anonymous(other.collection).startsWith(prefix) &&
        other.entries.every(({ on }) => on === 'collection') &&
        listedRecord(shapes, other) === record,
    )
    const list = lists.find(({ entries }) => entries.some(({ operation }) => operation.method === 'POST')) ?? lists[0]
    if (list) merged.set(group, list)
  }
  return groups.flatMap(group => {
    if (merged.has(group)) return []
    const items = [...merged].flatMap(([item, list]) => (list === group ? [item] : []))
    const entries = [...group.entries, ...items.flatMap(item => item.entries)]
    return [items.length === 0 ? group : { ...group, entries, aliases: items.map(({ key }) => key) }]
  })
}

/** The name of the record of a group that has nothing but items, and whose path does not say what they are. */
function wholeNamed(shapes: Shapes, { collection, entries }: Group): string | undefined {
  if (!/^\/(v\d[^/]*)?$/.test(collection) || entries.some(({ on }) => on !== 'item')) return undefined
  const get = entries.find(({ operation }) => operation.method === 'GET')
  return get?.operation.successes.map(({ schema }) => shapes.of(schema).name).find(name => name !== undefined)
}

function listedRecord(shapes: Shapes, { entries, noun }: Group): string | undefined {
  const get = entries.find(({ operation }) => operation.method === 'GET')
  return get?.operation.successes.map(({ schema }) => findList(shapes, schema, noun)?.record.name)[0]
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
