import { perObject } from '../../../openapi/contract/per-object.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import { perContract } from '../per-contract.ts'

/** The current permissions of a user: their own, and those of records they refer to, such as their group. */
export function heldPermissions(context: Context, resource: string, user: Entry): ReadonlySet<string> {
  const words = context.contract.resources[resource]
  const lists = pathsOf(words?.principal?.permissions ?? []).map(([property, member]) => {
    const value = user.row[property]
    return member === undefined ? value : referred(context, words?.properties[property]?.refers_to, value)?.[member]
  })
  const known = merged.get(user)
  if (known && lists.every((list, index) => list === known.lists[index])) return known.held
  const held = new Set<string>(lists.flatMap(list => (Array.isArray(list) ? list : [])))
  merged.set(user, { lists, held })
  return held
}

/** The lists are looked up at each request, and merged again only if one of them was replaced. Rows never change in place. */
const merged = new WeakMap<Entry, { readonly lists: readonly unknown[]; readonly held: ReadonlySet<string> }>()

type Path = readonly [property: string, member: string | undefined]

/** `group_id.permissions`: a property, and a property of the record that it refers to. */
const pathsOf = perObject((texts: readonly string[]) =>
  texts.map((text): Path => {
    const [property = '', member] = text.split('.')
    return [property, member]
  }),
)

function referred(context: Context, resource: string | undefined, id: unknown) {
  return resource === undefined || id === null ? undefined : context.store.collection(resource).get(String(id))?.row
}

/** Every permission that any operation requires of this kind of credential. */
export const allPermissions = perContract(
  ({ operations }, scheme: string): ReadonlySet<string> =>
    new Set(operations.flatMap(({ security }) => security.flatMap(alternative => alternative[scheme] ?? []))),
)
