import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import { type Body, World } from './world.ts'

async function withKey(body: object = {}) {
  const world = new World()
  const admin = await world.signIn()
  const key = await world.createKey(admin, { ...body })
  const send = (call: string, body?: unknown) =>
    world.request(call, { as: admin, ...(body === undefined ? {} : { body }) })
  const code = async (call: string, body?: unknown) => {
    const response = await send(call, body)
    return response.status < 300 ? String(response.status) : response.body.code
  }
  return { world, admin, key, send, code, path: `/api-keys/${key.id}` }
}

describe('a key', () => {
  test('is active at first, acts as its creator, and has its creator and creation time', async () => {
    const { key, world } = await withKey()
    expect(key).toMatchObject({
      status: 'active',
      enabled: true,
      account_id: 'acc_north',
      user_id: 'usr_north_admin',
      created_by: 'usr_north_admin',
      created_at: '2026-01-01T00:00:00.000Z',
      expires_at: null,
      revoked_at: null,
    })
    expect(await world.use(key)).toBe('200')
  })

  test('can be paused and resumed, with effect from the next request', async () => {
    const { world, key, send, path } = await withKey()
    expect((await send(`PATCH ${path}`, { enabled: false })).body).toMatchObject({ status: 'paused', enabled: false })
    expect(await world.use(key)).toBe('key_paused')
    expect((await send(`PATCH ${path}`, { enabled: true })).body).toMatchObject({ status: 'active', enabled: true })
    expect(await world.use(key)).toBe('200')
  })

  test('can be created paused', async () => {
    const { world, key } = await withKey({ enabled: false })
    expect(key).toMatchObject({ status: 'paused', enabled: false })
    expect(await world.use(key)).toBe('key_paused')
  })

  test('does not change if an update sets the current value', async () => {
    const { code, path } = await withKey()
    expect(await code(`PATCH ${path}`, { enabled: true })).toBe('200')
  })

  test('can be renamed in any state, and updated_at is set', async () => {
    const { world, send, path } = await withKey()
    await send(`POST ${path}/revoke`)
    world.clock.advance('PT5M')
    const { body } = await send(`PATCH ${path}`, { name: 'Old' })
    expect(body).toMatchObject({ name: 'Old', status: 'revoked', updated_at: '2026-01-01T00:05:00.000Z' })
  })
})

describe('revoking', () => {
  test('is final, takes effect at once and keeps the record with revoked_at and revoked_by', async () => {
    const { world, key, send, code, path } = await withKey()
    world.clock.advance('PT1M')
    const { body } = await send(`POST ${path}/revoke`)
    expect(body).toMatchObject({
      status: 'revoked',
      enabled: false,
      revoked_at: '2026-01-01T00:01:00.000Z',
      revoked_by: 'usr_north_admin',
    })
    expect(await world.use(key)).toBe('key_revoked')
    expect(await code(`POST ${path}/revoke`)).toBe('key_already_revoked')
    expect(await code(`PATCH ${path}`, { enabled: true })).toBe('invalid_transition')
    expect(await code(`PATCH ${path}`, { enabled: false })).toBe('invalid_transition')
    expect(await code(`POST ${path}/rotate`, {})).toBe('invalid_transition')
    expect((await send(`GET ${path}`)).status).toBe(200)
  })

  test('can be requested with the key itself: the response arrives, and the next request is rejected', async () => {
    const { world, key, path } = await withKey()
    expect((await world.request(`POST ${path}/revoke`, { as: key.secret })).body.status).toBe('revoked')
    expect(await world.use(key)).toBe('key_revoked')
  })

  test('of several keys is all or nothing', async () => {
    const { world, admin, key, send } = await withKey()
    const other = await world.createKey(admin)
    const before = world.records()
    const { body } = await send('POST /api-keys/revoke', { ids: [key.id, 'key_nothing', other.id] })
    expect(body.code).toBe('not_found')
    expect(body.detail).toContain('/ids/1')
    expect(world.records()).toBe(before)
    const done = await send('POST /api-keys/revoke', { ids: [other.id, key.id] })
    expect(done.body.data.map(({ id, status }) => [id, status])).toEqual([
      [other.id, 'revoked'],
      [key.id, 'revoked'],
    ])
    expect([await world.use(key), await world.use(other)]).toEqual(['key_revoked', 'key_revoked'])
  })

  test('of several keys accepts 1 to 100 unique ids', async () => {
    const { key, send } = await withKey()
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `key_${index}`)
    const wrong = [[], ids(101), [key.id, key.id], [7], 'all']
    for (const list of wrong)
      expect((await send('POST /api-keys/revoke', { ids: list })).body.code).toBe('validation_failed')
    expect((await send('POST /api-keys/revoke', { ids: ids(100) })).body.code).toBe('not_found')
  })
})

describe('deleting', () => {
  test('requires a revoked key, and the key is then not found', async () => {
    const { world, key, send, code, path } = await withKey()
    expect(await code(`DELETE ${path}`)).toBe('key_not_revoked')
    await send(`PATCH ${path}`, { enabled: false })
    expect(await code(`DELETE ${path}`)).toBe('key_not_revoked')
    await send(`POST ${path}/revoke`)
    const deleted = await send(`DELETE ${path}`)
    expect([deleted.status, deleted.text]).toEqual([204, ''])
    expect(await code(`GET ${path}`)).toBe('not_found')
    expect(await code(`DELETE ${path}`)).toBe('not_found')
    expect(await world.use(key)).toBe('invalid_key')
  })

  test('is possible in any state if the lifecycle does not restrict it', async () => {
    const world = new World({ contract: contracts['user-keys'] })
    const admin = await world.signIn()
    const key = await world.createKey(admin, { user_id: 'usr_north_reader' })
    await world.request(`PATCH /api-keys/${key.id}`, { as: admin, body: { enabled: false } })
    expect((await world.request(`DELETE /api-keys/${key.id}`, { as: admin })).status).toBe(204)
    expect(await world.use(key)).toBe('invalid_key')
  })
})

describe('expiry', () => {
  const soon = { expires_at: '2026-01-01T01:00:00Z' }

  test('happens at the exact time, and is shown even if the key was not used', async () => {
    const { world, admin, key, path, send } = await withKey(soon)
    world.clock.set('2026-01-01T00:59:59.999Z')
    expect(await world.use(key)).toBe('200')
    world.clock.set('2026-01-01T01:00:00.000Z')
    expect(await world.statusOf(key, admin)).toBe('expired')
    expect(await world.use(key)).toBe('key_expired')
    expect((await send(`GET ${path}`)).body).toMatchObject({ enabled: false, revoked_at: null })
  })

  test('applies to paused keys too, and they no longer count for the limit', async () => {
    const { world, admin, send, path, code } = await withKey({ ...soon, enabled: false })
    world.clock.advance('PT1H')
    const list = await send('GET /api-keys?status=expired')
    expect([list.body.data.length, list.body.limits.active.used]).toEqual([1, 0])
    expect(await code(`PATCH ${path}`, { enabled: true })).toBe('invalid_transition')
    expect(await code(`POST ${path}/revoke`)).toBe('200')
    expect(await code(`DELETE ${path}`)).toBe('204')
    expect((await world.createKey(admin)).status).toBe('active')
  })

  test('does not apply to revoked keys', async () => {
    const { world, admin, key, send, path } = await withKey(soon)
    await send(`POST ${path}/revoke`)
    world.clock.advance('PT2H')
    expect(await world.statusOf(key, admin)).toBe('revoked')
  })

  test('must be in the future', async () => {
    const { code } = await withKey()
    for (const expires_at of ['2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', '2026-01-01T01:00:00+01:00'])
      expect(await code('POST /api-keys', { name: 'x', expires_at })).toBe('validation_failed')
    expect(await code('POST /api-keys', { name: 'x', expires_at: '2026-01-01T00:00:00.001Z' })).toBe('201')
  })

  test('is shown in UTC, whatever its offset in the request', async () => {
    const { key } = await withKey({ expires_at: '2026-06-01t02:00:00.123456+02:00' })
    expect(key.expires_at).toBe('2026-06-01T00:00:00.123Z')
  })

  test.each([
    '2026-12-31T23:59:60Z',
    '2026-02-30T00:00:00Z',
    '2026-12-31T24:00:00Z',
    '2026-12-31 23:59:59Z',
    '2026-12-31T23:59:59+02',
    '2026-12-31T23:59:59',
    '2026-12-31',
    '9999-12-31T23:59:59-00:01',
    'tomorrow',
    '',
  ])('cannot be %s', async expires_at => {
    const { send } = await withKey()
    const { status, body } = await send('POST /api-keys', { name: 'x', expires_at })
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/expires_at'])
  })
})

test('a list shows the current state of all records', async () => {
  const { world, admin, send } = await withKey({ expires_at: '2026-01-01T01:00:00Z' })
  await world.createKey(admin, { expires_at: '2026-01-01T02:00:00Z' })
  world.clock.advance('PT90M')
  const statuses = (body: Body) => body.data.map(({ status }) => status)
  expect(statuses((await send('GET /api-keys?sort=created_at')).body)).toEqual(['expired', 'active'])
})
