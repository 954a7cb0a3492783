import { Secret } from 'latchkey'
import type { Place } from '../connect/connection.ts'
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
const nameOf = ({ baseUrl }: Place) => `latchkey.session.${baseUrl}`

export function keepSession(place: Place, { token, user }: Session): KeptSession {
  sessionStorage.setItem(nameOf(place), JSON.stringify([token.reveal(), user.id]))
  return { token, userId: user.id }
}

export function keptSession(place: Place): KeptSession | undefined {
  const text = sessionStorage.getItem(nameOf(place))
  if (text === null) return undefined
  const [token, userId]: [string, string] = JSON.parse(text)
  return { token: new Secret(token), userId }
}

export function forgetSession(place: Place): void {
  sessionStorage.removeItem(nameOf(place))
}
