import { findList, findRecord } from './bodies.ts'
import type { Candidate } from './candidates.ts'
import { filtersOf, sortOf } from './filters.ts'
import type { Entry } from './groups.ts'
import type { BodyPath, InferredRule, RecordPlace } from './inference.ts'
import { namedMembers } from './members.ts'
import { plain } from './names.ts'
import type { OperationFacts, ParameterFacts, SuccessFacts } from './operations.ts'
import { inputsOf, pagesOf } from './pages.ts'
import { type Input, inputOf } from './requests.ts'
import type { Shape, Shapes } from './shapes.ts'

/** What an operation does, or why that is not known. */
export interface Verdict {
  readonly rule?: Omit<InferredRule, 'resource'>
  readonly confidence: number
  readonly reason: string
}

export function stateless(reason: string, confidence = 0.8): Verdict {
  return { confidence, reason }
}

/** What an operation on a collection or its records does. */
export function verdictOf(shapes: Shapes, candidate: Candidate, entry: Entry): Verdict {
  const { operation, on } = entry
  if (on === 'call') return callVerdict(shapes, candidate, entry)
  const place: RecordPlace | undefined =
    on === 'item' && entry.parameter !== undefined ? pathPlace(candidate, entry.parameter) : undefined
  switch (operation.method) {
    case 'GET':
      return place ? get(shapes, candidate, operation, place) : list(shapes, candidate, operation)
    case 'POST':
      return place ? change(shapes, candidate, operation, place, 'update') : create(shapes, candidate, operation)
    case 'PUT':
      return put(shapes, candidate, operation, place)
    case 'PATCH':
      return change(shapes, candidate, operation, place ?? bodyPlace(shapes, candidate, operation), 'update')
    case 'DELETE':
      return place ? remove(shapes, candidate, operation, place) : stateless('DELETE on a whole collection')
    default:
      return stateless(`${operation.method} changes and reads no record`)
  }
}

function callVerdict(shapes: Shapes, candidate: Candidate, entry: Entry): Verdict {
  const { operation, call, parameter } = entry
  const place = parameter === undefined ? inputPlace(shapes, candidate, operation) : pathPlace(candidate, parameter)
  switch (call) {
    case 'list':
      return list(shapes, candidate, operation)
    case 'create':
      return place && parameter !== undefined
        ? stateless('the path creates below a record')
        : create(shapes, candidate, operation)
    case 'read': {
      const listed = list(shapes, candidate, operation)
      return listed.rule || !place ? listed : get(shapes, candidate, operation, place)
    }
    case 'get':
      return place ? get(shapes, candidate, operation, place) : list(shapes, candidate, operation)
    case 'update':
    case 'replace':
      return place ? change(shapes, candidate, operation, place, call) : stateless('no parameter holds the id')
    case 'delete':
      return place ? remove(shapes, candidate, operation, place) : stateless('no parameter holds the id')
    default:
      return stateless('the path names no act')
  }
}

function pathPlace({ id, parameter: main }: Candidate, name: string): RecordPlace {
  return { in: 'path', name, ...(main !== undefined && name !== main && { property: id.property }) }
}

function list(shapes: Shapes, { group, id, record }: Candidate, operation: OperationFacts): Verdict {
  for (const success of operation.successes) {
    const found = findList(shapes, success.schema, group.noun)
    if (!found) continue
    if (!found.record.properties.has(id.property)) return stateless(`the items of the list have no ${id.property}`)
    const pages = pagesOf(shapes, operation, success, found.path)
    const filters = filtersOf(shapes, operation, record, pages)
    const sort = sortOf(shapes, operation)
    return {
      rule: {
        does: 'list',
        status: success.status,
        answer: found.path,
        ...(pages && { pages }),
        ...(filters.length > 0 && { filters }),
        ...(sort && { sort }),
      },
      confidence: id.trust,
      reason: `${operation.method} of a list whose items have ${article(id.property)}`,
    }
  }
  return stateless('the response is no list of records')
}

function get(shapes: Shapes, candidate: Candidate, operation: OperationFacts, record: RecordPlace): Verdict {
  const answered = answerOf(shapes, candidate, operation)
  if (!answered?.answer) return stateless('the response shows no record')
  return {
    rule: { does: 'get', record, ...answered },
    confidence: candidate.id.trust,
    reason: `GET of a record by ${record.name}`,
  }
}

function create(shapes: Shapes, candidate: Candidate, operation: OperationFacts): Verdict {
  const input = inputOf(shapes, operation.body, candidate.record, candidate.group.noun)
  const answered = answerOf(shapes, candidate, operation)
  if (!answered) return stateless('no 2xx response is declared')
  if (operation.body !== undefined && !input) return stateless('the request body is no single record')
  if (operation.successes.some(({ schema }) => findList(shapes, schema, candidate.group.noun)?.path.length === 0)) {
    return stateless('it answers with a list: many records at once, or a search')
  }
  const confidence = confidenceOfCreate(answered, input)
  if (confidence < 0.6) return stateless('the bodies do not show the record that is created', 1 - confidence)
  return {
    rule: { does: 'create', ...answered, ...(input && { input: input.path }) },
    confidence: confidence * candidate.id.trust,
    reason: answered.answer
      ? 'POST on a collection that answers with a record'
      : 'POST on a collection with the members of a record',
  }
}

function confidenceOfCreate({ answer, answerId }: Answered, input: Input | undefined): number {
  const share = input?.share ?? 0
  if (answer) return share >= 0.3 || !input ? 0.95 : 0.75
  if (answerId) return share >= 0.3 ? 0.9 : 0.7
  return share >= 0.5 ? 0.85 : 0.4
}

function put(shapes: Shapes, candidate: Candidate, operation: OperationFacts, place: RecordPlace | undefined): Verdict {
  if (operation.body === undefined) return stateless('PUT without a body')
  const { group, record } = candidate
  const input = inputOf(shapes, operation.body, record, group.noun)
  const hasPatch = group.entries.some(entry => entry.operation.method === 'PATCH' && entry.on === 'item')
  const isWhole =
    hasPatch || input === undefined || input.members.required.size > 0 || input.members.name === record.name
  return change(
    shapes,
    candidate,
    operation,
    place ?? bodyPlace(shapes, candidate, operation),
    isWhole ? 'replace' : 'update',
    isUpsert(candidate, operation),
  )
}

/** `PUT /secrets/{name}` is the only way to create a secret, whatever its body has. */
function isUpsert({ group }: Candidate, { path }: OperationFacts): boolean {
  const others = group.entries.map(({ operation }) => operation).filter(({ method }) => method === 'POST')
  return (
    others.length === 0 && group.entries.some(({ operation }) => operation.method === 'GET' && operation.path === path)
  )
}

function change(
  shapes: Shapes,
  candidate: Candidate,
  operation: OperationFacts,
  place: RecordPlace | undefined,
  does: 'replace' | 'update',
  isCreated = false,
): Verdict {
  if (!place) return stateless('no parameter holds the id')
  const { record, group } = candidate
  if (
    place.in !== 'path' &&
    group.entries.some(entry => entry.on === 'item' && entry.operation.method === operation.method)
  ) {
    return stateless(`${operation.method} of several records at once`)
  }
  const input = inputOf(shapes, operation.body, record, group.noun, place.in === 'body' ? place.name : undefined)
  const answered = answerOf(shapes, candidate, operation)
  if (!answered) return stateless('no 2xx response is declared')
  if (!input) return stateless('the request body is no record')
  const known = changeConfidence(operation, input, answered.answer !== undefined)
  const confidence = isCreated ? Math.max(known, 0.75) : known
  if (confidence < 0.6) return stateless('the request body has other members than the record', 1 - confidence)
  return {
    rule: { does, record: place, ...answered, input: input.path },
    confidence: confidence * candidate.id.trust,
    reason: `${operation.method} of a record by ${place.name}, with its members`,
  }
}

function changeConfidence({ method }: OperationFacts, { share }: Input, answers: boolean): number {
  const base = method === 'POST' ? 0.85 : 0.95
  if (share >= 0.5) return base
  return answers ? base - 0.1 : share > 0.2 ? 0.7 : 0.4
}

function remove(shapes: Shapes, candidate: Candidate, operation: OperationFacts, record: RecordPlace): Verdict {
  const answered = answerOf(shapes, candidate, operation)
  if (!answered) return stateless('no 2xx response is declared')
  return {
    rule: { does: 'delete', record, ...answered },
    confidence: candidate.id.trust,
    reason: `DELETE of a record by ${record.name}`,
  }
}

interface Answered {
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

/** The id in the query or the body of a call. */
export function inputPlace(
  shapes: Shapes,
  candidate: Candidate,
  operation: OperationFacts,
  only: (parameter: ParameterFacts) => boolean = () => true,
): RecordPlace | undefined {
  const query = operation.parameters.filter(parameter => parameter.in === 'query' && only(parameter))
  const name = idName(candidate, query)
  return name === undefined ? bodyPlace(shapes, candidate, operation, only) : { in: 'query', name }
}

function bodyPlace(
  shapes: Shapes,
  candidate: Candidate,
  operation: OperationFacts,
  only: (parameter: ParameterFacts) => boolean = () => true,
): RecordPlace | undefined {
  if (operation.body === undefined || operation.method === 'GET') return undefined
  const [, members] = inputsOf(shapes, operation)
  const name = idName(candidate, members.filter(only))
  return name === undefined ? undefined : { in: 'body', name }
}

function idName({ group, id }: Candidate, parameters: readonly ParameterFacts[]): string | undefined {
  const { noun } = group
  const wanted = [plain(id.property), `${noun}id`, `${noun}${plain(id.property)}`, noun]
  const exact = wanted.flatMap(word => parameters.find(({ name }) => plain(name) === word)?.name ?? [])[0]
  // The id of `/deploy/get` is `deploymentId`.
  return exact ?? parameters.find(({ name }) => isIdOf(plain(name), noun))?.name
}

function isIdOf(name: string, noun: string): boolean {
  return noun !== '' && name.startsWith(noun) && name.endsWith('id')
}

function article(property: string): string {
  return /^[aeiou]/i.test(property) ? `an ${property}` : `a ${property}`
}
