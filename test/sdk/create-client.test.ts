import { describe, expect, it } from 'vitest'
import { createClient, isLatchkeyError, Latchkey, type Schemas, secretKeys, warehouse } from '../../src/index.ts'
import { bytesOf } from '../size/bytes.ts'
import { baseUrl, worldOf } from './world.ts'

describe('createClient', () => {
  it('creates the client that Latchkey creates for the id of the system', async () => {
    const { mock, token } = await worldOf('warehouse')
    const options = { baseUrl, session: token, fetch: mock.fetch, warehouseId: 7 }
    const client = createClient(warehouse, options)
    const shop = new Latchkey({ ...options, system: 'warehouse' })
    const methodsOf = (object: object) =>
      Object.entries(object).map(([name, value]) => [name, name === 'fetch' ? '' : Object.keys(Object(value))])
    expect(methodsOf(client)).toEqual(methodsOf(shop))
    expect(client.system).toBe(shop.system)
    expect(await client.inbound.list()).toEqual(await shop.inbound.list())
    expect(client).not.toBeInstanceOf(Latchkey)
  })

  it('creates a client with secrets, errors and pages', async () => {
    const { mock, token } = await worldOf('secret-keys')
    const client = createClient(secretKeys, { baseUrl, session: token, fetch: mock.fetch })
    const key = await client.apiKeys.create({ title: 'Only' })
    expect(`${key.secret}`).toMatch(/_\*{4}\w{4}$/)
    const error: unknown = await client.apiKeys.create({ title: 'Second' }).catch(thrown => thrown)
    expect(isLatchkeyError(error) && error.code).toBe('active_key_limit_reached')
    const keys: Schemas['secret-keys']['ApiKey'][] = []
    for await (const listed of client.apiKeys.list({ limit: 1 })) keys.push(listed)
    expect(keys.map(({ id }) => id)).toEqual([key.id])
  })

  it('creates a client that rotates keys, and verifies them with a client of the same system', async () => {
    const { mock, token, works } = await worldOf('warehouse')
    const client = createClient(warehouse, { baseUrl, session: token, fetch: mock.fetch, warehouseId: 7 })
    const old = await client.apiKeys.create({ name: 'Sync' })
    const fresh = await client.apiKeys.rotate(old.id, {
      deploy: secret => secret.reveal(),
      verify: other => other.inbound.list({ limit: 1 }),
    })
    expect([await works(old.secret.reveal()), await works(fresh.secret.reveal())]).toEqual([false, true])
  })

  it('rejects an option that is wrong', () => {
    // @ts-expect-error the system has no warehouses
    createClient(secretKeys, { baseUrl, warehouseId: 7 })
    expect(() => createClient(warehouse, { baseUrl, timeout: -1 })).toThrow('timeout must be a number of 0 or more.')
  })

  it('is bundled with its own system and no other', async () => {
    const src = new URL('../../src', import.meta.url).pathname
    const one = await bytesOf(`export { createClient, warehouse } from './index.ts'`, src, false)
    const all = await bytesOf(`export { Latchkey } from './index.ts'`, src, false)
    expect(all.atOnce - one.atOnce).toBeGreaterThan(500)
  })
})
