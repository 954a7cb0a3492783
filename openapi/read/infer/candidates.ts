import { type Found, findList, findRecord } from './bodies.ts'
import type { Entry, Group } from './groups.ts'
import { type IdMatch, idNamedBy, idOf } from './ids.ts'
import type { SuccessFacts } from './operations.ts'
import type { Shape, Shapes } from './shapes.ts'

/** A group whose operations show a record with an id. */
export interface Candidate {
  readonly group: Group
  readonly record: Shape
  readonly id: IdMatch
  /** The path parameter that is the id. */
  readonly parameter?: string
}

/** The record and the id of a group. Undefined if its bodies show none. */
export function candidateOf(shapes: Shapes, group: Group): Candidate | undefined {
  const parameter = group.entries.find(entry => entry.parameter !== undefined)?.parameter
  const type = parameter === undefined ? undefined : parameterKind(shapes, group, parameter)
  const idIn = (record: Shape) =>
    parameter === undefined ? idOf(shapes, record, group.noun) : idNamedBy(shapes, record, parameter, group.noun, type)
  const hasId = (record: Shape) => idIn(record) !== undefined
  let best: Candidate | undefined
  for (const read of readings(shapes, group, hasId)) {
    const found = read()
    const id = found && idIn(found.record)
    if (found && id && (best === undefined || id.trust > best.id.trust)) {
      best = { group, record: found.record, id, ...(parameter !== undefined && { parameter }) }
    }
    if (best && best.id.trust >= 0.9) break
  }
  return best
}

/** Where a record could be seen, the best place first. */
function* readings(shapes: Shapes, group: Group, hasId: (record: Shape) => boolean): Iterable<() => Found | undefined> {
  const { noun, entries } = group
  const answers = (is: (entry: Entry) => boolean, read: (success: SuccessFacts) => Found | undefined) =>
    entries.filter(is).flatMap(({ operation }) => operation.successes.map(success => () => read(success)))
  const record = ({ schema }: SuccessFacts) => findRecord(shapes, schema, noun, hasId)
  const list = ({ schema }: SuccessFacts) => findList(shapes, schema, noun)
  yield* answers(entry => isRead(entry) && entry.on !== 'collection', record)
  yield* answers(entry => entry.on === 'collection' && entry.operation.method === 'GET', list)
  yield* answers(entry => entry.on !== 'item' && entry.operation.method === 'POST', record)
  yield* answers(entry => entry.on === 'call', list)
  yield* answers(entry => entry.on === 'item' && !isRead(entry) && entry.operation.method !== 'DELETE', record)
}

function isRead({ operation, on, call }: Entry): boolean {
  return on === 'call' ? call === 'get' || call === 'read' : operation.method === 'GET'
}

export function parameterKind(shapes: Shapes, group: Group, name: string): Shape['kind'] | undefined {
  return parameterShape(shapes, group, name)?.kind
}

export function parameterShape(shapes: Shapes, group: Group, name: string): Shape | undefined {
  const parameters = group.entries.flatMap(({ operation }) => operation.parameters)
  const parameter = parameters.find(other => other.in === 'path' && other.name === name)
  return parameter && shapes.of(parameter.schema)
}
