import type { SystemId } from 'latchkey'
import type { Walk } from '../walk.ts'
import { accountKeys } from './account-keys.ts'
import { secretKeys } from './secret-keys.ts'
import { standard } from './standard.ts'
import { storeAdmin } from './store-admin.ts'
import { userKeys } from './user-keys.ts'
import { warehouse } from './warehouse.ts'

/** The walk through each system. */
export const walks: { readonly [S in SystemId]: Walk<S> } = {
  standard,
  'account-keys': accountKeys,
  'user-keys': userKeys,
  'store-admin': storeAdmin,
  warehouse,
  'secret-keys': secretKeys,
}
