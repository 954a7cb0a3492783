/** `limits`: how many records can be in the counted states at the same time, whatever operation leads there. */
import type { Resource } from '../../contract/contract.ts'
import { asNoun, capitalized, listOf, plural } from '../../contract/prose.ts'
import type { Lifecycle, Limit } from '../../contract/words.ts'
import type { Principal } from '../engine/call.ts'
import type { Change, Plan } from '../engine/plan.ts'
import type { Row } from '../engine/record.ts'
import { Refusal } from '../engine/refusal.ts'
import type { Records, World } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import type { Links } from '../links.ts'
import { checkValues, missingProperty } from '../lookup.ts'
import { entersOf } from '../model/enters.ts'
import type { Model, OperationNode, ResourceNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { nounOf } from '../model/noun.ts'
import { namedStates, reachableStates } from '../model/states.ts'
import { unreachableState } from '../model/unreachable-state.ts'
import { code, paragraphs } from '../prose.ts'

export function check(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(resource => {
    const node = resource.wordsNode.get('limits')
    const items = node?.items() ?? []
    if (!node) return []
    return (resource.words.limits ?? []).flatMap((limit, index) =>
      checkLimit(model, resource, limit, items[index] ?? node),
    )
  })
}

function checkLimit(model: Model, resource: ResourceNode, limit: Limit, node: Node): Finding[] {
  const findings = [...checkCount(model, resource, node.get('count')), ...checkScope(resource, limit, node)]
  if (limit.max !== null && entersOf(model, resource, limit).length === 0) {
    const message = `No operation leads to the states that this limit of \`${resource.name}\` counts, so it can never be reached. Remove the limit, or correct \`count\`.`
    findings.push({ message, at: node.at, isLenient: true })
  }
  return findings
}

function checkScope(resource: ResourceNode, { per }: Limit, node: Node): Finding[] {
  const { owner } = resource.words
  const at = node.placeOf('per')
  if (typeof per === 'object') return missingProperty(resource, per.property, at)
  if (per === 'user' && owner?.user === undefined) {
    const message = '`per: user` needs the property that holds the user. Add `owner.user`, or use `per: account`.'
    return [{ message, at }]
  }
  return []
}

/** The states of the lifecycle, and values of other properties. */
function checkCount(model: Model, resource: ResourceNode, count: Node | undefined): Finding[] {
  const field = resource.words.lifecycle?.field
  const reachable = reachableStates(model, resource)
  return (count?.members() ?? []).flatMap(([name, counted]) => {
    if (name === field)
      return counted.items().flatMap(({ value, at }) => unreachableState(resource, reachable, String(value), at))
    return checkValues(resource, name, counted)
  })
}

export function refusals(model: Model, { id, words }: OperationNode): ExpectedRefusal[] {
  const resource = words?.resource === undefined ? undefined : model.resources.get(words.resource)
  return (resource?.words.limits ?? []).flatMap(limit => {
    if (!resource || limit.max === null || limit.refuse === undefined) return []
    const { refuse: code } = limit
    const enters = entersOf(model, resource, limit).filter(({ operation }) => operation.id === id)
    const why = `it leads to states that a limit of \`${resource.name}\` counts`
    if (enters.some(({ fromOutside }) => fromOutside)) return [{ code, why }]
    return enters.length > 0 ? [{ code, why, optional: true }] : []
  })
}

export function explainResource(model: Model, resource: ResourceNode, links: Links): string | undefined {
  const limits = (resource.words.limits ?? []).map(limit => explainLimit(model, resource, limit, links))
  return limits.length === 0 ? undefined : paragraphs(...limits)
}

function explainLimit(model: Model, resource: ResourceNode, limit: Limit, links: Links): string {
  const states = Object.values(limit.count ?? {}).flat()
  const noun = nounOf(resource)
  const counted = listOf(states.map(code), 'or')
  const which = counted === '' ? 'exist' : `be ${counted}`
  if (limit.max === null || limit.refuse === undefined) return `**Limit.** Any number of ${plural(noun)} may ${which}.`
  const guarded = entersOf(model, resource, limit).filter(({ fromOutside }) => fromOutside)
  const operations = listOf([...new Set(guarded.map(({ operation }) => operation.id))].map(code))
  const isRotated =
    states.includes(resource.words.lifecycle?.initial ?? '') &&
    guarded.some(({ operation }) => operation.words?.does === 'rotate')
  return (
    `**Limit.** At most **${limit.max}** ${plural(noun, limit.max)}${perText(limit)} may ${which} at once.` +
    ` The limit applies to ${operations}. Beyond it, the response is ${links.problem(limit.refuse)}.` +
    (isRotated ? ' A rotation works at the limit, because the old one no longer counts.' : '')
  )
}

/** No change brings more records into the counted states than a limit allows. A rotated record makes room for the new one. */
export function guard({ store }: World, { changes }: Pick<Plan, 'changes'>): void {
  for (const [name, ofResource] of Map.groupBy(changes, ({ resource }) => resource)) {
    const records = store.collection(name)
    for (const limit of records.resource.limits ?? []) if (limit.max !== null) guardLimit(records, limit, ofResource)
  }
}

/** Changes that bring no record into the counted states pass, even above a limit. */
function guardLimit(records: Records, limit: Limit, changes: readonly Change[]): void {
  const growth = new Map<unknown, number>()
  const add = (row: Row, by: number) => {
    if (!isCounted(limit, row)) return
    const scope = records.scopeOf(limit, row)
    growth.set(scope, (growth.get(scope) ?? 0) + by)
  }
  for (const change of changes) {
    if (change.does === 'replace') add(change.entry.row, -1)
    if (change.does !== 'remove') add(change.after, 1)
  }
  for (const [scope, by] of growth) if (by > 0) allow(records, limit, records.usage(limit, scope).used, by)
}

function allow({ name, resource }: Records, limit: Limit, used: number, by: number): void {
  if (limit.max === null || used + by <= limit.max) return
  const counted = plural(asNoun(resource.title), limit.max)
  const per = perText(limit).trim()
  throw new Refusal({
    code: limit.refuse ?? '',
    detail: `${used} of ${limit.max} ${counted} ${limit.max === 1 ? 'is' : 'are'} ${stateText(resource, limit)}${per === '' ? '' : ` (${per})`}.${wayOut(resource, limit)}`,
    rule: 'limits',
    at: `#/components/schemas/${name}/x-latchkey/limits/${resource.limits?.indexOf(limit)}`,
    members: { limit: limit.max, used, scope: scopeName(limit) },
  })
}

/** Records in the initial state are in use; any other state has its name. */
function stateText({ lifecycle }: Resource, limit: Limit): string {
  const states = countedStates(lifecycle, limit)
  return lifecycle === undefined || states.includes(lifecycle.initial) ? 'in use' : listOf(states, 'or')
}

/** The first transition that takes a record out of the counted states, as advice. */
function wayOut({ lifecycle }: Resource, limit: Limit): string {
  const counted = countedStates(lifecycle, limit)
  const leaves = Object.entries(lifecycle?.transitions ?? {}).find(
    ([, { from, to = '' }]) => from.some(state => counted.includes(state)) && !counted.includes(to),
  )
  return leaves === undefined ? '' : ` ${capitalized(leaves[0])} one first.`
}

/** The states that a limit counts: all, if it does not count by state. */
export function countedStates(lifecycle: Lifecycle | undefined, { count = {} }: Limit): readonly string[] {
  if (!lifecycle) return []
  return count[lifecycle.field] ?? [...namedStates(lifecycle)]
}

/** ` per user`, ` with the same type`; empty if all records count together. */
export function perText({ per }: Limit): string {
  if (per === undefined) return ''
  return typeof per === 'object' ? ` with the same ${per.property}` : ` per ${per}`
}

/** What a refusal calls the records that count together. */
export function scopeName({ per }: Limit): string {
  return typeof per === 'object' ? per.property : (per ?? 'all')
}

/** The property whose value the records that count together share, if it is not the owner. */
export function scopeProperty({ per }: Limit): readonly string[] {
  return typeof per === 'object' ? [per.property] : []
}

/** The value that the records that count together with a row share. Null if all count together. */
export function scopeIn({ owner }: Resource, { per }: Limit, row: Row): unknown {
  if (per === undefined) return null
  const property = typeof per === 'object' ? per.property : per === 'user' ? owner?.user : owner?.tenant
  return property === undefined ? null : row[property]
}

/** The same for the records of a caller. Undefined if another property than the owner decides. */
export function scopeOfCaller(
  { owner }: Resource,
  { per }: Limit,
  { user, account }: Pick<Principal, 'user' | 'account'>,
): unknown {
  if (typeof per === 'object') return undefined
  if (per === 'user') return owner?.user === undefined ? null : user
  return per === undefined || owner?.tenant === undefined ? null : account
}

/** Whether a limit counts a row. */
export function isCounted(limit: Limit, row: Row): boolean {
  for (const field in limit.count) {
    const value = row[field]
    if (value === undefined || value === null || !limit.count[field]?.includes(String(value))) return false
  }
  return true
}
