import { useQuery } from '@tanstack/react-query'
import { useMe, useShop } from '../shop/context.ts'
import type { User } from '../shop/shop.ts'
import { choicesOf } from './choices.ts'

/** The users that a key can act as, including the signed-in user. Undefined while they are loading. */
export function useUsers(): readonly User[] | undefined {
  const shop = useShop()
  const { data: me } = useMe()
  const hasChoice = shop.system.userChoice !== 'none'
  const { data: users = [], isPending } = useQuery({
    queryKey: ['users'],
    queryFn: () => choicesOf(shop.users),
    enabled: hasChoice,
    staleTime: 60_000,
  })
  if (!me || (hasChoice && isPending)) return undefined
  return !me.user || users.some(({ id }) => id === me.user?.id) ? users : [me.user, ...users]
}
