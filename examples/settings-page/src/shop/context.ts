import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Place } from '../connect/connection.ts'
import type { ServerClock } from './server-clock.ts'
import type { Groups, Shop, Users } from './shop.ts'

/** A shop with a session. */
export interface SignedIn {
  readonly shop: Shop
  readonly place: Place
  readonly clock: ServerClock
  /** Resolves when the session has ended, or the server could not be told. */
  readonly signOut: () => Promise<void>
}

export const ShopContext = createContext<SignedIn | undefined>(undefined)

export function useSignedIn(): SignedIn {
  const signedIn = useContext(ShopContext)
  if (!signedIn) throw new Error('useSignedIn needs a ShopContext with a session.')
  return signedIn
}

export const useShop = (): Shop => useSignedIn().shop

/** The user of the session, and their permissions. */
export function useMe() {
  const shop = useShop()
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => shop.me.get({ signal }), staleTime: 60_000 })
}

/** Whether the user has these permissions; undefined until they are loaded. */
function useMay(needed: readonly string[]): boolean | undefined {
  const { data } = useMe()
  const permissions: readonly string[] | undefined = data?.permissions
  return permissions && needed.every(permission => permissions.includes(permission))
}

/** Whether the user can create and change keys; undefined until the permissions are loaded. */
export const useMayWrite = (): boolean | undefined => useMay(useShop().system.managedBy.write)

/** Creates users for keys, and their groups; undefined if the system or the user's permissions do not allow it. */
export function useUserMaking(): { readonly users: Users; readonly groups: Groups } | undefined {
  const { users, groups, system } = useShop()
  const may = useMay(system.usersManagedBy ?? [])
  return system.usersManagedBy && may && users?.create && groups
    ? { users: { create: users.create, update: users.update }, groups }
    : undefined
}
