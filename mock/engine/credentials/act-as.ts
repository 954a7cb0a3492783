import { asNoun } from '../../../openapi/contract/prose.ts'
import { type ActingUser, isUserEnabled, userOf, userProperty } from '../../../openapi/vocabulary/engine/acting-user.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import { holds } from '../../../openapi/vocabulary/engine/permissions.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { endOf } from '../../../openapi/vocabulary/words/authenticates.ts'
import { accountOf } from '../../../openapi/vocabulary/words/owner.ts'
import { heldPermissions } from '../../../openapi/vocabulary/words/principal.ts'
import type { Context } from '../context.ts'
import { perContract } from '../per-contract.ts'
import { allPermissions } from '../rules/permissions.ts'
import type { SecretScheme } from './secret-schemes.ts'
import { refusePointer, unauthorized } from './unauthorized.ts'

/**
 * The principal that a credential acts as, with its permissions at this moment.
 * @throws {Refusal} if the user no longer exists or is disabled
 */
export function actAs(
  context: Context,
  schemes: readonly SecretScheme[],
  scheme: SecretScheme,
  entry: Entry,
): Principal {
  const { owner } = context.store.collection(scheme.authenticates).resource
  const isUser = userProperty(scheme, owner) !== undefined
  const user = isUser ? requireUser(context, schemes, scheme, entry) : undefined
  const grantsAll = !user || scheme.grants === 'all'
  const inherited = grantsAll
    ? allPermissions(context.contract, scheme.name)
    : heldPermissions(context, user.resource, user.entry)
  const scopes = scheme.narrowed_by === undefined ? null : entry.row[scheme.narrowed_by]
  return {
    scheme: scheme.name,
    kind: scheme.kind,
    credential: { resource: scheme.authenticates, entry },
    account: accountOf(owner, entry.row),
    user: user?.entry.id ?? null,
    actor: isSession(context.contract, scheme) && user ? user.entry.id : entry.id,
    permissions: narrow(inherited, scopes, grantsAll),
    isNarrowed: Array.isArray(scopes),
    ends: endOf(context, scheme, entry.row),
  }
}

function requireUser(
  context: Context,
  schemes: readonly SecretScheme[],
  scheme: SecretScheme,
  { row }: Entry,
): ActingUser {
  const { resources } = context.contract
  const user = userOf(context, scheme, row)
  if (user && isUserEnabled(context, user)) return user
  const credential = asNoun(resources[scheme.authenticates]?.title ?? scheme.kind)
  if (!user) {
    const detail = `The user of this ${credential} no longer exists.`
    throw unauthorized(schemes, scheme.refuse.unknown, detail, refusePointer(scheme, 'unknown'))
  }
  const at = `#/components/schemas/${user.resource}/x-latchkey/principal`
  const code = resources[user.resource]?.principal?.refuse ?? scheme.refuse.unknown
  throw unauthorized(schemes, code, `The user of this ${credential} is disabled.`, at)
}

/** Whether its credentials are made by signing in, so that the user acts without a key. */
const isSession = perContract(({ operations }, { authenticates }: SecretScheme) =>
  operations.some(({ sign_in, resource }) => sign_in && resource === authenticates),
)

/** @param grantsAll whether there is no other limit than the scopes */
function narrow(permissions: ReadonlySet<string>, scopes: unknown, grantsAll: boolean): ReadonlySet<string> {
  if (!Array.isArray(scopes)) return permissions
  if (grantsAll) return new Set(scopes)
  const wanted = new Set<string>(scopes)
  return new Set([
    ...scopes.filter(scope => holds(permissions, scope)),
    ...[...permissions].filter(permission => holds(wanted, permission)),
  ])
}
