/** `principal`: requests act as the records of a resource, with the permissions of the record. */
import { perObject } from '../../contract/per-object.ts'
import type { Entry } from '../engine/record.ts'
import type { World } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import { missingProperty } from '../lookup.ts'
import { credentialsOf } from '../model/credentials.ts'
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
export function refusals(model: Model, { security, words }: OperationNode): ExpectedRefusal[] {
  const authenticates = (security.length > 0 && credentialsOf(model).length > 0) || words?.sign_in !== undefined
  if (!authenticates) return []
  return [...model.resources.values()].flatMap(({ name, words: { principal } }) =>
    principal?.refuse === undefined
      ? []
      : [{ code: principal.refuse, why: `a \`${name}\` whose \`${principal.enabled}\` is false cannot act` }],
  )
}

/** The current permissions of a user: their own, and those of records they refer to, such as their group. */
export function heldPermissions(world: World, resource: string, user: Entry): ReadonlySet<string> {
  const words = world.contract.resources[resource]
  const lists = pathsOf(words?.principal?.permissions ?? []).map(([property, member]) => {
    const value = user.row[property]
    return member === undefined ? value : referred(world, words?.properties[property]?.refers_to, value)?.[member]
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

function referred(world: World, resource: string | undefined, id: unknown) {
  return resource === undefined || id === null ? undefined : world.store.collection(resource).get(String(id))?.row
}
