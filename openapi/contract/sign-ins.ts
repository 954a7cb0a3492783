/** Who can sign in. */

import type { Contract, Operation } from './contract.ts'
import { hasValues } from './has-values.ts'
import { isEnabled } from './is-enabled.ts'
import type { JsonObject } from './json.ts'
import { type CredentialScheme, credentialSchemes } from './schemes.ts'
import { secretKindOf } from './secret-form.ts'

/** A user with a login for a sign-in operation. */
export interface SignIn<User = JsonObject> {
  readonly operation: Operation
  /** The resource of the user. */
  readonly resource: string
  readonly login: string
  readonly user: User
  /** The id of the user's account. */
  readonly account: string
  /** Whether the user is enabled; a disabled user cannot sign in. */
  readonly isEnabled: boolean
}

/**
 * Every user with a login, in the order of the records, disabled users included.
 *
 * @param usersOf the users of a resource, by its name
 * @param recordOf the record of a user
 */
export function signInsOf<User>(
  { operations, resources }: Contract,
  usersOf: (resource: string) => Iterable<User>,
  recordOf: (user: User) => JsonObject,
): readonly SignIn<User>[] {
  return operations.flatMap(operation => {
    const words = operation.sign_in
    if (!words) return []
    return Object.entries(resources).flatMap(([resource, { principal, owner }]) => {
      if (!principal) return []
      return [...usersOf(resource)].flatMap((user): SignIn<User>[] => {
        const record = recordOf(user)
        const login = record[words.login]
        if (typeof login !== 'string') return []
        const account = owner?.tenant === undefined ? '' : String(record[owner.tenant])
        return [{ operation, resource, login, user, account, isEnabled: isEnabled(principal, record) }]
      })
    })
  })
}

/** A sign-in of the contract's seed, whose password is known. */
export interface SeededSignIn extends SignIn {
  readonly password: string
}

/** Every enabled user of the seed who has a login and a password, in the contract's order. */
export function seededSignIns(contract: Contract): readonly SeededSignIn[] {
  const signIns = signInsOf(
    contract,
    resource => contract.resources[resource]?.seed ?? [],
    user => user,
  )
  return signIns.flatMap(signIn => {
    const password = signIn.user[signIn.operation.sign_in?.password ?? '']
    return signIn.isEnabled && typeof password === 'string' ? [{ ...signIn, password }] : []
  })
}

/** A credential of the seed whose secret is known. */
export interface SeededCredential {
  readonly scheme: CredentialScheme
  readonly id: string
  readonly secret: string
}

/** Every seeded credential whose secret the seed gives, in the order of the schemes and records. */
export function seededCredentials(contract: Contract): readonly SeededCredential[] {
  return credentialSchemes(contract).flatMap(scheme => {
    const { authenticates, by, where } = scheme
    const resource = contract.resources[authenticates]
    const words = resource?.properties[by]?.secret
    return (resource?.seed ?? []).flatMap(row => {
      const kind = words && secretKindOf(words, row)
      const secret = row[by]
      if (!kind || typeof secret !== 'string' || secret === kind.hidden) return []
      return hasValues(row, where) ? [{ scheme, id: String(row[resource?.identity?.property ?? 'id']), secret }] : []
    })
  })
}
