import type { BodyPath } from '../../contract/shape.ts'
import { findRecord } from './bodies.ts'
import { plain } from './names.ts'
import type { Shape, Shapes } from './shapes.ts'

/** How many members a body has at most if one of them holds the record. */
const MOST_AROUND = 3

export interface Input {
  readonly path: BodyPath
  readonly members: Shape
  /** The share of its properties that the record has, from 0 to 1. */
  readonly share: number
}

/**
 * Where the members of a record stand in a request body. Undefined if the body is no object.
 *
 * @param id a member that only says which record: it does not count
 */
export function inputOf(shapes: Shapes, body: unknown, record: Shape, noun: string, id?: string): Input | undefined {
  const root = shapes.of(body)
  if (root.kind !== 'object') return undefined
  const atRoot: Input = { path: [], members: root, share: shareOf(shapes, root, record, id) }
  // `{ customer: {...} }`: few members beside, and none that the record has too.
  if (root.properties.size > MOST_AROUND) return atRoot
  const wrapped = findRecord(shapes, body, noun, shape => shape !== root && shareOf(shapes, shape, record) > 0.5)
  if (!wrapped || wrapped.path.length === 0) return atRoot
  const share = shareOf(shapes, wrapped.record, record)
  return share > atRoot.share ? { path: wrapped.path, members: wrapped.record, share } : atRoot
}

function shareOf(shapes: Shapes, body: Shape, record: Shape, id?: string): number {
  if (body.name !== undefined && body.name === record.name) return 1
  const names = [...body.properties.keys()].filter(name => name !== id).map(plain)
  if (names.length === 0) return 0
  const known = shapes.plainNames(record)
  return (
    names.filter(name => known.has(name) || known.has(name.replace(/ids?$/, '')) || known.has(`${name}id`)).length /
    names.length
  )
}
