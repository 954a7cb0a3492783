import type { Resource } from '../../../openapi/contract/contract.ts'
import { plural } from '../../../openapi/contract/prose.ts'
import type { Limit } from '../../../openapi/contract/words.ts'
import type { Change, Insertion, Plan } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Records, World } from '../../../openapi/vocabulary/engine/world.ts'

/** No change brings more records into the counted states than a limit allows. */
export function guardLimits({ store }: World, { changes }: Pick<Plan, 'changes'>): void {
  for (const [name, ofResource] of Map.groupBy(changes, ({ resource }) => resource)) {
    const records = store.collection(name)
    for (const limit of records.resource.limits ?? []) {
      if (limit.max === null) continue
      for (const change of ofResource)
        if (isRotation(change)) guardRotation(records, limit, change.replaces, ofResource)
      guardGrowth(records, limit, ofResource)
    }
  }
}

type Rotation = Insertion & { readonly replaces: Entry }

const isRotation = (change: Change): change is Rotation => change.does === 'insert' && change.replaces !== undefined

/** Changes that bring no record into the counted states pass, even above a limit. */
function guardGrowth(records: Records, limit: Limit, changes: readonly Change[]): void {
  const growth = new Map<unknown, number>()
  const add = (row: Row, by: number) => {
    if (!isCounted(limit, row)) return
    const scope = records.scopeOf(limit, row)
    growth.set(scope, (growth.get(scope) ?? 0) + by)
  }
  const replaced = new Set(changes.filter(isRotation).map(({ replaces }) => replaces))
  for (const change of changes) {
    if (change.does === 'insert' && !isRotation(change)) add(change.after, 1)
    if (change.does !== 'replace' || replaced.has(change.entry)) continue
    add(change.entry.row, -1)
    add(change.after, 1)
  }
  for (const [scope, by] of growth) if (by > 0) check(records, limit, records.usage(limit, scope).used, by)
}

/**
 * The new record takes the place of the old one, so records that retire do not count. As many may retire at once as may
 * be active; without that, a chain of rotations would leave any number of credentials working.
 */
function guardRotation(records: Records, limit: Limit, old: Entry, changes: readonly Change[]): void {
  const { used, retiring } = records.usage(limit, records.scopeOf(limit, old.row))
  const isGraced = changes.some(change => change.does === 'retire' && change.entry === old)
  check(records, limit, used - retiring - (old.retiring ? 0 : 1), 1)
  if (isGraced && !old.retiring) check(records, limit, retiring, 1)
}

function check({ name, resource }: Records, limit: Limit, used: number, by: number): void {
  if (limit.max === null || used + by <= limit.max) return
  throw new Refusal({
    code: limit.refuse ?? '',
    detail: `${used} of ${limit.max} ${plural(resource.title, limit.max)} are in use (per ${limit.per}).${wayOut(resource, limit)}`,
    rule: 'limits',
    at: `#/components/schemas/${name}/x-latchkey/limits/${resource.limits?.indexOf(limit)}`,
    members: { limit: limit.max, used, scope: limit.per },
  })
}

/** The transition that takes a record out of the counted states for good, as advice. */
function wayOut({ lifecycle }: Resource, { count }: Limit): string {
  const counted = Object.values(count).flat()
  const transitions = Object.entries(lifecycle?.transitions ?? {})
  const [name] =
    transitions.find(
      ([, { from, to }]) => from.some(state => counted.includes(state)) && !counted.includes(to ?? ''),
    ) ?? []
  return name === undefined ? '' : ` ${name.charAt(0).toUpperCase()}${name.slice(1)} one first.`
}

/** Whether a row is in one of the states that a limit counts. */
export function isCounted(limit: Limit, row: Row): boolean {
  for (const field in limit.count) {
    if (!limit.count[field]?.includes(row[field] as string)) return false
  }
  return true
}
