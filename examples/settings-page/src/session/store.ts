import { Secret, type SystemId } from 'latchkey'
import type { Connection } from '../connect/connection.ts'
import type { Session } from '../shop/shop.ts'

/** What is kept of a session. */
export interface KeptSession {
  readonly token: Secret
  readonly userId: string
}

/**
 * Sessions last as long as their tab, like the mock's. Scripts of the page can read them here: with a server of your
 * own, prefer a cookie that they cannot read.
 */
const nameOf = (system: SystemId) => `latchkey.session.${system}`

/** For connections whose sessions end with the page. */
const inMemory = new Map<SystemId, KeptSession>()

export function keepSession({ keepsSessions }: Connection, system: SystemId, { token, user }: Session): KeptSession {
  const session = { token, userId: user.id }
  if (keepsSessions) sessionStorage.setItem(nameOf(system), JSON.stringify([token.reveal(), user.id]))
  else inMemory.set(system, session)
  return session
}

export function keptSession({ keepsSessions }: Connection, system: SystemId): KeptSession | undefined {
  if (!keepsSessions) return inMemory.get(system)
  const text = sessionStorage.getItem(nameOf(system))
  if (text === null) return undefined
  const [token, userId]: [string, string] = JSON.parse(text)
  return { token: new Secret(token), userId }
}

export function forgetSession(system: SystemId): void {
  inMemory.delete(system)
  sessionStorage.removeItem(nameOf(system))
}
