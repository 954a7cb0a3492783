import { type Call, principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Plan } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { credentialsOfUser } from '../../../openapi/vocabulary/words/authenticates.ts'

/** Ends the session that the request was sent with. */
export const signOut: Act = (_world, call) => ending(call, [principalOf(call).credential.entry])

/** Ends all sessions of the caller. */
export const signOutEverywhere: Act = (world, call) => {
  const { scheme, account, user } = principalOf(call)
  return ending(call, credentialsOfUser(world, scheme, account, user))
}

function ending(call: Call, entries: readonly Entry[]): Plan {
  const { resource } = principalOf(call).credential
  return { changes: entries.map(entry => ({ does: 'remove', resource, entry })), answer: () => ({}) }
}
