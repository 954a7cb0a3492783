import type { BodyPath } from '../../contract/shape.ts'
import { findList } from './bodies.ts'
import type { Group } from './groups.ts'
import { lastWord } from './groups.ts'
import { isAbout, namedMembers } from './members.ts'
import { isPlural, plain } from './names.ts'
import type { OperationFacts } from './operations.ts'
import { inputOf } from './requests.ts'
import { stateless, type Verdict } from './rules.ts'
import type { Shape, Shapes } from './shapes.ts'

/** One record that always exists: `/settings`, `/me`. */
export interface Singleton {
  readonly group: Group
  readonly record: Shape
  readonly verdicts: ReadonlyMap<OperationFacts, Verdict>
}

/** Words for objects that are read-only here, but are records. */
const RECORDS =
  /^(me|self|myself|whoami|currentuser|currentaccount|profile|myprofile)$|(settings?|preferences?|configs?|configuration)$/
/** Signing in and out is no state of a record. */
const AUTH = /^(sessions?|login|logout|signin|signout|signup|auth|oauth|token|authorize|password|register|refresh)$/
/** The account that the credentials belong to, at the start of a document's paths. */
const OWNERS = /^(user|account|organi[sz]ation|workspace|company|tenant|team|project|shop|store|merchant)$/

export function singletonOf(shapes: Shapes, group: Group): Singleton | undefined {
  const word = plain(lastWord(group))
  if (AUTH.test(word)) return undefined
  const own = group.entries.filter(entry => entry.on === 'collection').map(entry => entry.operation)
  const read = own.find(({ method }) => method === 'GET')
  const found = read && objectOf(shapes, read, group.noun)
  if (!read || !found || findList(shapes, found.schema, group.noun)) return undefined
  const { record, path, status } = found
  const writes = new Map<OperationFacts, Verdict>(
    own.flatMap(operation => (operation === read ? [] : [[operation, writeOf(shapes, operation, record, group)]])),
  )
  const isPut = own.some(operation => operation.method !== 'DELETE' && writes.get(operation)?.rule)
  const removal = own.find(({ method }) => method === 'DELETE')
  const [removed] = removal?.successes ?? []
  if (isPut && removal && removed) {
    const rule = { does: 'delete', status: removed.status } as const
    writes.set(removal, { rule, confidence: 0.8, reason: 'DELETE of one object that is also written' })
  }
  const isWritten = [...writes.values()].some(({ rule }) => rule !== undefined)
  const isRecord = RECORDS.test(word) || (OWNERS.test(word) && group.parents.length === 0 && !isPlural(lastWord(group)))
  if (!isWritten && !isRecord) return undefined
  const verdict: Verdict = {
    rule: { does: 'get', status, answer: path },
    confidence: isWritten ? 0.9 : 0.75,
    reason: isWritten ? 'GET of one object that is also written' : 'GET of one object that is always there',
  }
  return { group, record, verdicts: new Map([[read, verdict], ...writes]) }
}

interface FoundObject {
  readonly record: Shape
  readonly schema: unknown
  readonly path: BodyPath
  readonly status: number
}

/** The object in a response: `data` of an envelope, or the root. */
function objectOf(shapes: Shapes, { successes }: OperationFacts, noun: string): FoundObject | undefined {
  for (const { status, schema } of successes) {
    let at = schema
    const path: string[] = []
    for (let depth = 0; depth < 3; depth++) {
      const shape = shapes.of(at)
      const inner = namedMembers(shapes.members(shape).objects, noun).find(name => isAbout(shape, [name]))
      if (inner === undefined) break
      at = shape.properties.get(inner)
      path.push(inner)
    }
    const record = shapes.of(at)
    if (record.kind === 'object' && record.properties.size > 0) return { record, schema: at, path, status }
  }
  return undefined
}

const WRITES = new Map<string, 'replace' | 'update'>([
  ['PUT', 'replace'],
  ['PATCH', 'update'],
  ['POST', 'update'],
])

function writeOf(shapes: Shapes, operation: OperationFacts, record: Shape, group: Group): Verdict {
  const [first] = operation.successes
  const does = WRITES.get(operation.method)
  if (!first || !does) return stateless(`${operation.method} of one object that is always there`)
  const input = inputOf(shapes, operation.body, record, group.noun)
  if (!input || input.share < 0.5) return stateless('the request body has other fields than the object that is read')
  const answered = operation.successes.map(success => ({
    success,
    found: objectOf(shapes, { ...operation, successes: [success] }, group.noun),
  }))
  const same = answered.find(({ found }) => found && overlap(found.record, record) >= 0.5)
  const isWhole =
    does === 'replace' &&
    (input.members.required.size > 0 ||
      input.members.name === record.name ||
      group.entries.some(entry => entry.operation.method === 'PATCH'))
  return {
    rule: {
      does: does === 'replace' && !isWhole ? 'update' : does,
      status: same?.success.status ?? first.status,
      ...(same?.found && { answer: same.found.path }),
      input: input.path,
    },
    confidence: operation.method === 'POST' ? 0.7 : 0.9,
    reason: `${operation.method} of one object that is also read`,
  }
}

function overlap(one: Shape, other: Shape): number {
  if (one.name !== undefined && one.name === other.name) return 1
  const names = [...one.properties.keys()]
  return names.filter(name => other.properties.has(name)).length / Math.max(names.length, 1)
}
