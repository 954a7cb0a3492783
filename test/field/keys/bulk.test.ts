/** "One of my fifty ids was wrong, and the answer did not say which." */
// Source: alphaonedev/ai-memory-mcp #2552, BinarCode/laravel-restify #715
import { expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { World } from '../../engine/world.ts'

async function shop() {
  const world = new World()
  const admin = await world.signIn()
  return { world, admin, send: (call: string, body: unknown) => world.request(call, { as: admin, body }) }
}

const wrong = (pointer: string, message: string) => ({ in: 'body', pointer, message })

test('revoking several keys names every id that does not exist', async () => {
  const { world, admin, send } = await shop()
  const key = await world.createKey(admin)
  const { status, body } = await send('POST /api-keys/revoke', { ids: ['key_a', key.id, 'key_b'] })
  const message = 'must be the id of an existing API key'
  expect([status, body.code]).toEqual([404, 'not_found'])
  expect(body.errors).toEqual([wrong('/ids/0', message), wrong('/ids/2', message)])
  expect(body.detail).toBe('No API key with the id at /ids/0 (and 1 more).')
  expect(await world.use(key)).toBe('200')
})

test.each(['products', 'inventory', 'orders'])('updating several %s names every id that does not exist', async path => {
  const { world, admin, send } = await shop()
  const [first] = (await world.request(`GET /${path}?limit=1`, { as: admin })).body.data
  const change = { products: { name: 'x' }, inventory: { quantity: 1 }, orders: { note: 'x' } }[path]
  const items = [
    { id: first?.id, ...change },
    { id: 'nothing', ...change },
  ]
  const { status, body } = await send(`PATCH /${path}`, { items })
  expect([status, body.errors.map(({ pointer }) => pointer)]).toEqual([404, ['/items/1/id']])
})

test('updating several orders names every order that is in the wrong state', async () => {
  const { world, send } = await shop()
  const before = world.records()
  const { status, body } = await send('PATCH /orders', {
    items: [
      { id: 'ord_north_1020', status: 'fulfilled' },
      { id: 'ord_north_1001', status: 'cancelled' },
      { id: 'ord_north_1002', status: 'cancelled' },
    ],
  })
  const message = 'is fulfilled; cancel requires it to be open'
  expect([status, body.code]).toEqual([409, 'invalid_transition'])
  expect(body.errors).toEqual([wrong('/items/1', message), wrong('/items/2', message)])
  expect(body.detail).toBe(`The order at /items/1 ${message} (and 1 more).`)
  expect(world.records()).toBe(before)
})

test('a refusal for one record has no list of errors', async () => {
  const { world, admin, send } = await shop()
  const missing = await send('POST /api-keys/key_a/revoke', undefined)
  const key = await world.createKey(admin)
  await send(`POST /api-keys/${key.id}/revoke`, undefined)
  const again = await send(`PATCH /api-keys/${key.id}`, { enabled: true })
  expect([missing.body.code, again.body.code]).toEqual(['not_found', 'invalid_transition'])
  expect([missing.body.errors, again.body.errors]).toEqual([undefined, undefined])
})

test('a key that is revoked already counts as done, and keeps the time and the user of its revocation', async () => {
  const { world, admin, send } = await shop()
  const [done, open] = [await world.createKey(admin), await world.createKey(admin)]
  const first = (await send(`POST /api-keys/${done.id}/revoke`, undefined)).body
  world.clock.advance('PT1M')
  const { status, body } = await send('POST /api-keys/revoke', { ids: [done.id, open.id] })
  expect(status).toBe(200)
  expect(body.data[0]).toEqual(first)
  expect(body.data[1]).toMatchObject({ id: open.id, status: 'revoked', revoked_at: '2026-01-01T00:01:00.000Z' })
  expect((await send('POST /api-keys/revoke', { ids: [done.id, open.id] })).body).toEqual(body)
})

test('revoking one key again is still a conflict', async () => {
  const { world, admin, send } = await shop()
  const key = await world.createKey(admin)
  await send(`POST /api-keys/${key.id}/revoke`, undefined)
  expect((await send(`POST /api-keys/${key.id}/revoke`, undefined)).body.code).toBe('key_already_revoked')
})

test.each([
  ['POST /api-keys/revoke', { ids: ['key_a', 'key_b', 'key_a'] }, '/ids/2'],
  [
    'PATCH /inventory',
    { items: [7, 8, 7].map(warehouse => ({ id: `inv_north_espresso_${warehouse}`, quantity: 1 })) },
    '/items/2/id',
  ],
  ['POST /users', { email: 'a@b.example', name: 'A', permissions: ['orders:read', 'orders:read'] }, '/permissions/1'],
])('%s names the entry that is listed twice', async (call, content, pointer) => {
  const { send } = await shop()
  expect((await send(call, content)).body.errors).toEqual([wrong(pointer, 'must not be listed twice')])
})

test('the contract does not promise a conflict that cannot occur', () => {
  const revoke = contracts.standard.operations.find(({ id }) => id === 'revokeApiKeys')
  expect(revoke?.responses[409]).toBeUndefined()
})
