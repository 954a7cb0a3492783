import { useUsers } from '../users/useUsers.ts'

/** The user that a key acts as, by name where it is known. */
export function Acting({ userId }: { readonly userId: string | undefined }) {
  const user = useUsers()?.find(({ id }) => id === userId)
  return <>{user?.name ?? userId}</>
}
