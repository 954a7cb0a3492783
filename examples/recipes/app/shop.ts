import { Latchkey } from 'latchkey'

export type Shop = Latchkey<'standard'>

/**
 * A client of the shop, on the origin of the page.
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
