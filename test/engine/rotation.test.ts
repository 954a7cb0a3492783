import { describe, expect, test } from 'vitest'
import type { Contract } from '../../openapi/contract/contract.ts'
import { type Body, changed, resourceOf, World } from './helpers.ts'

async function open(contract?: Contract) {
  const world = new World(contract ? { contract } : {})
  const admin = await world.signIn()
  const ask = (call: string, body?: unknown) => world.ask(call, { as: admin, ...(body === undefined ? {} : { body }) })
  const rotate = (key: Body, grace_seconds = 0) => ask(`POST /api-keys/${key.id}/rotate`, { grace_seconds })
  const create = (body: object = {}) => world.createKey(admin, { ...body })
  return { world, admin, ask, rotate, create }
}

const limitOf = (max: number) =>
  changed(contract => {
    const [limit] = resourceOf(contract, 'ApiKey').limits ?? []
    if (limit) limit.max = max
  })

describe('rotating a key', () => {
  test('mints another with the same user, name and scopes, and a secret of its own', async () => {
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

  test('without grace ends the old one with the very next request', async () => {
    const { world, admin, rotate, create } = await open()
    const key = await create()
    await rotate(key)
    expect([await world.use(key), await world.statusOf(key, admin)]).toEqual(['key_revoked', 'revoked'])
  })

  test('with grace lets the old one work until it is over, at that instant exactly, and revokes it then', async () => {
    const { world, rotate, create, ask } = await open()
    const key = await create()
    await rotate(key, 3600)
    world.clock.set('2026-01-01T00:59:59.999Z')
    expect(await world.use(key)).toBe('200')
    world.clock.set('2026-01-01T05:00:00Z')
    expect(await world.use(key)).toBe('key_revoked')
    expect((await ask(`GET /api-keys/${key.id}`)).body).toMatchObject({
      status: 'revoked',
      revoked_at: '2026-01-01T01:00:00.000Z',
      revoked_by: 'usr_north_admin',
      updated_at: '2026-01-01T01:00:00.000Z',
    })
  })

  test('gives the new one as long a life as the old one had', async () => {
    const { world, rotate, create } = await open()
    const key = await create({ expires_at: '2026-01-11T00:00:00Z' })
    await world.ask('GET /me', { as: key.secret })
    world.clock.advance('PT3H')
    expect((await rotate(key)).body.expires_at).toBe('2026-01-11T03:00:00.000Z')
  })

  test('of a key that lives to the end of time gives the end of time', async () => {
    const { world, rotate, create } = await open()
    const key = await create({ expires_at: '9999-12-31T23:59:59Z' })
    world.clock.advance('PT1H')
    expect((await rotate(key)).body.expires_at).toBe('9999-12-31T23:59:59.999Z')
  })

  test('takes an active key only', async () => {
    const { rotate, create, ask } = await open()
    const key = await create({ enabled: false })
    expect((await rotate(key)).body.code).toBe('invalid_transition')
    await ask(`POST /api-keys/${key.id}/revoke`)
    expect((await rotate(key)).body.code).toBe('invalid_transition')
  })

  test.each([-1, 1.5, 604_801, '60', null, 1e300])('refuses a grace of %s seconds', async grace => {
    const { create, ask } = await open()
    const key = await create()
    const { status, body } = await ask(`POST /api-keys/${key.id}/rotate`, { grace_seconds: grace })
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/grace_seconds'])
  })

  test('can be done with the key itself', async () => {
    const { world, create } = await open()
    const key = await create()
    const { body } = await world.ask(`POST /api-keys/${key.id}/rotate`, { as: key.secret, body: {} })
    expect([await world.use(key), await world.use(body)]).toEqual(['key_revoked', '200'])
  })
})

describe('during the grace', () => {
  test('pausing and resuming the old key does not save it', async () => {
    const { world, rotate, create, ask } = await open()
    const key = await create()
    await rotate(key, 60)
    await ask(`PATCH /api-keys/${key.id}`, { enabled: false })
    expect(await world.use(key)).toBe('key_paused')
    await ask(`PATCH /api-keys/${key.id}`, { enabled: true })
    expect(await world.use(key)).toBe('200')
    world.clock.advance('PT1M')
    expect(await world.use(key)).toBe('key_revoked')
  })

  test('nor does pausing and resuming by an operation of its own', async () => {
    const contract = changed(contract => {
      const revoke = contract.operations.find(({ id }) => id === 'revokeApiKey')
      for (const does of ['pause', 'resume']) {
        if (revoke) contract.operations.push({ ...revoke, id: does, does, path: `/api-keys/{key_id}/${does}` })
      }
    })
    const { world, rotate, create, ask } = await open(contract)
    const key = await create()
    await rotate(key, 60)
    for (const does of ['pause', 'resume']) expect((await ask(`POST /api-keys/${key.id}/${does}`)).status).toBe(200)
    expect(await world.use(key)).toBe('200')
    world.clock.advance('PT1M')
    expect(await world.use(key)).toBe('key_revoked')
  })

  test('a paused old key is revoked all the same', async () => {
    const { world, admin, rotate, create, ask } = await open()
    const key = await create()
    await rotate(key, 60)
    await ask(`PATCH /api-keys/${key.id}`, { enabled: false })
    world.clock.advance('PT1M')
    expect(await world.statusOf(key, admin)).toBe('revoked')
  })

  test('revoking the old key by hand keeps who and when', async () => {
    const { world, rotate, create, ask } = await open()
    const key = await create()
    await rotate(key, 60)
    world.clock.advance('PT10S')
    await world.ask(`POST /api-keys/${key.id}/revoke`, { as: await world.signIn('manager@north.example') })
    world.clock.advance('PT1H')
    expect((await ask(`GET /api-keys/${key.id}`)).body).toMatchObject({
      revoked_at: '2026-01-01T00:00:10.000Z',
      revoked_by: 'usr_north_manager',
    })
  })

  test('deleting the old key leaves nothing to be done', async () => {
    const { world, rotate, create, ask } = await open()
    const key = await create()
    await rotate(key, 60)
    await ask(`POST /api-keys/${key.id}/revoke`)
    expect((await ask(`DELETE /api-keys/${key.id}`)).status).toBe(204)
    world.clock.advance('PT1H')
    expect((await ask('GET /api-keys')).body.data).toHaveLength(1)
  })

  test('an old key that expires stops then, and is revoked when the grace is over', async () => {
    const { world, admin, rotate, create } = await open()
    const key = await create({ expires_at: '2026-01-01T00:00:30Z' })
    await rotate(key, 60)
    world.clock.advance('PT30S')
    expect(await world.use(key)).toBe('key_expired')
    world.clock.advance('PT30S')
    expect(await world.statusOf(key, admin)).toBe('revoked')
  })

  test('rotating the old key again makes one more key and sets the grace anew', async () => {
    const { world, rotate, create, ask } = await open()
    const key = await create()
    await rotate(key, 60)
    const again = await rotate(key, 120)
    expect(again.status).toBe(201)
    world.clock.advance('PT90S')
    expect([await world.use(key), await world.use(again.body)]).toEqual(['200', '200'])
    world.clock.advance('PT30S')
    expect(await world.use(key)).toBe('key_revoked')
    expect((await ask('GET /api-keys')).body.limits.active.used).toBe(2)
  })
})

describe('rotation and limits', () => {
  test('a rotation may exceed the limit while the old key retires, a creation may not', async () => {
    const { world, rotate, create, ask } = await open(limitOf(1))
    const key = await create()
    const next = await rotate(key, 60)
    expect(next.status).toBe(201)
    expect([await world.use(key), await world.use(next.body)]).toEqual(['200', '200'])
    expect((await ask('GET /api-keys')).body.limits.active).toEqual({ used: 2, max: 1 })
    expect((await ask('POST /api-keys', { name: 'More' })).body.code).toBe('active_key_limit_reached')
    world.clock.advance('PT1M')
    expect((await ask('GET /api-keys')).body.limits.active).toEqual({ used: 1, max: 1 })
  })

  test('a chain of rotations leaves at most as many retiring as may be active', async () => {
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

  test('rotations at once obey it too', async () => {
    const { rotate, create } = await open(limitOf(1))
    const key = await create()
    const answers = await Promise.all(Array.from({ length: 10 }, () => rotate(key, 600)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  })

  test('a key that leaks during a rotation can be replaced without grace', async () => {
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

  test('a retiring key does not make room for another', async () => {
    const { rotate, create } = await open(limitOf(1))
    const key = await create()
    await rotate(key, 600)
    expect((await rotate(key, 600)).body.code).toBe('active_key_limit_reached')
    expect((await rotate(key)).body.code).toBe('active_key_limit_reached')
  })

  test('a refused rotation changes nothing', async () => {
    const { world, rotate, create } = await open(limitOf(1))
    const key = await create()
    await rotate(key, 600)
    const before = world.records()
    await rotate(key, 6000)
    await rotate(key)
    expect(world.records()).toBe(before)
  })
})
