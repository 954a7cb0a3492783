import type { Contract, Operation, Resource } from '../../openapi/contract/contract.ts'
import type { Mock } from '../api/types.ts'

export type Row = NonNullable<Resource['seed']>[number]

/** A seeded user who can sign in, and how. */
export interface SignIn {
  readonly operation: Operation
  readonly login: string
  readonly password: string
  readonly user: Row
  /** The id of the user's account. */
  readonly account: unknown
}

export interface OpenSession {
  readonly signIn: SignIn
  readonly token: string
}

/** Every seeded user who can sign in, in the contract's order. */
export function signIns({ operations, resources }: Contract): readonly SignIn[] {
  return operations.flatMap(operation =>
    Object.values(resources).flatMap(resource =>
      (resource.seed ?? []).flatMap(user => signInOf(operation, resource, user) ?? []),
    ),
  )
}

function signInOf(operation: Operation, { principal, owner }: Resource, user: Row): SignIn | undefined {
  const words = operation.sign_in
  if (!words || !principal || (principal.enabled !== undefined && user[principal.enabled] === false)) return undefined
  const login = user[words.login]
  const password = user[words.password]
  if (typeof login !== 'string' || typeof password !== 'string') return undefined
  return { operation, login, password, user, account: user[owner?.tenant ?? ''] }
}

/** Signs the first of them in; undefined where there is nobody, or they cannot sign in any more. */
export function openSession(mock: Mock): OpenSession | undefined {
  const [signIn] = signIns(mock.contract)
  if (!signIn) return undefined
  try {
    return { signIn, token: mock.signIn(signIn.login).token }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
