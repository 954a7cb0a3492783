import { describe, expect, it } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { Latchkey, type SystemId } from '../../src/index.ts'

/** A mock of the system, and a client that is signed in as its admin. */
async function shop<System extends SystemId>(system: System) {
  const { fetch } = createMock({ system, now: '2026-01-01T00:00:00Z' })
  const options = { system, baseUrl: 'http://mock.example/api/v1', fetch }
  const guest = new Latchkey<SystemId>(options)
  const { token } = await guest.sessions.create({ email: 'admin@north.example', password: 'password' })
  return { options, admin: new Latchkey<System>({ ...options, session: token }) }
}

describe('a key that the client creates can use the system', () => {
  it('standard', async () => {
    const { options, admin } = await shop('standard')
    const key = await admin.apiKeys.create({ name: 'Sync', scopes: ['orders:read', 'api_keys:write'] })
    const client = new Latchkey({ ...options, apiKey: key.secret })
    expect(await client.me.get()).toMatchObject({ type: 'api_key', permissions: ['orders:read', 'api_keys:write'] })
    const fresh = await client.apiKeys.rotate(key.id, { grace_seconds: 60 })
    const { data } = await client.apiKeys.revokeMany({ ids: [fresh.id] })
    expect(data.map(({ status }) => status)).toEqual(['revoked'])
  })

  it('account-keys', async () => {
    const { options, admin } = await shop('account-keys')
    const key = await admin.apiKeys.create({ name: 'Sync' })
    const client = new Latchkey({ ...options, apiKey: key.secret })
    const [item] = (await client.inventory.list({ limit: 1 })).data
    expect(item).toBeDefined()
    await client.apiKeys.delete(key.id)
    await expect(client.me.get()).rejects.toMatchObject({ code: 'invalid_key' })
  })

  it('user-keys', async () => {
    const { options, admin } = await shop('user-keys')
    const { user } = await admin.me.get()
    const key = await admin.apiKeys.create({ name: 'Sync', user_id: user.id })
    const client = new Latchkey({ ...options, apiKey: key.secret })
    expect((await client.users.list({ q: 'reader' })).data).toHaveLength(1)
    expect((await admin.apiKeys.update(key.id, { enabled: false })).enabled).toBe(false)
    await expect(client.users.list()).rejects.toMatchObject({ code: 'key_paused' })
  })

  it('store-admin', async () => {
    const { options, admin } = await shop('store-admin')
    const key = await admin.apiKeys.create()
    const client = new Latchkey({ ...options, apiKey: key.secret })
    expect((await client.me.get()).api_key?.id).toBe(key.id)
    await admin.clearOperations.open()
    expect((await client.products.clear()).deleted).toBeGreaterThan(0)
    expect((await client.products.list()).data).toEqual([])
  })

  it('warehouse', async () => {
    const { options, admin } = await shop('warehouse')
    const key = await admin.apiKeys.create({})
    const client = new Latchkey({ ...options, apiKey: key.secret, warehouseId: 7 })
    const { data } = await client.inbound.list()
    expect(new Set(data.map(shipment => shipment.warehouse_id))).toEqual(new Set([7]))
    const nowhere = new Latchkey({ ...options, apiKey: key.secret })
    await expect(nowhere.inbound.list()).rejects.toMatchObject({ code: 'missing_warehouse' })
    const eighth = await nowhere.inbound.list({}, { headers: { 'X-Warehouse-Id': '8' } })
    expect(new Set(eighth.data.map(shipment => shipment.warehouse_id))).toEqual(new Set([8]))
  })

  it('secret-keys', async () => {
    const { options, admin } = await shop('secret-keys')
    const key = await admin.apiKeys.create({ title: 'Sync' })
    const client = new Latchkey({ ...options, apiKey: key.secret })
    expect((await client.apiKeys.list()).limits).toEqual({ active: { used: 1, max: 1 } })
    expect((await client.apiKeys.update(key.id, { title: 'Other' })).title).toBe('Other')
    await client.apiKeys.revoke(key.id)
    await expect(client.apiKeys.list()).rejects.toMatchObject({ code: 'key_revoked' })
    expect(await admin.apiKeys.delete(key.id)).toBeUndefined()
  })
})

it('has exactly the methods that its type has', async () => {
  const { admin } = await shop('warehouse')
  const methods = Object.fromEntries(
    Object.entries(admin).flatMap(([name, member]) =>
      typeof member === 'object' && !['system', 'credential', 'fetch'].includes(name)
        ? [[name, Object.keys(member).sort()]]
        : [],
    ),
  )
  expect(methods).toEqual({
    sessions: ['create', 'delete', 'deleteAll'],
    me: ['get'],
    apiKeys: ['create', 'get', 'list', 'revoke', 'rotate'],
    warehouses: ['list'],
    inbound: ['create', 'get', 'list'],
  } satisfies Record<keyof Omit<typeof admin, 'system' | 'baseUrl' | 'credential' | 'fetch'>, string[]>)
})
