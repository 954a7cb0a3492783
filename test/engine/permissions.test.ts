import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import { World } from './helpers.ts'

/** A world with an admin's session and a key of the integration user. */
async function withKey(scopes: readonly string[] | null = null) {
  const world = new World()
  const admin = await world.signIn()
  const key = await world.createKey(admin, { user_id: 'usr_north_integration', scopes })
  const permissions = async () => [...(await world.ask('GET /me', { as: key.secret })).body.permissions].sort()
  const change = (path: string, body: object) => world.ask(`PATCH ${path}`, { as: admin, body })
  return { world, admin, key, permissions, change }
}

describe('the permissions of a key', () => {
  test('are those of its user and of the group, at the moment of each request', async () => {
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

  test('are narrowed by scopes, which never add any', async () => {
    const { permissions, change } = await withKey(['inventory:read', 'orders:write'])
    expect(await permissions()).toEqual(['inventory:read'])
    await change('/users/usr_north_integration', { permissions: ['orders:write'] })
    expect(await permissions()).toEqual(['inventory:read', 'orders:write'])
  })

  test('that are narrowed are not widened by a key that mints another', async () => {
    const world = new World()
    const admin = await world.signIn()
    const wide = await world.createKey(admin, { enabled: false })
    const narrow = await world.createKey(admin, { scopes: ['api_keys:write', 'orders:read'] })
    const create = (scopes: readonly string[] | null) =>
      world.ask('POST /api-keys', { as: narrow.secret, body: { name: 'x', scopes } })
    for (const scopes of [null, ['api_keys:write', 'users:write']]) {
      const { status, body } = await create(scopes)
      expect([status, body.code]).toEqual([403, 'permission_denied'])
    }
    expect((await create(['orders:read'])).status).toBe(201)
    const rotate = () => world.ask(`POST /api-keys/${wide.id}/rotate`, { as: narrow.secret, body: {} })
    // A question of permission, and so before that of the state.
    expect((await rotate()).body.code).toBe('permission_denied')
    const itself = await world.ask(`POST /api-keys/${narrow.id}/rotate`, { as: narrow.secret, body: {} })
    expect(itself.body.scopes).toEqual(['api_keys:write', 'orders:read'])
  })

  test('are none with no scopes, and all of the user with null', async () => {
    expect(await (await withKey([])).permissions()).toEqual([])
    expect(await (await withKey(null)).permissions()).toHaveLength(3)
  })

  test('decide what it may do, and a refusal names what is missing', async () => {
    const { world, key } = await withKey()
    expect((await world.ask('GET /inventory', { as: key.secret })).status).toBe(200)
    const refused = await world.ask('GET /orders', { as: key.secret })
    expect([refused.status, refused.body.code, refused.body.required]).toEqual([
      403,
      'permission_denied',
      ['orders:read'],
    ])
  })

  test('of an account include everything that its kind of credential can be asked for', async () => {
    const world = new World({ contract: contracts['account-keys'] })
    const key = await world.createKey(await world.signIn())
    const me = await world.ask('GET /me', { as: key.secret })
    expect(me.body).toMatchObject({ user: null, account: { id: 'acc_north' } })
    expect((await world.ask('POST /api-keys', { as: key.secret, body: { name: 'Next' } })).body.created_by).toBe(key.id)
    expect((await world.ask('GET /orders', { as: key.secret })).status).toBe(200)
  })
})

describe('a disabled user', () => {
  test('is refused with the very next request, by session and by key, and works again once enabled', async () => {
    const { world, key, change } = await withKey()
    const session = await world.signIn('integration@north.example')
    await change('/users/usr_north_integration', { enabled: false })
    for (const as of [session, key.secret]) {
      const { status, body } = await world.ask('GET /products', { as })
      expect([status, body.code]).toEqual([401, 'user_disabled'])
    }
    await change('/users/usr_north_integration', { enabled: true })
    for (const as of [session, key.secret]) expect((await world.ask('GET /products', { as })).status).toBe(200)
  })

  test('learns of it at sign-in only with the right password', async () => {
    const { world, change } = await withKey()
    await change('/users/usr_north_integration', { enabled: false })
    const signIn = async (password: string) =>
      (await world.ask('POST /sessions', { body: { email: 'integration@north.example', password } })).body.code
    expect(await signIn('password')).toBe('user_disabled')
    expect(await signIn('wrong')).toBe('invalid_session')
  })
})
