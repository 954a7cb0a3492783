import { principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'

/** Ends the session that the request was sent with. */
export const signOut: Act = (_world, call) => {
  const { resource, entry } = principalOf(call).credential
  return { changes: [{ does: 'remove', resource, entry }], answer: () => ({}) }
}
