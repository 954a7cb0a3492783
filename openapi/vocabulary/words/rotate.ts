/** `rotate`: a credential is replaced by a new one, and retires after a grace period. */
import type { Resource } from '../../contract/contract.ts'
import { isString } from '../../contract/json.ts'
import { operationPointer } from '../../contract/pointer.ts'
import { asNoun, listOf } from '../../contract/prose.ts'
import { readTime, writeTime } from '../../contract/unix-time.ts'
import { missingBodyProperty, verbWithKeyword } from '../body-property.ts'
import { type Call, momentOf, principalOf, targetOf } from '../engine/call.ts'
import type { Replacement } from '../engine/plan.ts'
import type { Row } from '../engine/record.ts'
import { Refusal } from '../engine/refusal.ts'
import { planTransition, stateOf } from '../engine/transitions.ts'
import type { Act, Guard } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import { missingProperty, transitionNames, unknownName } from '../lookup.ts'
import { type Model, type OperationNode, propertyWords } from '../model/model.ts'
import { reachableStates } from '../model/states.ts'
import { unreachableState } from '../model/unreachable-state.ts'
import { statesIn } from './lifecycle.ts'
import { stamp } from './set.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(operation => [
    ...verbWithKeyword(operation, 'rotate'),
    ...checkRotation(model, operation),
  ])
}

function checkRotation(model: Model, operation: OperationNode): Finding[] {
  const { words, wordsNode } = operation
  const rotate = words?.does === 'rotate' ? words.rotate : undefined
  const resource = words?.resource === undefined ? undefined : model.resources.get(words.resource)
  const node = wordsNode.get('rotate')
  if (!rotate || !resource || !node) return []
  const isCredential = Object.values(propertyWords(resource)).some(({ secret }) => secret)
  const reachable = reachableStates(model, resource)
  const transition = `transition of \`${resource.name}\``
  return [
    ...(isCredential
      ? []
      : [{ message: `\`${resource.name}\` has no secret to rotate. Rotate a resource that has one.`, at: node.at }]),
    ...missingBodyProperty(operation, rotate.grace, node.placeOf('grace')),
    ...unknownName(transition, rotate.during, transitionNames(resource), node.placeOf('during')),
    ...(['until', 'old', 'new'] as const).flatMap(key => {
      const property = rotate[key]
      return property === undefined ? [] : missingProperty(resource, property, node.placeOf(key))
    }),
    ...unknownName(transition, rotate.retire, transitionNames(resource), node.placeOf('retire')),
    ...(node.get('copies')?.items() ?? []).flatMap(({ value, at }) =>
      isString(value) ? missingProperty(resource, value, at) : [],
    ),
    ...(rotate.renews === undefined ? [] : missingProperty(resource, rotate.renews, node.placeOf('renews'))),
    ...statesIn(node, 'from').flatMap(({ value, at }) => unreachableState(resource, reachable, String(value), at)),
  ]
}

export function refusals(model: Model, { words }: OperationNode): ExpectedRefusal[] {
  const resource = words?.resource === undefined ? undefined : model.resources.get(words.resource)
  const rotate = words?.rotate
  if (!rotate || !resource?.words.lifecycle || words?.does === 'create') return []
  if ([...reachableStates(model, resource)].every(state => rotate.from.includes(state))) return []
  return [{ code: rotate.refuse ?? 'invalid_transition', why: `\`rotate\` starts only from ${rotate.from.join(', ')}` }]
}

/** A credential is rotated only in the states that allow it. */
export const guard: Guard = ({ store }, { changes }, call) => {
  for (const change of changes) {
    if (change.does !== 'insert' || !change.replaces) continue
    const { resource } = store.collection(change.resource)
    const { from, refuse } = rotationOf(call)
    const state = stateOf(resource, change.replaces.row)
    if (from.includes(state)) continue
    throw new Refusal({
      code: refuse ?? 'invalid_transition',
      detail: `The ${asNoun(resource.title)} is ${state}; rotation requires it to be ${listOf(from, 'or')}.`,
      rule: 'rotate',
      at: operationPointer(call.operation, '/x-latchkey/rotate'),
    })
  }
}

export const act: Act = ({ store }, call) => {
  const { name, resource } = store.collection(call.operation.resource ?? '')
  const rotate = rotationOf(call)
  const { copies = [], grace, during, until, retire, renews } = rotate
  const { lifecycle, owner, set, defaults } = resource
  const old = targetOf(call)
  const moment = momentOf(call)
  const after: Row = {
    ...defaults,
    ...pick(old.row, [...copies, ...Object.values(owner ?? {})]),
    ...(renews === undefined
      ? {}
      : { [renews]: earlier(resource, renews, renewed(resource, old.row, renews, call.now), principalOf(call).ends) }),
    ...(rotate.new !== undefined && { [rotate.new]: old.id }),
    ...stamp(set?.create, moment),
    ...(lifecycle && { [lifecycle.field]: lifecycle.initial }),
  }
  const seconds = Number((call.body as Row | undefined)?.[grace] ?? 0)
  const isGraced = seconds > 0
  const taken = planTransition(resource, old.row, isGraced ? during : retire, moment)
  const end: Replacement = {
    does: 'replace',
    resource: name,
    entry: old,
    ...taken,
    ...(isGraced && {
      after: { ...taken.after, [until]: writeTime(resource.properties[until], call.now + seconds * 1000) },
      retiring: { until, by: moment.actor, user: moment.user, take: retire },
    }),
    ...(rotate.old !== undefined && { link: { property: rotate.old, change: 0 } }),
  }
  return {
    changes: [{ does: 'insert', resource: name, after, replaces: old }, end],
    answer: ([fresh]) => ({ body: fresh?.show(), ...(fresh && { created: fresh.entry.id }) }),
  }
}

function rotationOf({ operation }: Call) {
  if (!operation.rotate) throw new Error(`${operation.id} does \`rotate\`, but has no \`rotate\`.`)
  return operation.rotate
}

/** The new credential lives as long as the old one did from its creation (a stamp that no change renews). Null never expires. */
function renewed({ set, properties }: Resource, old: Row, property: string, now: number): Time {
  const until = readTime(properties[property], old[property])
  if (Number.isNaN(until)) return null
  const born = Object.keys(set?.create ?? {}).find(
    stamped => NOW.some(stamp => set?.create?.[stamped] === stamp) && set?.change?.[stamped] === undefined,
  )
  const life = until - readTime(properties[born ?? ''], old[born ?? ''])
  return Number.isNaN(life) ? (old[property] as Time) : writeTime(properties[property], now + life)
}

type Time = string | number | null
const NOW = ['now', 'now_s', 'now_ms']

/** A rotation by a credential that ends creates one that ends no later. */
function earlier({ properties }: Resource, property: string, until: Time, end: number | null): Time {
  if (end === null) return until
  return until !== null && readTime(properties[property], until) <= end ? until : writeTime(properties[property], end)
}

const pick = (row: Row, properties: readonly string[]): Row =>
  Object.fromEntries(properties.map(property => [property, row[property]]))
