import type { Contract, Operation, Resource } from '../../openapi/generate/contract.ts'
import { isObject } from '../../openapi/vocabulary/json.ts'
import { sessionScheme } from './schemes.ts'

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

/**
 * Signs the first of them in.
 * @param fetch the mock
 * @returns undefined where there is nobody, or the contract wants to know more of them than their seed says
 */
export async function openSession(
  contract: Contract,
  origin: string,
  fetch: (request: Request) => Promise<Response>,
): Promise<OpenSession | undefined> {
  const [signIn] = signIns(contract)
  const words = signIn?.operation.sign_in
  const member = sessionScheme(contract)?.scheme.by
  if (!signIn || !words || member === undefined) return undefined
  const { method, path, body } = signIn.operation
  const request = new Request(origin + contract.basePath + path, {
    method,
    headers: { 'Content-Type': body?.media[0] ?? 'application/json' },
    body: JSON.stringify({ [words.login]: signIn.login, [words.password]: signIn.password }),
  })
  const answer: unknown = await (await fetch(request)).json()
  const token = isObject(answer) ? answer[member] : undefined
  return typeof token === 'string' ? { signIn, token } : undefined
}
