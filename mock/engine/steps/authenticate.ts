import type { Carrier } from '../../../openapi/contract/carrier.ts'
import type { Contract, Scheme } from '../../../openapi/contract/contract.ts'
import { formatTime } from '../../../openapi/contract/time.ts'
import type { CredentialWords } from '../../../openapi/contract/words.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Context } from '../context.ts'
import { allPermissions, heldPermissions } from '../rules/permissions.ts'
import { equalsInConstantTime, hashSecret, isWellFormed } from '../values/secret.ts'

/** A scheme whose records are credentials. */
export interface CredentialScheme {
  readonly name: string
  readonly words: CredentialWords
  readonly carrier: Carrier
  /** The prefix of the secrets that it reads: `lk_live`. */
  readonly secretPrefix: string
}

interface Presented {
  readonly scheme: CredentialScheme
  readonly secret: string
}

export function credentialSchemes(contract: Contract): readonly CredentialScheme[] {
  return Object.entries(contract.schemes).flatMap(([name, scheme]) => {
    if (!isCredential(scheme)) return []
    const secretPrefix = contract.resources[scheme.authenticates]?.properties[scheme.by]?.secret?.prefix ?? ''
    return [{ name, words: scheme, carrier: scheme.carrier, secretPrefix }]
  })
}

const isCredential = (scheme: Scheme): scheme is CredentialWords & { carrier: Carrier } => 'authenticates' in scheme

/**
 * Step two: who asks. Every form of credentials that the system has is read on every operation; whether the
 * operation takes it is a question of permission.
 * @throws {Refusal} the codes that the schemes' words give
 */
export function authenticate(
  context: Context,
  schemes: readonly CredentialScheme[],
  headers: Headers,
  query: URLSearchParams,
  now: number,
): Principal {
  const presented = readCredentials(schemes, headers, query)
  if (!presented) throw missing(schemes, headers)
  const { scheme, secret } = presented
  const { words } = scheme
  const hash = hashSecret(secret)
  const collection = context.store.collection(words.authenticates)
  const entry = collection.byHash(hash)
  if (!entry?.hash || !equalsInConstantTime(entry.hash, hash)) {
    const hint = isWellFormed(secret, scheme.secretPrefix)
      ? 'It has the right form, but no such one exists here'
      : 'It does not have the form of one: a character may be missing or mistyped'
    throw unauthorized(
      schemes,
      words.refuse.unknown,
      `The ${collection.resource.title} is not known. ${hint}.`,
      refuseAt(scheme, 'unknown'),
    )
  }
  const field = collection.resource.lifecycle?.field
  const state = field === undefined ? undefined : String(entry.row[field])
  if (state !== undefined && !words.accepts.includes(state)) {
    const code = words.refuse[state] ?? words.refuse.unknown
    throw unauthorized(
      schemes,
      code,
      `The ${collection.resource.title} is ${state}; it does not authenticate.`,
      refuseAt(scheme, state),
    )
  }
  const principal = actAs(context, schemes, scheme, entry)
  if (words.touch !== undefined) {
    context.store.replace(collection, entry, { ...entry.row, [words.touch]: formatTime(now) })
  }
  return principal
}

/** The first credential found. Where two schemes share a carrier, the secret's prefix tells which is meant. */
function readCredentials(
  schemes: readonly CredentialScheme[],
  headers: Headers,
  query: URLSearchParams,
): Presented | undefined {
  let fallback: Presented | undefined
  for (const scheme of schemes) {
    const secret = readCarrier(scheme.carrier, headers, query)
    if (!secret) continue
    // One prefix may be the beginning of another, but base62 has no underscore.
    const prefix = secret.slice(0, Math.max(0, secret.lastIndexOf('_')))
    if (prefix === scheme.secretPrefix) return { scheme, secret }
    // A secret of another scheme, sent in this one's form, is not sent in a form that the system reads.
    if (schemes.some(other => prefix === other.secretPrefix)) continue
    fallback ??= { scheme, secret }
  }
  return fallback
}

function readCarrier(carrier: Carrier, headers: Headers, query: URLSearchParams): string | undefined {
  switch (carrier.in) {
    case 'query':
      return query.get(carrier.name) ?? undefined
    case 'bearer':
      return afterWord('Bearer', headers.get('authorization'))
    case 'basic':
      return basicUserName(afterWord('Basic', headers.get('authorization')))
    case 'header': {
      const value = headers.get(carrier.name)
      return carrier.prefix === undefined ? (value ?? undefined) : afterWord(carrier.prefix, value)
    }
  }
}

/** What follows the scheme's word, which is read in any case (RFC 9110, 11.1). */
function afterWord(word: string, value: string | null): string | undefined {
  if (value === null || value.length <= word.length + 1 || value[word.length] !== ' ') return undefined
  if (value.slice(0, word.length).toLowerCase() !== word.toLowerCase()) return undefined
  return value.slice(word.length + 1).trim()
}

/** The user name of Basic credentials with an empty password (RFC 7617). For all else a text that no key can be. */
function basicUserName(credentials: string | undefined): string | undefined {
  if (credentials === undefined) return undefined
  const unusable = `:${credentials}`
  try {
    return /^([^:]+):$/.exec(atob(credentials))?.[1] ?? unusable
  } catch {
    return unusable
  }
}

/** Whom the credential acts as, with the permissions of this very moment. */
function actAs(
  context: Context,
  schemes: readonly CredentialScheme[],
  scheme: CredentialScheme,
  entry: Entry,
): Principal {
  const { words } = scheme
  const resource = context.store.collection(words.authenticates).resource
  const account = String(entry.row[resource.owner?.tenant ?? ''])
  const property = words.acts_as ?? resource.owner?.user
  const isUser = property !== undefined && property !== resource.owner?.tenant
  const user = isUser ? findUser(context, String(entry.row[property])) : undefined
  if (isUser && !user) {
    throw unauthorized(
      schemes,
      words.refuse.unknown,
      'The user that the request would run as does not exist any more.',
      refuseAt(scheme, 'unknown'),
    )
  }
  if (user && user.words.enabled !== undefined && user.entry.row[user.words.enabled] === false) {
    const at = `#/components/schemas/${user.resource}/x-latchkey/principal`
    throw unauthorized(
      schemes,
      user.words.refuse ?? words.refuse.unknown,
      'The user that the request would run as is disabled.',
      at,
    )
  }
  const inherited =
    user && words.grants !== 'all'
      ? heldPermissions(context, user.resource, user.entry)
      : allPermissions(context.contract, scheme.name)
  const scopes = words.narrowed_by === undefined ? null : entry.row[words.narrowed_by]
  return {
    scheme: scheme.name,
    kind: words.kind,
    credential: { resource: words.authenticates, entry },
    account,
    user: user?.entry.id ?? null,
    actor: user?.entry.id ?? entry.id,
    permissions: narrow(inherited, scopes),
    isNarrowed: Array.isArray(scopes),
  }
}

function findUser(context: Context, id: string) {
  const { resources } = context.contract
  for (const resource in resources) {
    const principal = resources[resource]?.principal
    if (!principal) continue
    const entry = context.store.collection(resource).get(id)
    if (entry) return { resource, entry, words: principal }
  }
  return undefined
}

function narrow(permissions: ReadonlySet<string>, scopes: unknown): ReadonlySet<string> {
  return Array.isArray(scopes) ? new Set(scopes.filter(scope => permissions.has(scope))) : permissions
}

function missing(schemes: readonly CredentialScheme[], headers: Headers): Refusal {
  const [first] = schemes
  const forms = schemes.map(describeForm).join(' or ')
  const found = headers.has('authorization')
    ? 'The header Authorization holds nothing that this system reads there'
    : 'No credentials were sent'
  return unauthorized(
    schemes,
    first?.words.refuse.missing ?? 'missing_credentials',
    `${found}; send ${forms}.`,
    first ? refuseAt(first, 'missing') : '',
  )
}

function describeForm({ carrier, words }: CredentialScheme): string {
  switch (carrier.in) {
    case 'query':
      return `the query parameter ${carrier.name} (${words.kind})`
    case 'bearer':
      return `Authorization: Bearer (${words.kind})`
    case 'basic':
      return `Authorization: Basic with the ${words.kind} as user name and an empty password`
    case 'header':
      return `${carrier.name}: ${carrier.prefix ?? ''} (${words.kind})`
  }
}

function unauthorized(schemes: readonly CredentialScheme[], code: string, detail: string, at: string): Refusal {
  return new Refusal({
    code,
    detail,
    rule: 'authenticates',
    at,
    headers: { 'WWW-Authenticate': challengesOf(schemes) },
  })
}

/** The forms of credentials that a 401 asks for. */
export function challengesOf(schemes: readonly CredentialScheme[]): string {
  const words = schemes.flatMap(({ carrier }) => {
    if (carrier.in === 'bearer') return ['Bearer']
    if (carrier.in === 'basic') return ['Basic']
    return carrier.in === 'header' && carrier.prefix !== undefined ? [carrier.prefix] : []
  })
  return [...new Set(words)].map(word => `${word} realm="latchkey"`).join(', ')
}

const refuseAt = (scheme: CredentialScheme, state: string) =>
  `#/components/securitySchemes/${scheme.name}/x-latchkey/refuse/${state}`
