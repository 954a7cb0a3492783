import { Secret } from 'latchkey'
import type { Place } from '../connect/connection.ts'
import type { Session } from '../shop/shop.ts'

/** The stored part of a session. */
export interface KeptSession {
  readonly token: Secret
  readonly userId: string
}

/**
 * Sessions last as long as the tab. Scripts of the page can read them from this storage: with your own server, prefer an
 * HttpOnly cookie.
 */
const storageKey = ({ baseUrl }: Place) => `latchkey.session.${baseUrl}`

export function keepSession(place: Place, { token, user }: Session): KeptSession {
  sessionStorage.setItem(storageKey(place), JSON.stringify([token.reveal(), user.id]))
  return { token, userId: user.id }
}

export function keptSession(place: Place): KeptSession | undefined {
  const text = sessionStorage.getItem(storageKey(place))
  if (text === null) return undefined
  const [token, userId]: [string, string] = JSON.parse(text)
  return { token: new Secret(token), userId }
}

export function forgetSession(place: Place): void {
  sessionStorage.removeItem(storageKey(place))
}
