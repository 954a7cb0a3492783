import { asNoun } from '../../../openapi/contract/prose.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { endOf } from '../../../openapi/vocabulary/words/authenticates.ts'
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
  const property = scheme.acts_as ?? owner?.user
  const isUser = property !== undefined && property !== owner?.tenant
  const user = isUser ? userOf(context, schemes, scheme, String(entry.row[property])) : undefined
  const inherited =
    user && scheme.grants !== 'all'
      ? heldPermissions(context, user.resource, user.entry)
      : allPermissions(context.contract, scheme.name)
  const scopes = scheme.narrowed_by === undefined ? null : entry.row[scheme.narrowed_by]
  return {
    scheme: scheme.name,
    kind: scheme.kind,
    credential: { resource: scheme.authenticates, entry },
    account: String(entry.row[owner?.tenant ?? '']),
    user: user?.entry.id ?? null,
    actor: isSession(context.contract, scheme) && user ? user.entry.id : entry.id,
    permissions: narrow(inherited, scopes),
    isNarrowed: Array.isArray(scopes),
    ends: endOf(scheme, entry.row),
  }
}

interface User {
  /** The resource of the user. */
  readonly resource: string
  readonly entry: Entry
}

function userOf(context: Context, schemes: readonly SecretScheme[], scheme: SecretScheme, id: string): User {
  const { resources } = context.contract
  const credential = asNoun(resources[scheme.authenticates]?.title ?? scheme.kind)
  for (const resource in resources) {
    const principal = resources[resource]?.principal
    const entry = principal && context.store.collection(resource).get(id)
    if (!entry) continue
    if (principal.enabled === undefined || entry.row[principal.enabled] !== false) return { resource, entry }
    const at = `#/components/schemas/${resource}/x-latchkey/principal`
    const detail = `The user of this ${credential} is disabled.`
    throw unauthorized(schemes, principal.refuse ?? scheme.refuse.unknown, detail, at)
  }
  const detail = `The user of this ${credential} no longer exists.`
  throw unauthorized(schemes, scheme.refuse.unknown, detail, refusePointer(scheme, 'unknown'))
}

/** Whether its credentials are made by signing in, so that the user acts without a key. */
const isSession = perContract(({ operations }, { authenticates }: SecretScheme) =>
  operations.some(({ sign_in, resource }) => sign_in && resource === authenticates),
)

function narrow(permissions: ReadonlySet<string>, scopes: unknown): ReadonlySet<string> {
  return Array.isArray(scopes) ? new Set(scopes.filter(scope => permissions.has(scope))) : permissions
}
