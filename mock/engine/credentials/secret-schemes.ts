import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { type CredentialScheme, credentialSchemes } from '../../../openapi/contract/schemes.ts'
import { secretKindOf, secretKinds } from '../../../openapi/contract/secret-form.ts'
import type { CredentialWords, PropertyWords } from '../../../openapi/contract/words.ts'
import { perContract } from '../per-contract.ts'
import { isWellFormed, prefixOf } from '../values/secret.ts'

/** A scheme whose values are secrets of records: API keys, sessions. */
export type SecretScheme = CredentialScheme & {
  /** The forms of its secrets. */
  readonly forms: readonly string[]
}

/** The schemes whose values are secrets of records. */
export function secretSchemes(contract: Contract): readonly SecretScheme[] {
  return credentialSchemes(contract).map(scheme => {
    const { secret } = contract.resources[scheme.authenticates]?.properties[scheme.by] ?? {}
    return { ...scheme, forms: secret ? formsOf(secret, scheme.where) : [] }
  })
}

/**
 * The schemes that credentials of a request are read from. A strict contract reads all of them on every operation, so that a
 * credential that the operation does not accept is told from a missing one. Other APIs read what their operation names.
 */
export const schemesOf = perContract((contract, { security }: Operation): readonly SecretScheme[] => {
  const all = secretSchemes(contract)
  return contract.lenient ? all.filter(({ name }) => security.some(alternative => name in alternative)) : all
})

/** Of a secret with several forms, those that the records of the scheme can have. */
function formsOf(secret: NonNullable<PropertyWords['secret']>, where: CredentialWords['where'] = {}): string[] {
  const { by } = secret
  const values = by === undefined ? undefined : where[by]
  if (by === undefined || values === undefined) return secretKinds(secret).map(({ form }) => form)
  return values.flatMap(value => secretKindOf(secret, { [by]: value })?.form ?? [])
}

/** Whether a secret, or what is left of one, may be of a scheme, by its start. */
export function claims({ forms }: SecretScheme, secret: string): boolean {
  // One prefix may be the beginning of another, but no random part of ours has an underscore.
  const start = secret.slice(0, secret.lastIndexOf('_') + 1)
  return forms.some(form => {
    const prefix = prefixOf(form)
    if (prefix === '') return isWellFormed(secret, form)
    return form.endsWith('_{base62:43}{crc32}') ? start === prefix : secret.startsWith(prefix)
  })
}
