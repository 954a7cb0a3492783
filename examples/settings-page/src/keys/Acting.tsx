import { useUsers } from '../users/useUsers.ts'
import { actingTextOf, userOf } from './texts.ts'

/** The name of the user that a key acts as, or the id if the name is not known. */
export function Acting({ userId }: { readonly userId: string | undefined }) {
  return <bdi>{actingTextOf(userId, userOf({ user_id: userId }, useUsers()))}</bdi>
}
