import { asNoun } from '../../../openapi/contract/prose.ts'
import { formatTime } from '../../../openapi/contract/time.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { Context } from '../context.ts'
import { actAs } from '../credentials/act-as.ts'
import { readCredential } from '../credentials/read-credential.ts'
import type { SecretScheme } from '../credentials/secret-schemes.ts'
import { missingCredentials, refusePointer, unauthorized } from '../credentials/unauthorized.ts'
import { equalsInConstantTime, hashSecret, isWellFormed } from '../values/secret.ts'

/**
 * Step two: identifies the caller. Every scheme of the system is read on every operation; whether the operation accepts
 * the scheme is a question of permission.
 * @throws {Refusal} with the codes of the scheme's `refuse`
 */
export function authenticate(
  context: Context,
  schemes: readonly SecretScheme[],
  headers: Headers,
  query: URLSearchParams,
  now: number,
): Principal {
  const presented = readCredential(schemes, headers, query)
  if (!presented) throw missingCredentials(schemes, headers)
  const { scheme, secret } = presented
  const collection = context.store.collection(scheme.authenticates)
  const { title, lifecycle } = collection.resource
  const hash = hashSecret(secret)
  const entry = collection.byHash(hash)
  if (!entry?.hash || !equalsInConstantTime(entry.hash, hash)) {
    const hint = isWellFormed(secret, scheme.secretPrefix)
      ? 'Its format is valid, but it does not exist here'
      : 'Its format is not valid: a character may be missing or mistyped'
    const detail = `Unknown ${asNoun(title)}. ${hint}.`
    throw unauthorized(schemes, scheme.refuse.unknown, detail, refusePointer(scheme, 'unknown'))
  }
  const state = lifecycle === undefined ? undefined : String(entry.row[lifecycle.field])
  if (state !== undefined && !scheme.accepts.includes(state)) {
    const code = scheme.refuse[state] ?? scheme.refuse.unknown
    throw unauthorized(schemes, code, `The ${asNoun(title)} is ${state}.`, refusePointer(scheme, state))
  }
  const principal = actAs(context, schemes, scheme, entry)
  if (scheme.touch !== undefined) {
    context.store.replace(collection, entry, { ...entry.row, [scheme.touch]: formatTime(now) })
  }
  return principal
}
