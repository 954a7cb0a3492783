import type { Contract } from '../../../openapi/contract/contract.ts'
import { type CredentialScheme, credentialSchemes } from '../../../openapi/contract/schemes.ts'

/** A scheme whose values are secrets of records: API keys, sessions. */
export type SecretScheme = CredentialScheme & {
  /** The prefix of its secrets: `lk_live`. */
  readonly secretPrefix: string
}

/** The schemes that credentials are read from. */
export function secretSchemes(contract: Contract): readonly SecretScheme[] {
  return credentialSchemes(contract).map(scheme => {
    const { secret } = contract.resources[scheme.authenticates]?.properties[scheme.by] ?? {}
    return { ...scheme, secretPrefix: secret?.prefix ?? '' }
  })
}
