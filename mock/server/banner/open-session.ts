/** The session that the server opens at startup. */
import { type SeededSignIn, seededSignIns } from '../../../openapi/contract/sign-ins.ts'
import type { Mock } from '../../api/types/mock.ts'

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
