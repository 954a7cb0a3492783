import { type Contract, createMock } from '../../mock/index.ts'

export const BASE = 'http://bench.test/api/v1'

/** A mock with this number of keys, and one of the keys. Its system has no limit. */
export async function shopWith(keys: number, contract?: Contract) {
  const mock = createMock(contract ? { contract } : { system: 'account-keys' })
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }
    return (await mock.fetch(BASE + path, init)).json()
  }
  const { token } = await post('/sessions', { email: 'admin@north.example', password: 'password' })
  const session = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  let key = await post('/api-keys', { name: 'First' }, session)
  for (let count = 1; count < keys; count++) key = await post('/api-keys', { name: `Key ${count}` }, session)
  return { mock, session, key, asKey: { Authorization: `Bearer ${key.secret}` } }
}

export type Shop = Awaited<ReturnType<typeof shopWith>>
