import type { BodyPath } from '../../contract/shape.ts'
import { findRecord } from './bodies.ts'
import type { Candidate } from './candidates.ts'
import { namedMembers } from './members.ts'
import { plain } from './names.ts'
import type { OperationFacts, SuccessFacts } from './operations.ts'
import { isIdOf } from './places.ts'
import type { Shape, Shapes } from './shapes.ts'

/** Where a response has what an operation answers with. */
export interface Answered {
  readonly status: number
  readonly answer?: BodyPath
  readonly answerId?: BodyPath
}

/** The 2xx status with the record, else the lowest one. */
export function answerOf(
  shapes: Shapes,
  { group, id, record }: Candidate,
  { successes }: OperationFacts,
): Answered | undefined {
  const isRecord = (shape: Shape) => shape.properties.has(id.property) && isAlike(shape, record)
  for (const { status, schema } of preferred(successes)) {
    const found = findRecord(shapes, schema, group.noun, isRecord)
    if (found) return { status, answer: found.path }
  }
  const [first] = successes
  const answerId =
    first && idIn(shapes, first.schema, name => name === plain(id.property) || isIdOf(name, group.noun), [])
  return first && { status: first.status, ...(answerId && { answerId }) }
}

/** `{ data: { petId } }`: the id of the record, under a name of its own. */
function idIn(shapes: Shapes, schema: unknown, isId: (name: string) => boolean, path: BodyPath): BodyPath | undefined {
  const shape = shapes.of(schema)
  const found = [...shape.properties.keys()].find(name => isId(plain(name)))
  if (found !== undefined) return [...path, found]
  const inner = path.length < 2 ? namedMembers(shapes.members(shape).objects, '') : []
  return inner
    .map(name => idIn(shapes, shape.properties.get(name), isId, [...path, name]))
    .find(one => one !== undefined)
}

function isAlike(shape: Shape, record: Shape): boolean {
  if (shape.name !== undefined && shape.name === record.name) return true
  const names = [...shape.properties.keys()]
  return names.filter(name => record.properties.has(name)).length >= names.length / 3
}

/** 202 is for later: a record in it comes after those of the others. */
function preferred(successes: readonly SuccessFacts[]): SuccessFacts[] {
  return [...successes.filter(({ status }) => status !== 202), ...successes.filter(({ status }) => status === 202)]
}
