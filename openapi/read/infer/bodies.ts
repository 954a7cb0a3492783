import type { BodyPath } from './inference.ts'
import { nounOf, plain } from './names.ts'
import type { Shape, Shapes } from './shapes.ts'

/** A record, or the records of a list, in a body. */
export interface Found {
  readonly path: BodyPath
  readonly record: Shape
}

/** Members that hold what a response is about. */
const WRAPPERS = [
  'data',
  'result',
  'results',
  'response',
  'item',
  'items',
  'payload',
  'body',
  'content',
  'record',
  'records',
  'entity',
  'value',
  'values',
  'object',
  'resource',
  'resources',
  'list',
  'rows',
  'entries',
  'elements',
  'hits',
  'collection',
  'docs',
  'documents',
  'objects',
  '_embedded',
  'embedded',
  'model',
  'page',
]

/** Members beside a record or a list that say something about the response. */
const ABOUT =
  /(count|total|page|paging|pagination|next|prev|cursor|limit|offset|size|more|links?|meta|metadata|etag|kind|url|object|success|ok|status|code|message|messages|errors?|warnings?|notices?|request|requestid|token|self|href|first|last|info|sort|order|start|end|version|time|timestamp|type|included|jsonapi|skip|top|took|duration|query|filters?|facets|aggregations|isvalid|apiversion|id|context|num|number|summary|length|from|to|cost|response|debug|stat|uri|date|nextpage|deleted|empty|marker|truncated|continuation|key)$/

const DEEPEST = 3

/** Where the list of a response stands. Undefined if it has none, or several. */
export function findList(shapes: Shapes, schema: unknown, noun: string, depth = 0): Found | undefined {
  const shape = shapes.of(schema)
  if (shape.kind === 'array') {
    const record = shapes.of(shape.items)
    return record.kind === 'object' ? { path: [], record } : undefined
  }
  if (shape.kind !== 'object' || depth >= DEEPEST) return undefined
  const names = membersFor(shape, noun)
  const lists = [...shape.properties.keys()].filter(name => isRecordList(shapes, shape.properties.get(name)))
  const named = names.find(name => lists.includes(name))
  if (named !== undefined && (isNamed(named, noun) || isAbout(shape, lists)))
    return under(named, findList(shapes, shape.properties.get(named), noun, depth + 1))
  const [only] = lists
  if (lists.length === 1 && only !== undefined && isAbout(shape, lists))
    return under(only, findList(shapes, shape.properties.get(only), noun, depth + 1))
  if (lists.length > 0) return undefined
  for (const name of names) {
    const found =
      shapes.of(shape.properties.get(name)).kind === 'object' &&
      findList(shapes, shape.properties.get(name), noun, depth + 1)
    if (found) return under(name, found)
  }
  return undefined
}

/** Where the record of a body stands: in the member that is named after it, in a wrapper, or at the root. */
export function findRecord(
  shapes: Shapes,
  schema: unknown,
  noun: string,
  hasId: (record: Shape) => boolean,
  depth = 0,
): Found | undefined {
  const shape = shapes.of(schema)
  if (shape.kind !== 'object' || shape.properties.size === 0) return undefined
  if (hasId(shape) && !isWrapped(shapes, shape, noun, hasId)) return { path: [], record: shape }
  if (depth < DEEPEST) {
    for (const name of membersFor(shape, noun)) {
      const member = shape.properties.get(name)
      if (shapes.of(member).kind !== 'object') continue
      const found = findRecord(shapes, member, noun, hasId, depth + 1)
      if (found) return under(name, found)
    }
    const inner = [...shape.properties].filter(([, member]) => shapes.of(member).kind === 'object')
    const [only] = inner
    if (only && inner.length === 1 && isAbout(shape, [only[0]])) {
      const found = findRecord(shapes, only[1], noun, hasId, depth + 1)
      if (found) return under(only[0], found)
    }
  }
  return undefined
}

/** `{ id, data: { id, name } }`: the id at the root is that of the response. */
function isWrapped(shapes: Shapes, shape: Shape, noun: string, hasId: (record: Shape) => boolean): boolean {
  const inner = membersFor(shape, noun).find(name => hasId(shapes.of(shape.properties.get(name))))
  return inner !== undefined && shape.properties.size <= 4 && isAbout(shape, [inner])
}

function isRecordList(shapes: Shapes, schema: unknown): boolean {
  const shape = shapes.of(schema)
  return shape.kind === 'array' && shapes.of(shape.items).kind === 'object'
}

/** The members that could hold the record or the list, in order of trust. */
function membersFor(shape: Shape, noun: string): string[] {
  const names = [...shape.properties.keys()]
  const named = names.filter(name => isNamed(name, noun))
  const wrappers = WRAPPERS.flatMap(wrapper => names.filter(name => name.toLowerCase() === wrapper))
  return [...named, ...wrappers.filter(name => !named.includes(name))]
}

function isNamed(member: string, noun: string): boolean {
  const name = nounOf(member)
  return (
    name !== '' &&
    noun !== '' &&
    (name === noun || (noun.endsWith(name) && name.length > 2) || (name.endsWith(noun) && noun.length > 2))
  )
}

/** All members but those of the answer say something about it. */
function isAbout(shape: Shape, but: readonly string[]): boolean {
  return [...shape.properties.keys()].every(name => but.includes(name) || ABOUT.test(plain(name)))
}

function under(name: string, found: Found | undefined): Found | undefined {
  return found && { ...found, path: [name, ...found.path] }
}
