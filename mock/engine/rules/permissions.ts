import type { Contract } from '../../../openapi/generate/contract.ts'
import type { Context } from '../context.ts'
import type { Entry } from '../types.ts'

/** The permissions of a user at this moment: their own, and those reached through references such as their group. */
export function heldPermissions(context: Context, resource: string, user: Entry): ReadonlySet<string> {
  const held = new Set<string>()
  const words = context.contract.resources[resource]
  for (const path of words?.principal?.permissions ?? []) {
    const [property = '', member] = path.split('.')
    const value = user.row[property]
    const list =
      member === undefined ? value : referred(context, words?.properties[property]?.refers_to, value)?.[member]
    if (Array.isArray(list)) for (const permission of list) held.add(permission)
  }
  return held
}

function referred(context: Context, resource: string | undefined, id: unknown) {
  return resource === undefined || id === null ? undefined : context.store.collection(resource).get(String(id))?.row
}

const cache = new WeakMap<Contract, ReadonlySet<string>>()

/** Every permission that some operation of the contract asks for. */
export function allPermissions(contract: Contract): ReadonlySet<string> {
  let all = cache.get(contract)
  if (!all) {
    const roles = contract.operations.flatMap(operation =>
      operation.security.flatMap(schemes => Object.values(schemes).flat()),
    )
    cache.set(contract, (all = new Set(roles)))
  }
  return all
}
