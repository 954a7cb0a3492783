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
const ABOUT_ENDS =
  /(count|total|page|pages|paging|pagination|cursor|limit|offset|links?|meta|metadata|errors?|warnings?|message|messages|requestid|success|hasmore|token)$/
const ABOUT = new Set(
  'next prev previous size more etag kind url uri object ok status code request self href first last info sort order start end version time timestamp type included jsonapi skip top took duration query filter filters facets aggregations isvalid apiversion id context num number summary length from to response debug stat date deleted empty marker truncated iterator previterator nextiterator done extras numfound maxscore result hasnext hasprevious statuscode statusmessage isloadmore lastkey nextkey offsetid totalsize statuscode'.split(
    ' ',
  ),
)

const DEEPEST = 3

/** Where the list of a response stands. Undefined if it has none, or several. */
export function findList(shapes: Shapes, schema: unknown, noun: string, depth = 0): Found | undefined {
  const shape = shapes.of(schema)
  if (shape.kind === 'array') {
    const record = shapes.of(shape.items)
    return record.kind === 'object' ? { path: [], record } : undefined
  }
  if (shape.kind !== 'object' || depth >= DEEPEST) return undefined
  const lists = [...shape.properties.keys()].filter(name => isRecordList(shapes, shape.properties.get(name)))
  if (lists.length > 0) {
    const name = listMember(shape, lists, noun)
    return name === undefined
      ? undefined
      : { path: [name], record: shapes.of(shapes.of(shape.properties.get(name)).items) }
  }
  for (const name of wrappersIn(shapes, shape, noun)) {
    const found = findList(shapes, shape.properties.get(name), noun, depth + 1)
    if (found) return under(name, found)
  }
  return undefined
}

/** The list that the response is about, and not one of a record: an order has `items` too. */
function listMember(shape: Shape, lists: readonly string[], noun: string): string | undefined {
  const isEnvelope = isAbout(shape, lists)
  const exact = lists.find(name => nounOf(name) === noun)
  if (exact !== undefined && (isEnvelope || !shape.properties.has('id'))) return exact
  const named = lists.filter(name => isNamed(name, noun))
  if (isEnvelope || !shape.properties.has('id')) {
    const wrapper = WRAPPERS.find(name => lists.some(list => list.toLowerCase() === name))
    const list = named.length === 1 ? named[0] : lists.find(name => name.toLowerCase() === wrapper)
    if (list !== undefined) return list
  }
  return lists.length === 1 && isEnvelope ? lists[0] : undefined
}

/** The members that could hold the list: named after it, a wrapper, or the only object in an envelope. */
function wrappersIn(shapes: Shapes, shape: Shape, noun: string): string[] {
  const inner = [...shape.properties.keys()].filter(name => shapes.of(shape.properties.get(name)).kind === 'object')
  if (shape.properties.has('id') && !isAbout(shape, inner)) return []
  const likely = membersFor(shape, noun).filter(name => inner.includes(name))
  return inner.length === 1 && isAbout(shape, inner) ? [...new Set([...likely, ...inner])] : likely
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
export function membersFor(shape: Shape, noun: string): string[] {
  const names = [...shape.properties.keys()]
  const named = names.filter(name => isNamed(name, noun))
  const wrappers = WRAPPERS.flatMap(wrapper => names.filter(name => name.toLowerCase() === wrapper))
  return [...named, ...wrappers.filter(name => !named.includes(name))]
}

function isNamed(member: string, noun: string): boolean {
  const name = nounOf(member)
  if (name === '' || noun === '') return false
  return name === noun || (name.length > 2 && noun.endsWith(name)) || (noun.length > 2 && name.endsWith(noun))
}

/** All members but those of the answer say something about it. */
export function isAbout(shape: Shape, but: readonly string[]): boolean {
  return [...shape.properties.keys()].every(
    name => but.includes(name) || ABOUT.has(plain(name)) || ABOUT_ENDS.test(plain(name)),
  )
}

function under(name: string, found: Found | undefined): Found | undefined {
  return found && { ...found, path: [name, ...found.path] }
}
