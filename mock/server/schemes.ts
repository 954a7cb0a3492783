import type { Contract, Operation, Scheme } from '../../openapi/contract/contract.ts'
import type { CredentialWords, SelectionWords } from '../../openapi/contract/words.ts'

export interface CredentialScheme {
  readonly name: string
  readonly scheme: Scheme & CredentialWords
}

/** The scheme whose credentials come from signing in. */
export function sessionScheme(contract: Contract): CredentialScheme | undefined {
  return credentialSchemes(contract).find(({ scheme }) => scheme.authenticates === signedIn(contract))
}

/** The schemes whose credentials are made like other records. */
export function keySchemes(contract: Contract): readonly CredentialScheme[] {
  return credentialSchemes(contract).filter(({ scheme }) => scheme.authenticates !== signedIn(contract))
}

/** The selections that no alternative of an operation's security which takes the credential can do without. */
export function requiredSelections(
  { schemes }: Contract,
  { security }: Operation,
  credential: string,
): readonly (Scheme & SelectionWords)[] {
  const own = security.filter(alternative => credential in alternative)
  return Object.entries(schemes).flatMap(([name, scheme]) =>
    'selects' in scheme && own.every(alternative => name in alternative) ? [scheme] : [],
  )
}

function credentialSchemes({ schemes }: Contract): readonly CredentialScheme[] {
  return Object.entries(schemes).flatMap(([name, scheme]) => ('authenticates' in scheme ? [{ name, scheme }] : []))
}

/** What signing in makes. */
const signedIn = ({ operations }: Contract) => operations.find(({ sign_in }) => sign_in)?.resource
