import { Latchkey } from 'latchkey'

export type Shop = Latchkey<'standard'>

/**
 * The shop that the page belongs to, on the page's own origin.
 * @param session the token of a signed-in user
 */
export function shopOf(session?: string): Shop {
  const baseUrl = new URL('/api/v1', location.href).href
  return new Latchkey({ system: 'standard', baseUrl, ...(session !== undefined && { session }) })
}

export async function signIn(email: string, password: string): Promise<Shop> {
  const { token } = await shopOf().sessions.create({ email, password })
  return shopOf(token.reveal())
}
