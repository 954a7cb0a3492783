import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import { World } from './world.ts'

/** A world with a session of the admin and a key of the integration user. */
async function withKey(scopes: readonly string[] | null = null) {
  const world = new World()
  const admin = await world.signIn()
  const key = await world.createKey(admin, { user_id: 'usr_north_integration', scopes })
  const permissions = async () => [...(await world.request('GET /me', { as: key.secret })).body.permissions].sort()
  const change = (path: string, body: object) => world.request(`PATCH ${path}`, { as: admin, body })
  return { world, admin, key, permissions, change }
}

describe('the permissions of a key', () => {
  test('are those of its user and their group at the time of each request', async () => {
    const { permissions, change } = await withKey()
    expect(await permissions()).toEqual(['inventory:read', 'inventory:write', 'products:read'])
    await change('/users/usr_north_integration', { permissions: ['orders:read'] })
    expect(await permissions()).toEqual(['inventory:read', 'inventory:write', 'orders:read'])
    await change('/groups/grp_north_integrations', { permissions: ['inbound:read'] })
    expect(await permissions()).toEqual(['inbound:read', 'orders:read'])
    await change('/users/usr_north_integration', { group_id: 'grp_north_readers' })
    expect(await permissions()).toContain('users:read')
    await change('/users/usr_north_integration', { group_id: null })
    expect(await permissions()).toEqual(['orders:read'])
  })

  test('are narrowed by scopes, which never add a permission', async () => {
    const { permissions, change } = await withKey(['inventory:read', 'products:read'])
    expect(await permissions()).toEqual(['inventory:read', 'products:read'])
    await change('/users/usr_north_integration', { permissions: ['orders:write'] })
    expect(await permissions()).toEqual(['inventory:read'])
  })

  test('cannot be exceeded by the keys that a narrowed key creates', async () => {
    const world = new World()
    const admin = await world.signIn()
    const wide = await world.createKey(admin, { enabled: false })
    const narrow = await world.createKey(admin, { scopes: ['api_keys:write', 'orders:read'] })
    const create = (scopes: readonly string[] | null) =>
      world.request('POST /api-keys', { as: narrow.secret, body: { name: 'x', scopes } })
    for (const scopes of [null, ['api_keys:write', 'users:write']]) {
      const { status, body } = await create(scopes)
      expect([status, body.code]).toEqual([403, 'permission_denied'])
    }
    expect((await create(['orders:read'])).status).toBe(201)
    const rotate = () => world.request(`POST /api-keys/${wide.id}/rotate`, { as: narrow.secret, body: {} })
    // The permission is checked before the state: the key to rotate is paused.
    expect((await rotate()).body.code).toBe('permission_denied')
    const itself = await world.request(`POST /api-keys/${narrow.id}/rotate`, { as: narrow.secret, body: {} })
    expect(itself.body.scopes).toEqual(['api_keys:write', 'orders:read'])
  })

  test('are empty if scopes are empty, and those of the user if scopes are null', async () => {
    expect(await (await withKey([])).permissions()).toEqual([])
    expect(await (await withKey(null)).permissions()).toHaveLength(3)
  })

  test('are required by operations, and the error lists the missing permissions', async () => {
    const { world, key } = await withKey()
    expect((await world.request('GET /inventory', { as: key.secret })).status).toBe(200)
    const refused = await world.request('GET /orders', { as: key.secret })
    expect([refused.status, refused.body.code, refused.body.required]).toEqual([
      403,
      'permission_denied',
      ['orders:read'],
    ])
  })

  test('that acts as an account are all permissions that operations require of keys', async () => {
    const world = new World({ contract: contracts['account-keys'] })
    const key = await world.createKey(await world.signIn())
    const me = await world.request('GET /me', { as: key.secret })
    expect(me.body).toMatchObject({ user: null, account: { id: 'acc_north' } })
    expect((await world.request('POST /api-keys', { as: key.secret, body: { name: 'Next' } })).body.created_by).toBe(
      key.id,
    )
    expect((await world.request('GET /orders', { as: key.secret })).status).toBe(200)
  })
})

describe('a disabled user', () => {
  test('is rejected from the next request on: their keys until enabled again, their sessions for good', async () => {
    const { world, key, change } = await withKey()
    const session = await world.signIn('integration@north.example')
    await change('/users/usr_north_integration', { enabled: false })
    const outcomes = async () => {
      const responses = [session, key.secret].map(as => world.request('GET /products', { as }))
      return (await Promise.all(responses)).map(({ status, body }) => [status, body.code])
    }
    expect(await outcomes()).toEqual([
      [401, 'invalid_session'],
      [401, 'user_disabled'],
    ])
    await change('/users/usr_north_integration', { enabled: true })
    expect(await outcomes()).toEqual([
      [401, 'invalid_session'],
      [200, undefined],
    ])
  })

  test('gets user_disabled at sign-in only with the correct password', async () => {
    const { world, change } = await withKey()
    await change('/users/usr_north_integration', { enabled: false })
    const signIn = async (password: string) =>
      (await world.request('POST /sessions', { body: { email: 'integration@north.example', password } })).body.code
    expect(await signIn('password')).toBe('user_disabled')
    expect(await signIn('wrong')).toBe('invalid_session')
  })
})
