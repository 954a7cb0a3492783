/** `rotate`: a credential is replaced by a new one, and retires after a grace period. */
import type { Resource } from '../../contract/contract.ts'
import { isString } from '../../contract/json.ts'
import { operationPointer } from '../../contract/pointer.ts'
import { asNoun, listOf } from '../../contract/prose.ts'
import { parseDuration } from '../../contract/time.ts'
import { readTime, writeTime } from '../../contract/unix-time.ts'
import type { OperationWords } from '../../contract/words.ts'
import { missingBodyProperty, verbWithKeyword } from '../body-property.ts'
import { type Call, momentOf, principalOf, targetOf } from '../engine/call.ts'
import type { Change, Plan, Removal, Replacement } from '../engine/plan.ts'
import type { Entry, Row } from '../engine/record.ts'
import { Refusal } from '../engine/refusal.ts'
import { planTransition, stateOf } from '../engine/transitions.ts'
import type { Act, Guard, World } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import { missingProperty, transitionNames, unknownName } from '../lookup.ts'
import { type Model, type OperationNode, propertyWords } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { reachableStates } from '../model/states.ts'
import { unreachableState } from '../model/unreachable-state.ts'
import { statesIn } from './lifecycle.ts'
import { stamp } from './set.ts'

type RotateWords = NonNullable<OperationWords['rotate']>

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
  const known = (key: 'during' | 'retire') => {
    const name = rotate[key]
    if (name === undefined) return []
    const names = [...new Set([...transitionNames(resource), ...(key === 'retire' ? ['delete'] : [])])]
    return unknownName(`transition of \`${resource.name}\``, name, names, node.placeOf(key))
  }
  const identity = resource.words.id?.field ?? 'id'
  return [
    ...(isCredential
      ? []
      : [{ message: `\`${resource.name}\` has no secret to rotate. Rotate a resource that has one.`, at: node.at }]),
    ...(rotate.grace === undefined ? [] : missingBodyProperty(operation, rotate.grace, node.placeOf('grace'))),
    ...known('during'),
    ...(['until', 'old', 'new'] as const).flatMap(key => {
      const property = rotate[key]
      return property === undefined ? [] : missingProperty(resource, property, node.placeOf(key))
    }),
    ...known('retire'),
    ...(node.get('copies')?.items() ?? []).flatMap(({ value, at }) => {
      if (value !== identity) return isString(value) ? missingProperty(resource, value, at) : []
      const message = `\`${identity}\` is the id of \`${resource.name}\`, which the new record cannot share with the old one. Remove it, or set \`in_place\` so that the same record gets a new secret.`
      return [{ message, at }]
    }),
    ...alone(rotate, node),
    ...(rotate.renews === undefined ? [] : missingProperty(resource, rotate.renews, node.placeOf('renews'))),
    ...statesIn(node, 'from').flatMap(({ value, at }) => unreachableState(resource, reachable, String(value), at)),
  ]
}

/** What a rotation in place can say besides. */
const IN_PLACE = ['in_place', 'from', 'refuse']

/** A rotation in place makes no second record, so nothing is to be said about one. */
function alone({ in_place: isInPlace }: RotateWords, node: Node): Finding[] {
  if (!isInPlace) return []
  return node.members().flatMap(([key]) => {
    if (IN_PLACE.includes(key)) return []
    const message = `With \`in_place\` there is no second record, so \`${key}\` has no meaning. Remove it.`
    return [{ message, at: node.placeOf(key) }]
  })
}

export function refusals(model: Model, { words }: OperationNode): ExpectedRefusal[] {
  const resource = words?.resource === undefined ? undefined : model.resources.get(words.resource)
  const { from, refuse } = words?.rotate ?? {}
  if (!from || !resource?.words.lifecycle || words?.does === 'create') return []
  if ([...reachableStates(model, resource)].every(state => from.includes(state))) return []
  return [{ code: refuse ?? 'invalid_transition', why: `\`rotate\` starts only from ${from.join(', ')}` }]
}

/** A credential is rotated only in the states that allow it. */
export const guard: Guard = ({ store }, { changes }, call) => {
  for (const change of changes) {
    const rotated = rotatedBy(change)
    if (!rotated) continue
    const { from, refuse } = rotationOf(call)
    if (!from) continue
    const { resource } = store.collection(change.resource)
    const state = stateOf(resource, rotated.row)
    if (from.includes(state)) continue
    throw new Refusal({
      code: refuse ?? 'invalid_transition',
      detail: `The ${asNoun(resource.title)} is ${state}; rotation requires it to be ${listOf(from, 'or')}.`,
      rule: 'rotate',
      at: operationPointer(call.operation, '/x-latchkey/rotate'),
    })
  }
}

/** The credential that a change replaces, or gives a new secret. */
function rotatedBy(change: Change): Entry | undefined {
  if (change.does === 'insert') return change.replaces
  return change.does === 'replace' && change.mints ? change.entry : undefined
}

export const act: Act = (world, call) => (rotationOf(call).in_place ? renew(world, call) : replaceByNew(world, call))

/** The same record gets a new secret, and the old one ends at once. */
function renew({ store }: World, call: Call): Plan {
  const { name, resource } = store.collection(call.operation.resource ?? '')
  const entry = targetOf(call)
  const after = { ...entry.row, ...stamp(resource.set?.change, momentOf(call)) }
  return {
    changes: [{ does: 'replace', resource: name, entry, after, mints: true }],
    answer: ([renewed]) => ({ body: renewed?.show(), values: { id: entry.row[resource.identity?.property ?? 'id'] } }),
  }
}

function replaceByNew({ store }: World, call: Call): Plan {
  const { name, resource } = store.collection(call.operation.resource ?? '')
  const rotate = rotationOf(call)
  const { copies = [], renews } = rotate
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
  const end = endOf(resource, name, old, call)
  return {
    changes: [{ does: 'insert', resource: name, after, replaces: old }, end],
    answer: ([fresh]) => ({
      body: fresh?.show(),
      ...(fresh && { created: fresh.entry.id }),
      ...(fresh && call.operation.shape && { values: { id: fresh.entry.row[resource.identity?.property ?? 'id'] } }),
    }),
  }
}

const UNITS = { seconds: 1000, milliseconds: 1 } as const

/** What becomes of the old credential: it takes a transition, it gets an end, or it is deleted. */
function endOf(resource: Resource, name: string, old: Entry, call: Call): Replacement | Removal {
  const { grace, unit = 'seconds', rounds_up, until, during, retire, old: link } = rotationOf(call)
  const moment = momentOf(call)
  const given = grace === undefined ? undefined : (call.body as Row | undefined)?.[grace]
  const length = Number(given ?? 0) * UNITS[unit]
  const isGraced = length > 0 && until !== undefined
  const replaced = (changed: Pick<Replacement, 'after' | 'transitions' | 'retiring'>): Replacement => ({
    does: 'replace',
    resource: name,
    entry: old,
    ...changed,
    ...(link !== undefined && { link: { property: link, change: 0 } }),
  })
  if (!isGraced && (retire === 'delete' || (retire === undefined && until === undefined))) {
    const { transitions } = planTransition(resource, old.row, 'delete', moment)
    return { does: 'remove', resource: name, entry: old, transitions }
  }
  if (!isGraced && retire !== undefined) return replaced(planTransition(resource, old.row, retire, moment))
  const end = isGraced && rounds_up !== undefined ? roundedUp(call.now + length, rounds_up) : call.now + length
  const ended = until === undefined ? {} : { [until]: writeTime(resource.properties[until], end) }
  if (retire === undefined || until === undefined)
    return replaced({ after: { ...old.row, ...ended, ...stamp(resource.set?.change, moment) } })
  const taken = planTransition(resource, old.row, during ?? '', moment)
  const { actor: by, user } = moment
  return replaced({ ...taken, after: { ...taken.after, ...ended }, retiring: { until, by, user, take: retire } })
}

function roundedUp(time: number, duration: string): number {
  const step = parseDuration(duration)
  return Math.ceil(time / step) * step
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
  Object.fromEntries(properties.flatMap(property => (Object.hasOwn(row, property) ? [[property, row[property]]] : [])))
