import { type Found, findList, findRecord } from './bodies.ts'
import { type Entry, type Group, lastWord } from './groups.ts'
import { type IdMatch, idAskedFor, idNamedBy, idOf } from './ids.ts'
import { isAbout } from './members.ts'
import { plain, wordsOf } from './names.ts'
import type { SuccessFacts } from './operations.ts'
import { inputsOf } from './pages.ts'
import type { Shape, Shapes } from './shapes.ts'

/** A group whose operations show a record with an id. */
export interface Candidate {
  readonly group: Group
  readonly record: Shape
  readonly id: IdMatch
  /** The path parameter that is the id. */
  readonly parameter?: string
}

/** Paths that do something with what their parameter says: `/domains/verify/{domain}`. */
const ACTIONS =
  /^(verify|validate|check|convert|search|lookup|find|export|download|preview|calculate|estimate|test|generate|parse|resolve|render|translate|count|suggest|autocomplete|compare)$/

/** Words of paths whose lists are computed: `/users/lookupByEmail`, `/search/code`, `ListTagsForResource`. */
const COMPUTED = new Set(['search', 'find', 'lookup', 'suggestions', 'for'])

/** Paths that ask a question instead of naming a collection: `/people:search`, `/me/findRooms()`. */
function isQuestion(group: Group): boolean {
  const last = lastWord(group)
  if (/[:(]/.test(last) || ACTIONS.test(wordsOf(last)[0] ?? '')) return true
  const hasItems = group.entries.some(({ on }) => on === 'item')
  return !hasItems && [...wordsOf(last), ...group.steps.map(({ word }) => word)].some(word => COMPUTED.has(word))
}

/** The record and the id of a group. Undefined if its bodies show none. */
export function candidateOf(shapes: Shapes, group: Group): Candidate | undefined {
  if (isQuestion(group)) return undefined
  const parameter = group.entries.find(
    entry => entry.parameter !== undefined && !isFilter(shapes, group, entry),
  )?.parameter
  const type = parameter === undefined ? undefined : parameterKind(shapes, group, parameter)
  const asked = askedBy(shapes, group)
  const isAlone = group.entries.length === 1
  const idIn = (record: Shape) =>
    parameter === undefined
      ? (idAskedFor(shapes, record, group.noun, asked, isAlone) ?? idOf(shapes, record, group.noun))
      : idNamedBy(shapes, record, parameter, group.noun, type)
  const hasId = (record: Shape) => idIn(record) !== undefined
  const rest = parameter === undefined ? {} : { parameter }
  // What GETs show comes first: a record that only a POST answers with may have members that are never seen again.
  for (const readings of [reads(shapes, group, hasId), writes(shapes, group, hasId)]) {
    let best: Candidate | undefined
    for (const read of readings) {
      const found = read()
      const id = found && idIn(found.record)
      if (found && id && (best === undefined || id.trust > best.id.trust)) {
        best = { group, record: found.record, id, ...rest }
      }
      if (best && best.id.trust >= 0.9) break
    }
    if (best) return best
  }
  return undefined
}

/** `GET /clicks/{messageId}` answers with the clicks on one message: the parameter is no id of a click. */
function isFilter(shapes: Shapes, group: Group, { operation, on }: Entry): boolean {
  const others = group.entries.filter(entry => entry.on === 'item' && entry.operation !== operation)
  return (
    on === 'item' &&
    operation.method === 'GET' &&
    others.length === 0 &&
    operation.successes.some(({ schema }) => isWholeList(shapes, schema, group.noun))
  )
}

/** A list with nothing beside it but what says something about the response. */
function isWholeList(shapes: Shapes, schema: unknown, noun: string): boolean {
  const found = findList(shapes, schema, noun)
  const root = shapes.of(schema)
  return found !== undefined && (root.kind === 'array' || isAbout(root, found.path.slice(0, 1)))
}

/** The names of what the calls about one record need, without separators and upper case. */
function askedBy(shapes: Shapes, { entries }: Group): ReadonlySet<string> {
  const calls = entries.filter(({ call }) => call !== undefined && call !== 'list' && call !== 'create')
  return new Set(
    calls.flatMap(({ operation }) => {
      const query = operation.parameters.filter(parameter => parameter.in === 'query')
      const [, inputs] = inputsOf(shapes, operation)
      return [...query, ...inputs].flatMap(({ name, required }) => (required ? [plain(name)] : []))
    }),
  )
}

type Reading = () => Found | undefined

function reads(shapes: Shapes, group: Group, hasId: (record: Shape) => boolean): Reading[] {
  const record = ({ schema }: SuccessFacts) => findRecord(shapes, schema, group.noun, hasId)
  const list = ({ schema }: SuccessFacts) => findList(shapes, schema, group.noun)
  return [
    ...answers(group, entry => isRead(entry) && entry.on !== 'collection', record),
    ...answers(group, entry => entry.on === 'collection' && entry.operation.method === 'GET', list),
    ...answers(group, entry => entry.on === 'call', list),
  ]
}

function writes(shapes: Shapes, group: Group, hasId: (record: Shape) => boolean): Reading[] {
  const record = ({ schema }: SuccessFacts) => findRecord(shapes, schema, group.noun, hasId)
  return [
    ...answers(group, entry => entry.on !== 'item' && entry.operation.method === 'POST', record),
    ...answers(group, entry => entry.on === 'item' && !isRead(entry) && entry.operation.method !== 'DELETE', record),
  ]
}

function answers(
  { entries }: Group,
  is: (entry: Entry) => boolean,
  read: (success: SuccessFacts) => Found | undefined,
): Reading[] {
  return entries.filter(is).flatMap(({ operation }) => operation.successes.map(success => () => read(success)))
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
