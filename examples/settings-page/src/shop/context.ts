import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Place } from '../connect/connection.ts'
import type { Groups, Shop, Users } from './shop.ts'

/** A shop that somebody is signed in to. */
export interface SignedIn {
  readonly shop: Shop
  readonly place: Place
  readonly signOut: () => void
}

export const ShopContext = createContext<SignedIn | undefined>(undefined)

export function useSignedIn(): SignedIn {
  const signedIn = useContext(ShopContext)
  if (!signedIn) throw new Error('Nobody is signed in here.')
  return signedIn
}

export const useShop = (): Shop => useSignedIn().shop

/** Who is signed in, and what they may do. */
export function useMe() {
  const shop = useShop()
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => shop.me.get({ signal }), staleTime: 60_000 })
}

/** Whether the one who is signed in has these permissions; undefined until it is known. */
function useMay(needed: readonly string[]): boolean | undefined {
  const { data } = useMe()
  const permissions: readonly string[] | undefined = data?.permissions
  return permissions && needed.every(permission => permissions.includes(permission))
}

/** Whether the one who is signed in may make and end keys; undefined until it is known. */
export const useMayWrite = (): boolean | undefined => useMay(useShop().system.managedBy.write)

/** What makes users and groups for keys to act as; undefined where there is none, or the one who is signed in may not. */
export function useUserMaking(): { readonly users: Users; readonly groups: Groups } | undefined {
  const { users, groups, system } = useShop()
  const may = useMay(system.usersManagedBy ?? [])
  return system.usersManagedBy && may && users && groups ? { users, groups } : undefined
}
