/** What a user may do, without a session. */
import type { Operation } from '../../openapi/contract/contract.ts'
import type { SignIn } from '../../openapi/contract/sign-ins.ts'
import type { Principal } from '../../openapi/vocabulary/engine/call.ts'
import { holds } from '../../openapi/vocabulary/engine/permissions.ts'
import type { Entry } from '../../openapi/vocabulary/engine/record.ts'
import { heldPermissions } from '../../openapi/vocabulary/words/principal.ts'
import type { Context } from '../engine/context.ts'
import { allPermissions } from '../engine/rules/permissions.ts'
import { requiredSessionScheme } from './sign-in.ts'

/** The principal that a session of the user would have. */
export function principalOf(context: Context, who: SignIn<Entry>): Principal {
  const { name, kind, grants } = requiredSessionScheme(context.contract, who.operation)
  const { resource, user: entry, account } = who
  return {
    scheme: name,
    kind,
    credential: { resource, entry },
    account,
    user: entry.id,
    actor: entry.id,
    permissions: grants === 'all' ? allPermissions(context.contract, name) : heldPermissions(context, resource, entry),
    isNarrowed: false,
    ends: null,
  }
}

/** The permissions that an operation requires of a session. Empty if it accepts no session. */
export function requiredPermissions(context: Context, who: SignIn<Entry>, { security }: Operation): readonly string[] {
  const { name } = requiredSessionScheme(context.contract, who.operation)
  return security.flatMap(alternative => alternative[name] ?? [])
}

/** Whether the user may call an operation. */
export function mayCall(context: Context, who: SignIn<Entry>, { security }: Operation): boolean {
  const { scheme, permissions } = principalOf(context, who)
  return security.some(alternative => alternative[scheme]?.every(role => holds(permissions, role)))
}
