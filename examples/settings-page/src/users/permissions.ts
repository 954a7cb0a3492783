import { useMe } from '../shop/context.ts'
import type { User } from '../shop/shop.ts'
import { useGroups } from './useGroups.ts'

/** The permissions of a user and of the user's group. Undefined while they are loading. */
export function usePermissionsOf(user: User | null | undefined): readonly string[] | undefined {
  const { data: me } = useMe()
  const { data: groups } = useGroups()
  if (!user) return undefined
  if (user.id === me?.user?.id) return me.permissions
  const group = groups?.find(({ id }) => id === user.group_id)
  if (user.group_id && !group) return undefined
  return [...new Set([...(user.permissions ?? []), ...(group?.permissions ?? [])])]
}

/** All known permissions: those of the signed-in user, and of all groups. */
export function useKnownPermissions(): readonly string[] {
  const { data: me } = useMe()
  const { data: groups = [] } = useGroups()
  return [...new Set([...(me?.permissions ?? []), ...groups.flatMap(({ permissions }) => permissions)])]
}

/** Permissions in words: `read and write inventory; read orders, products`. */
export function wordsOf(permissions: readonly string[]): string {
  const verbsOf = Map.groupBy(permissions, permission => permission.split(':')[0])
  const resourcesOf = Map.groupBy(verbsOf, ([, granted]) =>
    granted.map(permission => permission.split(':')[1] ?? 'use').join(' and '),
  )
  return [...resourcesOf]
    .map(([verbs, resources]) => `${verbs} ${resources.map(([resource]) => inWords(resource ?? '')).join(', ')}`)
    .join('; ')
}

const resourceOf = (permission: string) => permission.split(':')[0] ?? ''
const verbOf = (permission: string) => permission.split(':')[1] ?? 'use'

/** `api_keys` becomes `API keys`. */
const inWords = (word: string) => word.replaceAll('_', ' ').replace(/\bapi\b/, 'API')

/** `clear_operations` becomes `Clear operations`. */
export const titleOf = (word: string) => inWords(word).replace(/^./, letter => letter.toUpperCase())

export const resourcesOf = (permissions: readonly string[]): string[] => [...new Set(permissions.map(resourceOf))]

/** The verbs of permissions, in the order in which each includes those before it: reading comes first. */
export function levelsOf(permissions: readonly string[]): string[] {
  const verbs = [...new Set(permissions.map(verbOf))]
  return verbs.sort((one, other) => Number(other === 'read') - Number(one === 'read'))
}

/** The highest level of a resource among these permissions, or `none`. */
export function levelOf(resource: string, chosen: readonly string[]): string {
  return levelsOf(chosen.filter(permission => resourceOf(permission) === resource)).at(-1) ?? 'none'
}

/** The chosen permissions with another level of a resource. */
export function permissionsFor(
  resource: string,
  level: string,
  permissions: readonly string[],
  chosen: readonly string[],
): string[] {
  const levels = levelsOf(permissions)
  const granted = levels.slice(0, levels.indexOf(level) + 1).map(verb => `${resource}:${verb}`)
  return permissions.filter(permission =>
    resourceOf(permission) === resource ? granted.includes(permission) : chosen.includes(permission),
  )
}
