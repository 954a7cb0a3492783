import { useQuery } from '@tanstack/react-query'
import { isLatchkeyError } from 'latchkey'
import { useMe, useShop } from '../shop/context.ts'
import type { Shop, User } from '../shop/shop.ts'

/** More are no list to choose from. */
const MOST = 200

/** The users that a key can act as: at least the one who is signed in. Undefined until they are known. */
export function useUsers(): readonly User[] | undefined {
  const shop = useShop()
  const { data: me } = useMe()
  const hasChoice = shop.system.userChoice !== 'none'
  const { data: users, isPending } = useQuery({
    queryKey: ['users'],
    queryFn: () => usersOf(shop),
    enabled: hasChoice,
    staleTime: 60_000,
  })
  if (!me || (hasChoice && isPending)) return undefined
  return users?.length ? users : me.user ? [me.user] : []
}

/** None where one may not see them. */
async function usersOf(shop: Shop): Promise<User[]> {
  const users: User[] = []
  try {
    for await (const user of shop.users?.list() ?? []) if (users.push(user) >= MOST) break
  } catch (error) {
    if (!isLatchkeyError(error) || error.code !== 'permission_denied') throw error
  }
  return users
}
