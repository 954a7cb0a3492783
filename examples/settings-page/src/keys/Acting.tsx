import type { ApiKey } from '../shop/shop.ts'
import { useUsers } from '../users/useUsers.ts'
import { actingTextOf, userOf } from './texts.ts'

/** The name of the user that a key acts as, or the id if the name is not known. */
export function Acting({ apiKey: key }: { readonly apiKey: ApiKey }) {
  return <bdi>{actingTextOf(key, userOf(key, useUsers()))}</bdi>
}
