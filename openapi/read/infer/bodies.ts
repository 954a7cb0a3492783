import type { BodyPath } from '../../contract/shape.ts'
import { isAbout, isNamed, namedMembers, wrappersAmong } from './members.ts'
import { nounOf } from './names.ts'
import type { Shape, Shapes } from './shapes.ts'

/** A record, or the records of a list, in a body. */
export interface Found {
  readonly path: BodyPath
  readonly record: Shape
}

const DEEPEST = 3

/** Where the list of a response stands. Undefined if it has none, or several. */
export function findList(shapes: Shapes, schema: unknown, noun: string, depth = 0): Found | undefined {
  const shape = shapes.of(schema)
  if (shape.kind === 'array') {
    const record = shapes.of(shape.items)
    return record.kind === 'object' ? { path: [], record } : undefined
  }
  if (shape.kind !== 'object' || depth >= DEEPEST) return undefined
  const { lists } = shapes.members(shape)
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

/** Whether a body is a list of objects, without an envelope. */
export function isRecordList(shapes: Shapes, schema: unknown): boolean {
  const { kind, items } = shapes.of(schema)
  return kind === 'array' && shapes.of(items).kind === 'object'
}

/** The list that the response is about, and not one of a record: an order has `items` too. */
function listMember(shape: Shape, lists: readonly string[], noun: string): string | undefined {
  const isEnvelope = isAbout(shape, lists)
  const exact = lists.find(name => nounOf(name) === noun)
  if (exact !== undefined && (isEnvelope || !shape.properties.has('id'))) return exact
  const named = lists.filter(name => isNamed(name, noun))
  if (isEnvelope || !shape.properties.has('id')) {
    const list = named.length === 1 ? named[0] : wrappersAmong(lists)[0]
    if (list !== undefined) return list
  }
  return lists.length === 1 && isEnvelope ? lists[0] : undefined
}

/** The members that could hold the list: named after it, a wrapper, or the only object in an envelope. */
function wrappersIn(shapes: Shapes, shape: Shape, noun: string): readonly string[] {
  const { objects } = shapes.members(shape)
  if (shape.properties.has('id') && !isAbout(shape, objects)) return []
  return likelyMembers(shape, objects, noun)
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
  if (depth >= DEEPEST) return undefined
  for (const name of likelyMembers(shape, shapes.members(shape).objects, noun)) {
    const found = findRecord(shapes, shape.properties.get(name), noun, hasId, depth + 1)
    if (found) return under(name, found)
  }
  return undefined
}

/** `{ id, data: { id, name } }`: the id at the root is that of the response. */
function isWrapped(shapes: Shapes, shape: Shape, noun: string, hasId: (record: Shape) => boolean): boolean {
  if (shape.properties.size > 4) return false
  const inner = namedMembers(shapes.members(shape).objects, noun).find(name =>
    hasId(shapes.of(shape.properties.get(name))),
  )
  return inner !== undefined && isAbout(shape, [inner])
}

/** The members that could hold the record or the list: named after it, a wrapper, or the only object in an envelope. */
function likelyMembers(shape: Shape, objects: readonly string[], noun: string): readonly string[] {
  const [only] = objects
  const likely = namedMembers(objects, noun)
  if (only === undefined || objects.length > 1 || likely.length > 0) return likely
  return isAbout(shape, objects) ? [only] : likely
}

function under(name: string, found: Found | undefined): Found | undefined {
  return found && { ...found, path: [name, ...found.path] }
}
