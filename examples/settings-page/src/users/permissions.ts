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
    .map(([verbs, resources]) => `${verbs} ${resources.map(([resource]) => resource?.replaceAll('_', ' ')).join(', ')}`)
    .join('; ')
}
