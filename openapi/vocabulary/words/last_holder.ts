/** `last_holder`: in each account somebody keeps a permission, so nobody locks everyone out. */

import { isEnabled } from '../../contract/is-enabled.ts'
import { perObject } from '../../contract/per-object.ts'
import { holds } from '../engine/permissions.ts'
import type { Change } from '../engine/plan.ts'
import type { Row } from '../engine/record.ts'
import { Refusal } from '../engine/refusal.ts'
import type { Guard, World } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import type { Links } from '../links.ts'
import { type Model, type OperationNode, propertyWords, type ResourceNode } from '../model/model.ts'
import { nounOf } from '../model/noun.ts'
import { code } from '../prose.ts'
import { accountOf } from './owner.ts'
import { givenBy, permissionsAfter, type RowOf } from './principal.ts'

export function check(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(({ name, words, wordsNode }) => {
    if (!words.last_holder || words.principal) return []
    const message = `\`last_holder\` is only for a resource that acts, and \`${name}\` has no \`principal\`. Add it, or remove \`last_holder\`.`
    return [{ message, at: wordsNode.placeOf('last_holder') }]
  })
}

/** Changing or deleting a user can take the permission away, and so can changing a record that gives it to them. */
export function refusals(model: Model, { words }: OperationNode): ExpectedRefusal[] {
  if (words?.does !== 'update' && words?.does !== 'delete') return []
  return [...model.resources.values()].flatMap(user => {
    const { last_holder } = user.words
    if (!last_holder || (user.name !== words.resource && !givers(user).includes(words.resource))) return []
    return [{ code: last_holder.refuse, why: `the last \`${user.name}\` with \`${last_holder.of}\` keeps it` }]
  })
}

/** The resources through which a user gets permissions. */
function givers(user: ResourceNode): (string | undefined)[] {
  const all = propertyWords(user)
  const paths = user.words.principal?.permissions ?? []
  return paths.filter(path => path.includes('.')).map(path => all[path.split('.')[0] ?? '']?.refers_to)
}

export function explainResource(model: Model, resource: ResourceNode, links: Links): string | undefined {
  const { last_holder } = resource.words
  const isGuarded = model.operations.some(operation => refusals(model, operation).length > 0)
  if (!last_holder || !isGuarded) return undefined
  return `**Last ${nounOf(resource)}.** Each account keeps at least one that is enabled, has ${code(last_holder.of)} and can sign in. For a change that would leave none, the response is ${links.problem(last_holder.refuse)}.`
}

/** The resources with a last holder. A document can have a thousand others, and each request would go through them. */
const guarded = perObject(({ resources }: World['contract']) =>
  Object.entries(resources).flatMap(([name, { last_holder, owner }]) =>
    last_holder ? [{ name, last_holder, owner }] : [],
  ),
)

export const guard: Guard = (world, { changes }) => {
  for (const { name, last_holder, owner } of guarded(world.contract)) {
    const now: RowOf = (other, id) => world.store.collection(other).get(id)?.row
    const then: RowOf = (other, id) => {
      const change = changes.find(change => change.resource === other && 'entry' in change && change.entry.id === id)
      return change ? rowAfter(change) : now(other, id)
    }
    const touched = changes.filter(change => takesAway(world, name, change, now, then)).flatMap(rowBefore)
    for (const account of new Set(touched.map(row => accountOf(owner, row)))) {
      const users = [...world.store.collection(name).ofTenant(account)].map(({ id }) => id)
      const isHeld = (rowOf: RowOf) => users.some(id => isHolder(world, name, rowOf(name, id), rowOf))
      if (!isHeld(now) || isHeld(then)) continue
      throw new Refusal({
        code: last_holder.refuse,
        detail: `Nobody else who is enabled and can sign in has ${last_holder.of}. Give it to another user first.`,
        rule: 'last_holder',
        at: `#/components/schemas/${name}/x-latchkey/last_holder`,
        members: { permission: last_holder.of },
      })
    }
  }
}

const rowBefore = (change: Change): Row[] => ('entry' in change ? [change.entry.row] : [])

const rowAfter = (change: Change): Row | undefined => ('after' in change ? change.after : undefined)

/** Whether a change can take the permission from somebody. Most changes cannot, so the users need not be searched. */
function takesAway(world: World, name: string, change: Change, now: RowOf, then: RowOf): boolean {
  if (change.does !== 'replace' && change.does !== 'remove') return false
  if (change.resource === name)
    return isHolder(world, name, change.entry.row, now) && !isHolder(world, name, rowAfter(change), then)
  return givenBy(world, name, change.resource).some(member => rowAfter(change)?.[member] !== change.entry.row[member])
}

/** A user who is enabled, has the permission and can sign in. */
function isHolder(world: World, name: string, row: Row | undefined, rowOf: RowOf): boolean {
  const { principal, last_holder, hashed = [] } = world.contract.resources[name] ?? {}
  if (!row || !last_holder || !isEnabled(principal, row)) return false
  const canSignIn = hashed.length === 0 || hashed.some(property => typeof row[property] === 'string')
  return canSignIn && holds(permissionsAfter(world, name, row, rowOf), last_holder.of)
}
