/** The security schemes of a contract, by what their values are: sessions, API keys or selections. */
import type { Carrier } from './carrier.ts'
import type { Contract, Operation } from './contract.ts'
import type { CredentialWords, SelectionWords } from './words.ts'

/** A scheme whose values are credentials. */
export type CredentialScheme = CredentialWords & { readonly carrier: Carrier; readonly name: string }

/** A scheme whose values select a record to work in: a warehouse. */
export type SelectionScheme = SelectionWords & { readonly carrier: Carrier; readonly name: string }

export function credentialSchemes({ schemes }: Contract): readonly CredentialScheme[] {
  return Object.entries(schemes).flatMap(([name, scheme]) => ('authenticates' in scheme ? [{ ...scheme, name }] : []))
}

export function selectionSchemes({ schemes }: Contract): readonly SelectionScheme[] {
  return Object.entries(schemes).flatMap(([name, scheme]) => ('selects' in scheme ? [{ ...scheme, name }] : []))
}

/**
 * The scheme whose credentials a sign-in operation makes.
 *
 * @param signIn defaults to the contract's first sign-in operation
 */
export function sessionScheme(contract: Contract, signIn = signInOperation(contract)): CredentialScheme | undefined {
  return signIn && credentialSchemes(contract).find(({ authenticates }) => authenticates === signIn.resource)
}

/** The schemes whose credentials are created like other records: API keys. */
export function keySchemes(contract: Contract): readonly CredentialScheme[] {
  const session = signInOperation(contract)?.resource
  return credentialSchemes(contract).filter(({ authenticates }) => authenticates !== session)
}

/** The selections that an operation requires, whichever of its security alternatives takes the credential. */
export function requiredSelections(
  contract: Contract,
  { security }: Operation,
  credential: string,
): readonly SelectionScheme[] {
  const alternatives = security.filter(alternative => credential in alternative)
  return selectionSchemes(contract).filter(({ name }) => alternatives.every(alternative => name in alternative))
}

function signInOperation({ operations }: Contract): Operation | undefined {
  return operations.find(({ sign_in }) => sign_in)
}
