import type { Operation } from '../../openapi/contract/contract.ts'
import type { SignIn } from '../../openapi/contract/sign-ins.ts'
import type { Principal } from '../../openapi/vocabulary/engine/call.ts'
import type { Entry } from '../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../engine/context.ts'
import { allPermissions, heldPermissions } from '../engine/rules/permissions.ts'
import { requiredSessionScheme } from './sign-in.ts'

/** Somebody as they are when they have signed in, without a session. */
export function actingAs(context: Context, who: SignIn<Entry>): Principal {
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
  }
}

/** The permissions that an operation asks for of a session; none, too, where it takes no session. */
export function rolesOf(context: Context, who: SignIn<Entry>, { security }: Operation): readonly string[] {
  const { name } = requiredSessionScheme(context.contract, who.operation)
  return security.flatMap(alternative => alternative[name] ?? [])
}

/** Whether somebody who has signed in may call an operation. */
export function allows(context: Context, who: SignIn<Entry>, { security }: Operation): boolean {
  const { scheme, permissions } = actingAs(context, who)
  return security.some(alternative => alternative[scheme]?.every(role => permissions.has(role)))
}
