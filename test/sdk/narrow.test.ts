import { expect, it } from 'vitest'
import { apiKeysResource, createLatchkey, Latchkey, meResource, ordersResource } from '../../src/index.ts'
import { baseUrl, worldOf } from './world.ts'

it('has the given resources, and what every client has', async () => {
  const { mock, token } = await worldOf('account-keys')
  const options = { system: 'account-keys', baseUrl, session: token, fetch: mock.fetch } as const
  const shop = createLatchkey(options, [meResource, ordersResource])
  expect(Object.keys(shop)).toEqual(['system', 'baseUrl', 'credential', 'fetch', 'me', 'orders'])
  expect(Object.keys(shop.orders)).toEqual(Object.keys(new Latchkey(options).orders))
  expect(shop.system).toEqual(new Latchkey(options).system)
  expect((await shop.me.get()).type).toBe('session')
  expect((await shop.orders.list({ limit: 1 })).data).toHaveLength(1)
})

it('has the methods that its system has', () => {
  const keysOf = (system: 'standard' | 'warehouse') =>
    Object.keys(createLatchkey({ system, baseUrl }, [apiKeysResource]).apiKeys).sort()
  expect(keysOf('standard')).toContain('rotate')
  expect(keysOf('warehouse')).toEqual(['create', 'get', 'list', 'revoke'])
})

it('has no resource that the system does not have', () => {
  // @ts-expect-error there are no orders
  const shop = createLatchkey({ system: 'warehouse', baseUrl }, [ordersResource])
  expect(shop).not.toHaveProperty('orders')
})
