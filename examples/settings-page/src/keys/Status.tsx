import type { ApiKey } from '../shop/shop.ts'
import { useUsers } from '../users/useUsers.ts'
import { statusTextOf, userOf } from './texts.ts'

export function Status({ apiKey: key }: { readonly apiKey: ApiKey }) {
  return <span className={`status status-${key.status}`}>{statusTextOf(key, userOf(key, useUsers()))}</span>
}
