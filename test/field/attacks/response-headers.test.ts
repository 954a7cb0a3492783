/** Headers by which browsers and caches protect what they are given. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { SystemId } from '../../../mock/generated/index.ts'
import { createMock } from '../../../mock/index.ts'
import { open } from '../../server/serving.ts'

/** What creates a key. */
const BODIES: Readonly<Record<SystemId, (user: string) => object>> = {
  standard: () => ({ name: 'Sync' }),
  'account-keys': () => ({ name: 'Sync' }),
  'user-keys': user_id => ({ name: 'Sync', user_id }),
  'store-admin': () => ({}),
  warehouse: () => ({ name: 'Sync' }),
  'secret-keys': () => ({ title: 'Sync' }),
}

describe('a response with a secret is not kept by caches', () => {
  test.each(Object.entries(BODIES))('on %s', async (system, bodyFor) => {
    const mock = createMock({ system: system as SystemId })
    const { headers } = mock.signIn('admin')
    const get = (path: string) => mock.fetch(`/api/v1${path}`, { headers })
    const post = (path: string, body: object) =>
      mock.fetch(`/api/v1${path}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    const me = await get('/me')
    expect(me.headers.has('Cache-Control')).toBe(false)
    const { user } = await me.json()
    const session = await post('/sessions', { email: 'admin@north.example', password: 'password' })
    const key = await post('/api-keys', bodyFor(user.id))
    for (const { status, headers } of [session, key])
      expect([status, headers.get('Cache-Control')]).toEqual([201, 'no-store'])
    const list = await get('/api-keys')
    const hasSecret = (await list.text()).includes((await key.json()).secret)
    expect(list.headers.get('Cache-Control')).toBe(hasSecret ? 'no-store' : null)
  })

  test('if it is repeated or comes from a control', async () => {
    const server = await open()
    const { headers } = server.mock.signIn('admin')
    const repeated = { headers: { ...headers, 'Idempotency-Key': 'one' }, body: { name: 'Sync' } }
    await server.ask('POST /api/v1/api-keys', repeated)
    const again = await server.ask('POST /api/v1/api-keys', repeated)
    expect(again.headers.get('Idempotency-Replayed')).toBe('true')
    const signIn = await server.ask('POST /__mock/sign-in', { body: { as: 'admin' } })
    const seed = await server.ask('POST /__mock/seed', { body: { ApiKey: [{ name: 'x' }] } })
    for (const { status, headers } of [again, signIn, seed]) {
      expect(status).toBeLessThan(300)
      expect(headers.get('Cache-Control')).toBe('no-store')
    }
  })
})

test.each([
  'Host: localhost\r\nHost: localhost',
  'Host: localhost\r\nhost: evil.example',
  'HOST: a\r\nHost: localhost',
])('two Host headers are refused: %j', async hosts => {
  const { origin } = await open()
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  socket.write(`GET /api/v1/me HTTP/1.1\r\n${hosts}\r\nConnection: close\r\n\r\n`)
  const [head] = String((await once(socket, 'data'))[0]).split('\r\n\r\n')
  socket.destroy()
  expect(head).toMatch(/^HTTP\/1.1 400 /)
})
