import { describe, expect, test } from 'vitest'
import type { Contract } from '../../openapi/contract/contract.ts'
import { editedContract, resourceOf } from './edited-contract.ts'
import { type Body, World } from './world.ts'

async function open(contract?: Contract) {
  const world = new World(contract ? { contract } : {})
  const admin = await world.signIn()
  const send = (call: string, body?: unknown) =>
    world.request(call, { as: admin, ...(body === undefined ? {} : { body }) })
  const rotate = (key: Body, grace_seconds = 0) => send(`POST /api-keys/${key.id}/rotate`, { grace_seconds })
  const create = (body: object = {}) => world.createKey(admin, { ...body })
  return { world, admin, send, rotate, create }
}

const limitOf = (max: number) =>
  editedContract(contract => {
    for (const limit of resourceOf(contract, 'ApiKey').limits ?? []) limit.max = max
  })

describe('rotating a key', () => {
  test('creates a key with the same user, name and scopes, and a new secret', async () => {
    const { world, rotate, create } = await open()
    const key = await create({ name: 'Nightly', user_id: 'usr_north_reader', scopes: ['orders:read'] })
    world.clock.advance('PT1H')
    const { status, body, headers } = await rotate(key)
    expect(status).toBe(201)
    expect(headers.get('location')).toBe(`/api/v1/api-keys/${body.id}`)
    expect(body).toMatchObject({
      name: 'Nightly',
      user_id: 'usr_north_reader',
      scopes: ['orders:read'],
      status: 'active',
      created_at: '2026-01-01T01:00:00.000Z',
      created_by: 'usr_north_admin',
      last_used_at: null,
      expires_at: null,
    })
    expect([body.id, body.secret]).not.toEqual(expect.arrayContaining([key.id, key.secret]))
    expect(await world.use(body)).toBe('200')
  })

  test('without a grace period revokes the old key at once', async () => {
    const { world, admin, rotate, create } = await open()
    const key = await create()
    await rotate(key)
    expect([await world.use(key), await world.statusOf(key, admin)]).toEqual(['key_revoked', 'revoked'])
  })

  test('with a grace period keeps the old key working until exactly its end, and revokes it then', async () => {
    const { world, rotate, create, send } = await open()
    const key = await create()
    await rotate(key, 3600)
    world.clock.set('2026-01-01T00:59:59.999Z')
    expect(await world.use(key)).toBe('200')
    world.clock.set('2026-01-01T05:00:00Z')
    expect(await world.use(key)).toBe('key_revoked')
    expect((await send(`GET /api-keys/${key.id}`)).body).toMatchObject({
      status: 'revoked',
      revoked_at: '2026-01-01T01:00:00.000Z',
      revoked_by: 'usr_north_admin',
      updated_at: '2026-01-01T01:00:00.000Z',
    })
  })

  test('gives the new key the same lifetime as the old key', async () => {
    const { world, rotate, create } = await open()
    const key = await create({ expires_at: '2026-01-11T00:00:00Z' })
    await world.request('GET /me', { as: key.secret })
    world.clock.advance('PT3H')
    expect((await rotate(key)).body.expires_at).toBe('2026-01-11T03:00:00.000Z')
  })

  test('of a key with the latest possible expiry keeps that expiry', async () => {
    const { world, rotate, create } = await open()
    const key = await create({ expires_at: '9999-12-31T23:59:59Z' })
    world.clock.advance('PT1H')
    expect((await rotate(key)).body.expires_at).toBe('9999-12-31T23:59:59.999Z')
  })

  test('requires the key to be active', async () => {
    const { rotate, create, send } = await open()
    const key = await create({ enabled: false })
    expect((await rotate(key)).body.code).toBe('invalid_transition')
    await send(`POST /api-keys/${key.id}/revoke`)
    expect((await rotate(key)).body.code).toBe('invalid_transition')
  })

  test.each([-1, 1.5, 604_801, '60', null, 1e300])('rejects a grace period of %s seconds', async grace => {
    const { create, send } = await open()
    const key = await create()
    const { status, body } = await send(`POST /api-keys/${key.id}/rotate`, { grace_seconds: grace })
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/grace_seconds'])
  })

  test('can be requested with the key itself', async () => {
    const { world, create } = await open()
    const key = await create()
    const { body } = await world.request(`POST /api-keys/${key.id}/rotate`, { as: key.secret, body: {} })
    expect([await world.use(key), await world.use(body)]).toEqual(['key_revoked', '200'])
  })
})

describe('during the grace period', () => {
  test('the old key cannot be paused, and resuming it changes nothing', async () => {
    const { world, rotate, create, send } = await open()
    const key = await create()
    await rotate(key, 60)
    expect((await send(`PATCH /api-keys/${key.id}`, { enabled: false })).body.code).toBe('invalid_transition')
    expect((await send(`PATCH /api-keys/${key.id}`, { enabled: true })).body.status).toBe('retiring')
    world.clock.advance('PT1M')
    expect(await world.use(key)).toBe('key_revoked')
  })

  test('a transition that an operation takes ends the retirement', async () => {
    const contract = editedContract(contract => {
      const transitions = resourceOf(contract, 'ApiKey').lifecycle?.transitions
      transitions?.pause?.from.push('retiring')
    })
    const { world, admin, rotate, create, send } = await open(contract)
    const key = await create()
    await rotate(key, 60)
    await send(`PATCH /api-keys/${key.id}`, { enabled: false })
    world.clock.advance('PT1M')
    expect(await world.statusOf(key, admin)).toBe('paused')
  })

  test('revoking the old key early keeps revoked_at and revoked_by', async () => {
    const { world, rotate, create, send } = await open()
    const key = await create()
    await rotate(key, 60)
    world.clock.advance('PT10S')
    await world.request(`POST /api-keys/${key.id}/revoke`, { as: await world.signIn('manager@north.example') })
    world.clock.advance('PT1H')
    expect((await send(`GET /api-keys/${key.id}`)).body).toMatchObject({
      revoked_at: '2026-01-01T00:00:10.000Z',
      revoked_by: 'usr_north_manager',
    })
  })

  test('deleting the old key cancels its revocation', async () => {
    const { world, rotate, create, send } = await open()
    const key = await create()
    await rotate(key, 60)
    await send(`POST /api-keys/${key.id}/revoke`)
    expect((await send(`DELETE /api-keys/${key.id}`)).status).toBe(204)
    world.clock.advance('PT1H')
    expect((await send('GET /api-keys')).body.data).toHaveLength(1)
  })

  test('an old key that expires stops working, and is revoked at the end of the grace period', async () => {
    const { world, admin, rotate, create } = await open()
    const key = await create({ expires_at: '2026-01-01T00:00:30Z' })
    await rotate(key, 60)
    world.clock.advance('PT30S')
    expect(await world.use(key)).toBe('key_expired')
    world.clock.advance('PT30S')
    expect(await world.statusOf(key, admin)).toBe('revoked')
  })

  test('the old key cannot be rotated again', async () => {
    const { rotate, create } = await open()
    const key = await create()
    await rotate(key, 60)
    for (const grace of [120, 0]) expect((await rotate(key, grace)).body.code).toBe('invalid_transition')
  })
})

describe('rotation and limits', () => {
  test('a rotation is possible at the limit, a creation is not', async () => {
    const { world, rotate, create, send } = await open(limitOf(1))
    const key = await create()
    const next = await rotate(key, 60)
    expect(next.status).toBe(201)
    expect([await world.use(key), await world.use(next.body)]).toEqual(['200', '200'])
    expect((await send('GET /api-keys')).body.limits.active).toEqual({ used: 1, max: 1 })
    expect((await send('POST /api-keys', { name: 'More' })).body.code).toBe('active_key_limit_reached')
    world.clock.advance('PT1M')
    expect((await send('GET /api-keys')).body.limits.active).toEqual({ used: 1, max: 1 })
  })

  test('a chain of rotations leaves at most as many retiring keys as the limit allows active keys', async () => {
    const { world, rotate, create } = await open(limitOf(2))
    const keys = [await create(), await create()]
    for (let round = 0; round < 10; round++) {
      for (const key of [...keys]) {
        const { status, body } = await rotate(key, 600)
        if (status === 201) keys.push(body)
      }
    }
    const working = (await Promise.all(keys.map(key => world.use(key)))).filter(code => code === '200')
    expect(working).toHaveLength(4)
    world.clock.advance('PT10M')
    const left = (await Promise.all(keys.map(key => world.use(key)))).filter(code => code === '200')
    expect(left).toHaveLength(2)
  })

  test('concurrent rotations respect the limit', async () => {
    const { rotate, create } = await open(limitOf(1))
    const key = await create()
    const responses = await Promise.all(Array.from({ length: 10 }, () => rotate(key, 600)))
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1)
  })

  test('a key that leaks during a rotation can be replaced without a grace period', async () => {
    const { world, rotate, create } = await open(limitOf(1))
    const key = await create()
    const leaked = (await rotate(key, 600)).body
    expect((await rotate(leaked, 600)).body.code).toBe('active_key_limit_reached')
    const fresh = await rotate(leaked)
    expect(fresh.status).toBe(201)
    expect([await world.use(leaked), await world.use(fresh.body), await world.use(key)]).toEqual([
      'key_revoked',
      '200',
      '200',
    ])
  })

  test('a retiring key does not make room for another key', async () => {
    const { rotate, create, send } = await open(limitOf(1))
    await rotate(await create(), 600)
    expect((await send('POST /api-keys', { name: 'More' })).body.code).toBe('active_key_limit_reached')
  })

  test('a rejected rotation changes nothing', async () => {
    const { world, rotate, create } = await open(limitOf(1))
    const key = await create()
    await rotate(key, 600)
    const before = world.records()
    await rotate(key, 6000)
    await rotate(key)
    expect(world.records()).toBe(before)
  })
})
