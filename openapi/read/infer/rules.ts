import type { RecordPlace } from '../../contract/shape.ts'
import { type Answered, answerOf } from './answers.ts'
import { findList, isRecordList } from './bodies.ts'
import type { Candidate } from './candidates.ts'
import { filtersOf, sortOf } from './filters.ts'
import type { Entry } from './groups.ts'
import type { InferredRule } from './inference.ts'
import type { OperationFacts } from './operations.ts'
import { pagesOf } from './pages.ts'
import { bodyPlace, inputPlace, pathPlace } from './places.ts'
import { type Input, inputOf } from './requests.ts'
import type { Shapes } from './shapes.ts'

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
  if (operation.successes.some(({ schema }) => isRecordList(shapes, schema))) {
    return stateless('it responds with a list: many records at once, or a search')
  }
  const confidence = confidenceOfCreate(answered, input)
  if (confidence < 0.6) return stateless('the bodies do not show the record that is created', 1 - confidence)
  return {
    rule: { does: 'create', ...answered, ...(input && { input: input.path }) },
    // What is created is clear even where another property may be the id.
    confidence: confidence * Math.max(candidate.id.trust, 0.75),
    reason: answered.answer
      ? 'POST on a collection that responds with a record'
      : 'POST on a collection with the fields of a record',
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
  if (confidence < 0.6) return stateless('the request body has other fields than the record', 1 - confidence)
  return {
    rule: { does, record: place, ...answered, input: input.path },
    confidence: confidence * candidate.id.trust,
    reason: `${operation.method} of a record by ${place.name}, with its fields`,
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

function article(property: string): string {
  return /^[aeiou]/i.test(property) ? `an ${property}` : `a ${property}`
}
