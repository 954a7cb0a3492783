/** `lifecycle`, and `transition` on properties: the states of a record, and the transitions between them. */
import { asNoun, listOf, withArticle } from '../../contract/prose.ts'
import type { Lifecycle } from '../../contract/words.ts'
import type { Plan, Transit } from '../engine/plan.ts'
import type { Row } from '../engine/record.ts'
import { listedErrors, Refusal } from '../engine/refusal.ts'
import type { Records, World } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import type { Links } from '../links.ts'
import { transitionNames } from '../lookup.ts'
import type { Model, OperationNode, ResourceNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { nounOf } from '../model/noun.ts'
import { reachableStates, unmappedValues, waysOf } from '../model/states.ts'
import { type Step, type Steps, stepsOf } from '../model/steps.ts'
import { unreachableState } from '../model/unreachable-state.ts'
import { annotatedUses } from '../model/uses.ts'
import { hint } from '../nearest.ts'
import { code, durationText, paragraphs } from '../prose.ts'
import { checkStateEnum } from '../state-enum.ts'
import { checkStamps } from './set.ts'
import { explainUnless, isExempt } from './unless.ts'

const DEFAULT_CODE = 'invalid_transition'

export function check(model: Model): Finding[] {
  return [
    ...[...model.resources.values()].flatMap(resource => checkResource(model, resource)),
    ...annotatedUses(model).flatMap(({ resource, node }) => [
      ...checkProperty(resource, node.get('transition')),
      ...checkTrueIn(model, resource, node.get('true_in')),
    ]),
  ]
}

function checkResource(model: Model, resource: ResourceNode): Finding[] {
  const { lifecycle } = resource.words
  const node = resource.wordsNode.get('lifecycle')
  if (!lifecycle || !node) return []
  const reachable = reachableStates(model, resource)
  const checkState = ({ value, at }: Node) => unreachableState(resource, reachable, String(value), at)
  return [
    ...checkTransitions(model, resource, lifecycle, node, checkState),
    ...[...statesIn(node.get('expires'), 'from'), ...statesIn(node.get('expires'), 'to')].flatMap(checkState),
    ...checkRevival(resource, lifecycle, node),
    ...checkAfter(resource, node.get('after'), checkState, reachable),
    ...checkStateEnum(resource, lifecycle, reachable),
  ]
}

function checkTransitions(
  model: Model,
  resource: ResourceNode,
  lifecycle: Lifecycle,
  node: Node,
  checkState: (state: Node) => Finding[],
): Finding[] {
  const taken = new Set(waysOf(model, resource).map(({ transition }) => transition))
  return (node.get('transitions')?.members() ?? []).flatMap(([name, transition]): Finding[] => {
    const stamps = checkStamps(resource, transition.get('set'))
    if (!taken.has(name)) {
      const message = `No operation takes the transition \`${name}\` of \`${resource.name}\`. Remove it, or add an operation that does it.`
      return [...stamps, { message, at: transition.at, isLenient: true }]
    }
    const to = lifecycle.transitions?.[name]?.to
    const shape: Finding[] = []
    if (name === 'delete' && to !== undefined)
      shape.push({
        message: 'The transition `delete` removes the record. Remove its `to`.',
        at: transition.placeOf('to'),
      })
    if (name !== 'delete' && to === undefined)
      shape.push({ message: `The transition \`${name}\` has no target state. Add \`to\`.`, at: transition.at })
    return [
      ...stamps,
      ...shape,
      ...[...statesIn(transition, 'from'), ...statesIn(transition, 'to')].flatMap(checkState),
    ]
  })
}

/** A revived record expires again. */
function checkRevival({ name }: ResourceNode, { expires }: Lifecycle, node: Node): Finding[] {
  if (expires?.revives_to === undefined || expires.from.includes(expires.revives_to)) return []
  const message = `A record of \`${name}\` that revives to \`${expires.revives_to}\` never expires again.${hint(expires.revives_to, expires.from)} Use a state of \`from\`.`
  return [{ message, at: node.get('expires')?.placeOf('revives_to') ?? node.at }]
}

/** The states that records leave by themselves are reached. */
function checkAfter(
  resource: ResourceNode,
  after: Node | undefined,
  checkState: (state: Node) => Finding[],
  reachable: ReadonlySet<string>,
): Finding[] {
  return (after?.members() ?? []).flatMap(([state, node]) => [
    ...unreachableState(resource, reachable, state, node.at),
    ...statesIn(node, 'to').flatMap(checkState),
    ...checkStamps(resource, node.get('set')),
  ])
}

/** A keyword that holds one state or a list of states. */
export function statesIn(node: Node | undefined, key: string): Node[] {
  const member = node?.get(key)
  return member === undefined ? [] : Array.isArray(member.value) ? member.items() : [member]
}

function checkProperty(resource: ResourceNode, transition: Node | undefined): Finding[] {
  const known = transitionNames(resource)
  return (transition?.members() ?? []).flatMap(([, { value, at }]) => {
    const name = String(value)
    if (known.includes(name)) return []
    return [{ message: `\`${resource.name}\` has no transition \`${name}\`.${hint(name, known)}`, at }]
  })
}

/** A boolean is true in states that records can be in. */
function checkTrueIn(model: Model, resource: ResourceNode, states: Node | undefined): Finding[] {
  if (!states) return []
  if (!resource.words.lifecycle) {
    const message = `\`${resource.name}\` has no lifecycle, so that there is no state in which a property is true. Add \`lifecycle\`, or remove \`true_in\`.`
    return [{ message, at: states.at }]
  }
  const reachable = reachableStates(model, resource)
  return states.items().flatMap(({ value, at }) => unreachableState(resource, reachable, String(value), at))
}

/**
 * A transition is rejected in every state that is not in `from`. Writing the current value of a property changes nothing,
 * nor does listing a record that is in the target state already.
 */
export function refusals(model: Model, operation: OperationNode): ExpectedRefusal[] {
  const { id, words } = operation
  const resource = words?.resource === undefined ? undefined : model.resources.get(words.resource)
  const lifecycle = resource?.words.lifecycle
  if (!resource || !lifecycle || words?.does === 'create') return []
  const reachable = reachableStates(model, resource)
  const ways = waysOf(model, resource).flatMap(({ operation, transition, by }) => {
    const found = lifecycle.transitions?.[transition]
    if (operation.id !== id || by === 'rotate' || !found) return []
    const isRepeatable = by === 'property' || words?.many !== undefined
    const passes = isRepeatable && found.to !== undefined ? [...found.from, found.to] : found.from
    if ([...reachable].every(state => passes.includes(state))) return []
    const why = `the transition \`${transition}\` of \`${resource.name}\` starts only from ${found.from.join(', ')}`
    return [{ code: found.refuse ?? DEFAULT_CODE, why }]
  })
  const unmapped = unmappedValues(resource, operation).map(({ property, value }) => ({
    code: DEFAULT_CODE,
    why: `no transition leads to the value \`${value}\` of \`${property}\``,
  }))
  return [...ways, ...unmapped]
}

export function explainResource(model: Model, resource: ResourceNode, links: Links): string | undefined {
  const steps = stepsOf(model, resource)
  if (!steps || steps.steps.length === 0) return undefined
  const noun = nounOf(resource)
  return paragraphs(
    `**States of ${withArticle(noun)}.** A new one is ${code(steps.initial)}.`,
    links.diagram?.(steps, noun),
    steps.steps.map(step => explainStep(step, steps, links)).join('\n'),
  )
}

function explainStep(
  { name, from, to, operations, refuse, delay, unless }: Step,
  { states }: Steps,
  links: Links,
): string {
  const start = from.length === states.length && states.length > 1 ? 'any state' : listOf(from.map(code), 'or')
  const isFree = refuse === undefined || from.length === states.length
  const isAutomatic = operations.length === 0
  const how = isAutomatic
    ? `automatically, ${delay === undefined ? `at ${code(name)}` : `after ${durationText(delay)}`}`
    : `by ${listOf(operations.map(code), 'or')}`
  return [
    isAutomatic ? '- **time**' : `- **${name}**`,
    `: ${start} → ${to === undefined ? 'gone' : code(to)}, ${how}.`,
    isFree ? '' : ` In any other state: ${links.problem(refuse)}.`,
    explainUnless(unless),
  ].join('')
}

/** Every transition of a plan starts from a state that allows it. All listed records with the first code are named. */
export function guard({ store }: World, { changes }: Pick<Plan, 'changes'>): void {
  const rejected = changes.flatMap(change => {
    if (!('transitions' in change)) return []
    const records = store.collection(change.resource)
    const row = 'entry' in change ? change.entry.row : change.after
    const pointer = 'pointer' in change ? change.pointer : undefined
    return (change.transitions ?? []).flatMap(transit => {
      const wrong = wrongState(records, row, transit)
      return wrong
        ? [
            {
              ...wrong,
              id: 'entry' in change ? change.entry.id : undefined,
              pointer,
              title: asNoun(records.resource.title),
            },
          ]
        : []
    })
  })
  const [first] = rejected
  if (!first) return
  const same = rejected.filter(({ code }) => code === first.code)
  const { code, at, title, message } = first
  const others = new Set(same.map(({ pointer }) => pointer)).size - 1
  const subject = first.pointer === undefined ? title : `${title} at ${first.pointer}`
  const detail = `The ${subject} ${message}${others > 0 ? ` (and ${others} more)` : ''}.`
  throw new Refusal({ code, detail, rule: 'lifecycle', at, members: listedErrors(same), values: { id: first.id } })
}

interface WrongState {
  readonly code: string
  /** To follow the name of the record: `is fulfilled; cancel requires it to be open`. */
  readonly message: string
  readonly at: string
}

function wrongState(
  { name, resource: { lifecycle } }: Records,
  row: Row,
  { from, to }: Transit,
): WrongState | undefined {
  const at = `#/components/schemas/${name}/x-latchkey/lifecycle/transitions`
  if ('value' in to) return { code: DEFAULT_CODE, message: `is ${from} and cannot change to ${to.value}`, at }
  const transition = lifecycle?.transitions?.[to.transition]
  if (!transition || transition.from.includes(from) || isExempt(transition, row)) return undefined
  return {
    code: transition.refuse ?? DEFAULT_CODE,
    message: `is ${from}; ${to.transition} requires it to be ${listOf(transition.from, 'or')}`,
    at: `${at}/${to.transition}`,
  }
}
