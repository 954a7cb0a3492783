import { useUsers } from '../users/useUsers.ts'

/** The name of the user that a key acts as, or the id if the name is not known. */
export function Acting({ userId }: { readonly userId: string | undefined }) {
  const user = useUsers()?.find(({ id }) => id === userId)
  return <bdi>{user?.name ?? userId}</bdi>
}
