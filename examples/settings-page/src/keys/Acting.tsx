import { useMe, useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { useUsers } from '../users/useUsers.ts'
import { actingTextOf, userOf } from './texts.ts'

/** The account or the user that a key acts as. Without the permission to list users, other users have no name here. */
export function Acting({ apiKey: key }: { readonly apiKey: ApiKey }) {
  const { system } = useShop()
  const { data: me } = useMe()
  const users = useUsers()
  if (system.keyActsAs === 'account') return <bdi>{me?.account.name}</bdi>
  const user = userOf(key, users)
  return <bdi title={user ? user.email : key.user_id}>{actingTextOf(key, user)}</bdi>
}
