import type { RecordPlace } from '../../contract/shape.ts'
import { answerOf } from './answers.ts'
import { plain, wordsOf } from './names.ts'
import type { OperationFacts } from './operations.ts'
import { inputPlace } from './places.ts'
import { inputOf } from './requests.ts'
import type { Resource, Resources } from './resource.ts'
import { ownerOf } from './routes.ts'
import type { Verdict } from './rules.ts'
import type { Shapes } from './shapes.ts'
import { asCandidate, type View } from './views.ts'

/** The states that verbs lead to, if these are not their past participles. The first that the record knows counts. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  cancel: ['canceled', 'cancelled'],
  pay: ['paid'],
  send: ['sent'],
  start: ['started', 'running', 'inprogress', 'active', 'starting'],
  run: ['running'],
  stop: ['stopped', 'inactive', 'stopping'],
  resume: ['active', 'running', 'resumed', 'enabled'],
  unpause: ['active', 'running'],
  pause: ['paused'],
  activate: ['active', 'activated'],
  reactivate: ['active'],
  deactivate: ['inactive', 'deactivated', 'disabled'],
  enable: ['enabled', 'active'],
  disable: ['disabled', 'inactive'],
  open: ['open', 'opened'],
  reopen: ['open', 'reopened'],
  restore: ['active', 'restored'],
  unarchive: ['active', 'unarchived'],
  unsuspend: ['active'],
  unblock: ['active', 'unblocked'],
  publish: ['published', 'live', 'active'],
  unpublish: ['unpublished', 'draft'],
  complete: ['completed', 'complete', 'done', 'finished'],
  finish: ['finished', 'completed', 'done'],
  submit: ['submitted', 'pending'],
  void: ['void', 'voided'],
  withdraw: ['withdrawn'],
  freeze: ['frozen'],
  hide: ['hidden'],
  read: ['read'],
}
/** Verbs that clear the flag that the other verb sets. */
const OPPOSITES: Readonly<Record<string, string>> = {
  disable: 'enable',
  enable: 'disable',
  deactivate: 'activate',
  activate: 'deactivate',
  reactivate: 'deactivate',
  restore: 'archive',
  reopen: 'close',
  show: 'hide',
  resume: 'pause',
}
const STATUS_WORDS = /^(status|state)$/

/** `POST /invoices/{id}/void`, if the record has such a status; `PUT /orders/{id}/status`, with the status in the body. */
export function transition(shapes: Shapes, resources: Resources, operation: OperationFacts): View | undefined {
  if (!['POST', 'PUT', 'PATCH'].includes(operation.method)) return undefined
  const owned = ownerOf(operation.path)
  const resource = owned && resources.at(owned.owner.key)
  if (!resource || !owned) return undefined
  const { parameter } = owned.owner
  const place: RecordPlace | undefined =
    parameter === undefined
      ? inputPlace(shapes, asCandidate(resource), operation, ({ required }) => required)
      : { in: 'path', name: parameter }
  if (!place) return undefined
  const answered = answerOf(shapes, asCandidate(resource), operation)
  if (!answered) return undefined
  const rest = { does: 'transition', record: place, ...answered } as const
  const written = writtenStatus(shapes, resource, operation, owned.word)
  if (written) {
    const { property, input } = written
    return view(resource, {
      rule: { ...rest, property, input },
      confidence: 0.85,
      reason: `${operation.method} of the ${property} alone`,
    })
  }
  const target = targetOf(shapes, resource, owned.word)
  if (!target) return undefined
  // 202: it happens later, if at all.
  const confidence = answered.answer ? 0.85 : answered.status === 202 ? 0.5 : 0.7
  return view(resource, {
    rule: { ...rest, ...target },
    confidence,
    reason: `"${owned.word}" leads to ${target.property} ${JSON.stringify(target.to)}`,
  })
}

function view(resource: Resource, verdict: Verdict): View {
  return { resource, verdict }
}

function writtenStatus(shapes: Shapes, { record, status, group }: Resource, operation: OperationFacts, word: string) {
  if (!STATUS_WORDS.test(plain(word)) && plain(word) !== plain(status?.property ?? '')) return undefined
  const input = inputOf(shapes, operation.body, record, group.noun)
  const property = status?.property ?? [...record.properties.keys()].find(name => plain(name) === plain(word))
  return input && property !== undefined && input.members.properties.has(property)
    ? { property, input: input.path }
    : undefined
}

/** The property that a verb sets, and to what. */
function targetOf(
  shapes: Shapes,
  { record, status, group }: Resource,
  word: string,
): { property: string; to: string | boolean } | undefined {
  const verb = verbOf(word, group.noun)
  if (verb === undefined) return undefined
  const states = statesOf(verb)
  const to = states.flatMap(state => status?.values.find(value => plain(value) === state) ?? [])[0]
  if (status && to !== undefined) return { property: status.property, to }
  const properties = shapes.plainNames(record)
  const flag = (names: readonly string[]) =>
    names
      .flatMap(name => properties.get(name) ?? properties.get(`is${name}`) ?? [])
      .find(name => shapes.of(record.properties.get(name)).kind === 'boolean')
  const set = flag(states)
  if (set !== undefined) return { property: set, to: true }
  const opposite = Object.hasOwn(OPPOSITES, verb)
    ? OPPOSITES[verb]
    : /^un[a-z]{3,}/.test(verb)
      ? verb.slice(2)
      : undefined
  const cleared = opposite === undefined ? undefined : flag(statesOf(opposite))
  return cleared === undefined ? undefined : { property: cleared, to: false }
}

/** `void` of `void`, `mark_as_read`, `cancelOrder` and `deployments.stopDeployment`. */
function verbOf(word: string, noun: string): string | undefined {
  const words = wordsOf(word.slice(word.lastIndexOf('.') + 1)).filter(part => part !== 'as' && part !== 'mark')
  const [verb, ...others] = words
  return others.length === 0 || others.join('') === noun ? verb : undefined
}

function statesOf(verb: string): string[] {
  const known = Object.hasOwn(STATES, verb) ? (STATES[verb] ?? []) : []
  const doubled = /[^aeiou][aeiou][bdgklmnprt]$/.test(verb) ? [`${verb}${verb.at(-1)}ed`] : []
  const regular = verb.endsWith('e') ? [`${verb}d`] : verb.endsWith('y') ? [`${verb.slice(0, -1)}ied`] : [`${verb}ed`]
  return [...new Set([...known, ...regular, ...doubled, verb])]
}
