/** `limits`: how many records can be in the counted states at the same time, whatever operation leads there. */
import type { Resource } from '../../contract/contract.ts'
import { asNoun, capitalized, listOf, plural } from '../../contract/prose.ts'
import type { Limit } from '../../contract/words.ts'
import type { Change, Plan } from '../engine/plan.ts'
import type { Row } from '../engine/record.ts'
import { Refusal } from '../engine/refusal.ts'
import type { Records, World } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import type { Links } from '../links.ts'
import { entersOf } from '../model/enters.ts'
import type { Model, OperationNode, ResourceNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { nounOf } from '../model/noun.ts'
import { reachableStates } from '../model/states.ts'
import { unreachableState } from '../model/unreachable-state.ts'
import { code, paragraphs } from '../prose.ts'

export function check(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(resource => {
    const node = resource.wordsNode.get('limits')
    const items = node?.items() ?? []
    if (!node || items.length === 0) return []
    if (!resource.words.lifecycle) {
      const message = `A limit counts states, and \`${resource.name}\` has no \`lifecycle\`. Add one, or remove \`limits\`.`
      return [{ message, at: node.at }]
    }
    return (resource.words.limits ?? []).flatMap((limit, index) =>
      checkLimit(model, resource, limit, items[index] ?? node),
    )
  })
}

function checkLimit(model: Model, resource: ResourceNode, limit: Limit, node: Node): Finding[] {
  const findings = checkCount(model, resource, node.get('count'))
  if (limit.per === 'user' && resource.words.owner?.user === undefined) {
    const message = '`per: user` needs the property that holds the user. Add `owner.user`, or use `per: account`.'
    findings.push({ message, at: node.placeOf('per') })
  }
  if (limit.max !== null && entersOf(model, resource, limit).length === 0) {
    const message = `No operation leads to the states that this limit of \`${resource.name}\` counts, so it can never be reached. Remove the limit, or correct \`count\`.`
    findings.push({ message, at: node.at, isLenient: true })
  }
  return findings
}

function checkCount(model: Model, resource: ResourceNode, count: Node | undefined): Finding[] {
  const field = resource.words.lifecycle?.field
  const reachable = reachableStates(model, resource)
  return (count?.members() ?? []).flatMap(([name, counted]) => {
    if (name === field)
      return counted.items().flatMap(({ value, at }) => unreachableState(resource, reachable, String(value), at))
    return [
      { message: `A limit counts by the field of the lifecycle, \`${field}\`, not by \`${name}\`.`, at: counted.at },
    ]
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
  const [states = []] = Object.values(limit.count)
  const noun = nounOf(resource)
  const counted = listOf(states.map(code), 'or')
  if (limit.max === null || limit.refuse === undefined)
    return `**Limit.** Any number of ${plural(noun)} may be ${counted}.`
  const guarded = entersOf(model, resource, limit).filter(({ fromOutside }) => fromOutside)
  const operations = listOf([...new Set(guarded.map(({ operation }) => operation.id))].map(code))
  const isRotated =
    states.includes(resource.words.lifecycle?.initial ?? '') &&
    guarded.some(({ operation }) => operation.words?.does === 'rotate')
  return (
    `**Limit.** At most **${limit.max}** ${plural(noun, limit.max)} per ${limit.per} may be ${counted} at once.` +
    ` The limit applies to ${operations}. Beyond it, the response is ${links.problem(limit.refuse)}.` +
    (isRotated ? ' A rotated one makes room for the new one.' : '')
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
  throw new Refusal({
    code: limit.refuse ?? '',
    detail: `${used} of ${limit.max} ${counted} are ${stateText(resource, limit)} (per ${limit.per}).${wayOut(resource, limit)}`,
    rule: 'limits',
    at: `#/components/schemas/${name}/x-latchkey/limits/${resource.limits?.indexOf(limit)}`,
    members: { limit: limit.max, used, scope: limit.per },
  })
}

/** Records in the initial state are in use; any other state has its name. */
function stateText({ lifecycle }: Resource, { count }: Limit): string {
  const states = Object.values(count).flat()
  return lifecycle === undefined || states.includes(lifecycle.initial) ? 'in use' : listOf(states, 'or')
}

/** The first transition that takes a record out of the counted states, as advice. */
function wayOut({ lifecycle }: Resource, { count }: Limit): string {
  const counted = Object.values(count).flat()
  const leaves = Object.entries(lifecycle?.transitions ?? {}).find(
    ([, { from, to = '' }]) => from.some(state => counted.includes(state)) && !counted.includes(to),
  )
  return leaves === undefined ? '' : ` ${capitalized(leaves[0])} one first.`
}

/** Whether a row is in one of the states that a limit counts. */
export function isCounted(limit: Limit, row: Row): boolean {
  for (const field in limit.count) {
    const state = row[field]
    if (typeof state !== 'string' || !limit.count[field]?.includes(state)) return false
  }
  return true
}
