import { hasValues } from '../../../openapi/contract/has-values.ts'
import { asNoun, listOf } from '../../../openapi/contract/prose.ts'
import { readTime, writeTime } from '../../../openapi/contract/unix-time.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import { actAs } from '../credentials/act-as.ts'
import { type PresentedCredential, readCredentials } from '../credentials/read-credential.ts'
import type { SecretScheme } from '../credentials/secret-schemes.ts'
import { formOf, missingCredentials, refusePointer, unauthorized } from '../credentials/unauthorized.ts'
import type { Collection } from '../store/collection.ts'
import { equalsInConstantTime, hasChecksum, hashSecret, isWellFormed, prefixOf } from '../values/secret.ts'

/**
 * Step two: identifies the caller. A request may carry several credentials if all of them are valid: it runs as
 * the first, in the order of the contract's schemes.
 * @throws {Refusal} with the codes of the scheme's `refuse`
 */
export function authenticate(
  context: Context,
  schemes: readonly SecretScheme[],
  headers: Headers,
  query: URLSearchParams,
  now: number,
): Principal {
  const presented = readCredentials(schemes, headers, query)
  const identified = presented.map(credential => {
    if (!credential) throw missingCredentials(schemes, headers)
    return identify(context, schemes, credential, now)
  })
  const [first] = identified
  if (!first) throw missingCredentials(schemes, headers)
  const { scheme, principal } = first
  const { entry } = principal.credential
  if (scheme.touch !== undefined) {
    const collection = context.store.collection(scheme.authenticates)
    context.store.replace(collection, entry, {
      ...entry.row,
      [scheme.touch]: writeTime(collection.resource.properties[scheme.touch], now),
    })
  }
  return identified.length === 1 ? principal : { ...principal, schemes: identified.map(({ scheme: { name } }) => name) }
}

/** The record of a secret, if it is a credential of the scheme. */
function entryOf({ store }: Context, { authenticates, where }: SecretScheme, secret: string): Entry | undefined {
  const hash = hashSecret(secret)
  const entry = store.collection(authenticates).byHash(hash)
  if (!entry?.hash || !equalsInConstantTime(entry.hash, hash)) return undefined
  return hasValues(entry.row, where) ? entry : undefined
}

const isRemovedAtItsEnd = ({ resource: { lifecycle } }: Collection) =>
  lifecycle?.expires !== undefined && lifecycle.expires.to === undefined

function identify(
  context: Context,
  schemes: readonly SecretScheme[],
  { scheme, secret, problem, others = [] }: PresentedCredential,
  now: number,
): { readonly scheme: SecretScheme; readonly principal: Principal } {
  const collection = context.store.collection(scheme.authenticates)
  const { title, lifecycle } = collection.resource
  const noun = asNoun(title)
  const unknown = (detail: string) =>
    unauthorized(schemes, scheme.refuse.unknown, detail, refusePointer(scheme, 'unknown'))
  if (problem !== undefined) throw unknown(`The ${noun} cannot be read: ${problem}. Send ${formOf(scheme)}.`)
  const entry = entryOf(context, scheme, secret)
  if (!entry) {
    const other = others.find(candidate => entryOf(context, candidate, secret))
    if (other) return identify(context, schemes, { scheme: other, secret }, now)
    const hint = `Unknown ${noun}. ${hintOf(secret, scheme, collection)}.`
    const { malformed } = scheme.refuse
    if (malformed === undefined || scheme.forms.some(form => isWellFormed(secret, form))) throw unknown(hint)
    throw unauthorized(schemes, malformed, hint, refusePointer(scheme, 'malformed'))
  }
  const state = lifecycle === undefined ? undefined : String(entry.row[lifecycle.field])
  if (state !== undefined && !scheme.accepts?.includes(state)) {
    const code = scheme.refuse[state] ?? scheme.refuse.unknown
    throw unauthorized(schemes, code, `The ${noun} is ${state}.`, refusePointer(scheme, state))
  }
  const { starts_at: start } = scheme
  if (start !== undefined && readTime(collection.resource.properties[start], entry.row[start]) > now) {
    const code = scheme.refuse.early ?? scheme.refuse.unknown
    throw unauthorized(schemes, code, `The ${noun} is not valid yet.`, refusePointer(scheme, 'early'))
  }
  return { scheme, principal: actAs(context, schemes, scheme, entry) }
}

/** Why a secret is unknown, as far as its form tells. */
function hintOf(secret: string, { forms }: SecretScheme, collection: Collection): string {
  const form = forms.find(form => isWellFormed(secret, form))
  if (form !== undefined)
    return `${hasChecksum(form) ? 'Its format is valid, but it' : 'It'} does not exist here${isRemovedAtItsEnd(collection) ? ', or it has expired' : ''}`
  const prefixes = forms.map(prefixOf)
  if (!prefixes.some(prefix => secret.startsWith(prefix)))
    return `Its format is not valid: it does not start with ${listOf(prefixes, 'or')}`
  if (secret.includes('*')) return 'Its format is not valid: it is redacted, and the middle of it is missing'
  return 'Its format is not valid: a character may be missing or mistyped'
}
