import type { Mock } from '../../mock/index.ts'

export const BASE = 'http://shop.test/api/v1'

export interface Asking {
  readonly method?: string
  readonly token?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** The arguments of `fetch` for a call of the API. */
export function init({ method = 'GET', token, body, headers }: Asking = {}): RequestInit {
  return {
    method,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
}

/** The token of a new session. */
export async function signIn(send: Mock['fetch'], base = BASE, email = 'admin@north.example'): Promise<string> {
  const answer = await send(`${base}/sessions`, init({ method: 'POST', body: { email, password: 'password' } }))
  return (await answer.json()).token
}
