/** The session that the server opens at startup. */
import { type SeededSignIn, seededSignIns } from '../../../openapi/contract/sign-ins.ts'
import type { OpenMock } from '../../api/open.ts'
import type { Mock } from '../../api/types/mock.ts'
import type { Context } from '../../engine/context.ts'
import { hashSecret } from '../../engine/values/secret.ts'

export interface OpenSession {
  readonly signIn: SeededSignIn
  readonly token: string
}

/** Opens a session of the first seeded user who can sign in; undefined if there is no such user any more. */
export function openSession(mock: Mock): OpenSession | undefined {
  const [signIn] = seededSignIns(mock.contract)
  if (!signIn) return undefined
  try {
    return { signIn, token: mock.signIn(signIn.login).token }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/**
 * Opens a session again if a reset has ended it, with the token that the server has printed. A state that was restored
 * may draw another token after a reset.
 */
export function reopenSession({ mock, engine: { context } }: OpenMock, printed: OpenSession): OpenSession | undefined {
  if (findSession(context, printed.token)) return printed
  const opened = openSession(mock)
  if (!opened || opened.token === printed.token) return opened
  const [collection, entry] = findSession(context, opened.token) ?? []
  if (!collection || !entry) return opened
  context.store.remove(collection, entry)
  context.store.insert(collection, entry.row, { hash: hashSecret(printed.token) })
  return printed
}

function findSession({ store }: Context, token: string) {
  const hash = hashSecret(token)
  for (const collection of store.collections()) {
    const entry = collection.byHash(hash)
    if (entry) return [collection, entry] as const
  }
  return undefined
}
