/** `principal`: requests act as the records of a resource, with the permissions of the record. */
import type { Resource } from '../../contract/contract.ts'
import { perObject } from '../../contract/per-object.ts'
import { listOf } from '../../contract/prose.ts'
import { credentialNoun, outlives } from '../engine/outlives.ts'
import { holds } from '../engine/permissions.ts'
import type { Change } from '../engine/plan.ts'
import type { Entry, Row } from '../engine/record.ts'
import { Refusal } from '../engine/refusal.ts'
import type { Guard, World } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import { missingProperty } from '../lookup.ts'
import { identifiesCaller } from '../model/credentials.ts'
import { type Model, type OperationNode, propertyWords, type ResourceNode } from '../model/model.ts'
import type { Place } from '../model/node.ts'

export function check(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(resource => {
    const { principal } = resource.words
    const node = resource.wordsNode.get('principal')
    if (!principal || !node) return []
    const paths = node.get('permissions')?.items() ?? []
    return [
      ...paths.flatMap(({ value, at }) => checkPath(model, resource, String(value), at)),
      ...(principal.enabled === undefined ? [] : missingProperty(resource, principal.enabled, node.placeOf('enabled'))),
    ]
  })
}

/** `permissions`, or `group_id.permissions`: a reference, then a property of the record that it leads to. */
function checkPath(model: Model, resource: ResourceNode, path: string, at: Place): Finding[] {
  const [first = '', second] = path.split('.')
  const missing = missingProperty(resource, first, at)
  if (missing.length > 0 || second === undefined) return missing
  const target = propertyWords(resource)[first]?.refers_to
  if (target === undefined) {
    const message = `\`${path}\` goes through \`${first}\`, which does not refer to a resource. Add \`x-latchkey: { refers_to: ... }\` to \`${first}\`, or correct the path.`
    return [{ message, at }]
  }
  const next = model.resources.get(target)
  return next ? missingProperty(next, second, at) : []
}

/** Every operation rejects a disabled principal. */
export function refusals(model: Model, operation: OperationNode): ExpectedRefusal[] {
  const authenticates = identifiesCaller(model, operation) || operation.words?.sign_in !== undefined
  if (!authenticates) return []
  return [...model.resources.values()].flatMap(({ name, words: { principal } }) =>
    principal?.refuse === undefined
      ? []
      : [{ code: principal.refuse, why: `a \`${name}\` whose \`${principal.enabled}\` is false cannot act` }],
  )
}

/** The current permissions of a user: their own, and those of records they refer to, such as their group. */
export function heldPermissions(world: World, resource: string, user: Entry): ReadonlySet<string> {
  const lists = permissionLists(world, resource, user.row)
  const known = merged.get(user)
  if (known && lists.every((list, index) => list === known.lists[index])) return known.held
  const held = merge(lists)
  merged.set(user, { lists, held })
  return held
}

/** The lists are looked up at each request, and merged again only if one of them was replaced. Rows never change in place. */
const merged = new WeakMap<Entry, { readonly lists: readonly unknown[]; readonly held: ReadonlySet<string> }>()

const merge = (lists: readonly unknown[]): ReadonlySet<string> =>
  new Set<string>(lists.flatMap(list => (Array.isArray(list) ? list : [])))

/** The permissions of a row, with other records as a plan would leave them. */
export function permissionsAfter(world: World, resource: string, row: Row, rowOf: RowOf): ReadonlySet<string> {
  return merge(permissionLists(world, resource, row, rowOf))
}

/** Reads a record: as it is, or as a plan would leave it. */
export type RowOf = (resource: string, id: string) => Row | undefined

function permissionLists(
  { contract, store }: World,
  resource: string,
  row: Row,
  rowOf: RowOf = (name, id) => store.collection(name).get(id)?.row,
): readonly unknown[] {
  const words = contract.resources[resource]
  return pathsOf(words?.principal?.permissions ?? []).map(([property, member]) => {
    const value = row[property]
    if (member === undefined) return value
    const target = words?.properties[property]?.refers_to
    return target === undefined || value === null ? undefined : rowOf(target, String(value))?.[member]
  })
}

type Path = readonly [property: string, member: string | undefined]

/** `group_id.permissions`: a property, and a property of the record that it refers to. */
const pathsOf = perObject((texts: readonly string[]) =>
  texts.map((text): Path => {
    const [property = '', member] = text.split('.')
    return [property, member]
  }),
)

/** What a change gives to users: permissions, and possibly a way to sign in and act with them. */
interface Gift {
  readonly permissions: readonly string[]
  readonly hasSignIn: boolean
}

/**
 * Nobody gives a user permissions that they lack themselves, directly or through a group, and nobody sets the password or
 * the login of a user who may do more: a new email leads to a new password. A credential that ends gives nothing, because
 * the gift would outlive it.
 */
export const guard: Guard = (world, { changes }, { principal }) => {
  if (!principal) return
  for (const change of changes) {
    const { permissions, hasSignIn } = giftOf(world, change)
    if (permissions.length === 0 && !hasSignIn) continue
    const at = `#/components/schemas/${change.resource}`
    if (principal.ends !== null)
      throw outlives(world, principal, 'It cannot give users permissions, or change how they sign in', at)
    const missing = permissions.filter(permission => !holds(principal.permissions, permission))
    if (missing.length === 0) continue
    throw new Refusal({
      code: 'permission_denied',
      detail: `This ${credentialNoun(world, principal)} can give only permissions that it has itself, and change only how users who may do no more sign in. It lacks ${listOf(missing)}.`,
      rule: 'principal',
      at,
      members: { required: missing },
    })
  }
}

/** The resources whose records act. Most of the others of a large document have nothing to do with users. */
const usersOf = perObject(({ resources }: World['contract']) =>
  Object.entries(resources).flatMap(([name, { principal }]) => (principal ? [name] : [])),
)

function giftOf(world: World, change: Change): Gift {
  const nothing: Gift = { permissions: [], hasSignIn: false }
  if (change.does !== 'insert' && change.does !== 'replace') return nothing
  const before = change.does === 'replace' ? change.entry.row : undefined
  const resource = world.contract.resources[change.resource]
  if (!resource?.principal) {
    const members = usersOf(world.contract).flatMap(user => givenBy(world, user, change.resource))
    const lists = (row: Row | undefined) => merge(members.map(member => row?.[member]))
    return { permissions: added(lists(before), lists(change.after)), hasSignIn: false }
  }
  const { enabled } = resource.principal
  const held = (row: Row | undefined) => merge(row ? permissionLists(world, change.resource, row) : [])
  const hasPassword = resource.hashed.some(property =>
    change.does === 'insert' ? change.after[property] !== undefined : change.written?.includes(property),
  )
  const hasSignIn = hasPassword || (before !== undefined && hasNewLogin(world, resource, before, change.after))
  const isRevived = enabled !== undefined && before?.[enabled] === false && change.after[enabled] !== false
  const isNew = hasSignIn || isRevived
  return { permissions: added(isNew ? new Set() : held(before), held(change.after)), hasSignIn }
}

/** Whether a user who signs in does so with another login. */
function hasNewLogin({ contract }: World, { hashed }: Resource, before: Row, after: Row): boolean {
  if (!hashed.some(property => typeof before[property] === 'string')) return false
  return contract.operations.some(({ sign_in }) => sign_in && before[sign_in.login] !== after[sign_in.login])
}

/** The properties by which the records of one resource give permissions to users who refer to them. */
export function givenBy({ contract }: World, user: string, resource: string): readonly string[] {
  const { principal, properties } = contract.resources[user] ?? {}
  return pathsOf(principal?.permissions ?? []).flatMap(([property, member]) =>
    member !== undefined && properties?.[property]?.refers_to === resource ? [member] : [],
  )
}

const added = (before: ReadonlySet<string>, after: ReadonlySet<string>): string[] =>
  [...after].filter(permission => !before.has(permission))
