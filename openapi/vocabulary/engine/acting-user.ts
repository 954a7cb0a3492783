/** The user that a credential acts as. */
import { isEnabled } from '../../contract/is-enabled.ts'
import type { CredentialWords, ResourceWords } from '../../contract/words.ts'
import type { Entry, Row } from './record.ts'
import type { World } from './world.ts'

export interface ActingUser {
  /** The resource of the user. */
  readonly resource: string
  readonly entry: Entry
}

/** The property of a credential that holds the id of its user; undefined if the credential acts as its account. */
export function userProperty(
  { acts_as }: Pick<CredentialWords, 'acts_as'>,
  owner: ResourceWords['owner'],
): string | undefined {
  const property = acts_as ?? owner?.user
  return property === owner?.tenant ? undefined : property
}

/** Undefined if the credential acts as its account, or the user no longer exists. */
export function userOf({ contract, store }: World, scheme: CredentialWords, row: Row): ActingUser | undefined {
  const { resources } = contract
  const property = userProperty(scheme, resources[scheme.authenticates]?.owner)
  if (property === undefined) return undefined
  for (const resource in resources) {
    const entry = resources[resource]?.principal && store.collection(resource).get(String(row[property]))
    if (entry) return { resource, entry }
  }
  return undefined
}

export function isUserEnabled({ contract }: World, { resource, entry }: ActingUser): boolean {
  return isEnabled(contract.resources[resource]?.principal, entry.row)
}
