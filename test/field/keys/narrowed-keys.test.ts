/**
 * What a narrowed or expiring key brings into being does no more than the key, and lives no longer.
 */
// Source: keygen-sh/keygen-api #1108, decocms/studio #4180
import { describe, expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { World } from '../../engine/world.ts'
import { type Caller, keyOf, outcomeOf, person, signIn } from './keys.ts'

const DENIED = 'permission_denied'
const EMAIL = 'new@north.example'
const PASSWORD = 'a long password'

async function withKey(body: object) {
  const world = new World()
  const admin = await person(world)
  return { world, admin, key: await keyOf(world, admin, body) }
}

const passwordOf = (key: Caller, role: string) =>
  key(`PATCH /users/usr_north_${role}`, { password: PASSWORD }).then(outcomeOf)

describe('my key has only the scope users:write, and', () => {
  const narrowed = () => withKey({ scopes: ['users:write'] })

  test('cannot set the password of a user who may do more, so nobody signs in with it', async () => {
    const { world, key } = await narrowed()
    const { body } = await key('PATCH /users/usr_north_reader', { password: PASSWORD })
    expect(body).toMatchObject({ status: 403, code: DENIED, required: expect.arrayContaining(['orders:read']) })
    expect((await signIn(world, 'reader@north.example', PASSWORD)).status).toBe(401)
    expect((await signIn(world, 'reader@north.example')).status).toBe(201)
  })

  test('cannot set the password that the user has already, which would confirm a guess', async () => {
    const { key } = await narrowed()
    expect(outcomeOf(await key('PATCH /users/usr_north_reader', { password: 'password' }))).toBe(DENIED)
  })

  test('cannot change the email of a user who may do more, to which a new password would be sent', async () => {
    const { world, key, admin } = await narrowed()
    for (const role of ['reader', 'admin']) {
      const { body } = await key(`PATCH /users/usr_north_${role}`, { email: EMAIL })
      expect([body.code, body.detail]).toEqual([
        DENIED,
        expect.stringContaining('how users who may do no more sign in'),
      ])
    }
    expect((await signIn(world, 'admin@north.example')).status).toBe(201)
    const robot = { email: 'robot@north.example', name: 'Robot', permissions: ['orders:read'] }
    const { id } = (await admin('POST /users', robot)).body
    expect(outcomeOf(await key(`PATCH /users/${id}`, { email: EMAIL }))).toBe(200)
  })

  test('cannot create a user in a group that may do more, or with more permissions', async () => {
    const { key } = await narrowed()
    for (const more of [{ group_id: 'grp_north_admins' }, { permissions: ['api_keys:write'] }])
      for (const extra of [{}, { password: PASSWORD }, { enabled: false }])
        expect(outcomeOf(await key('POST /users', { email: EMAIL, name: 'New', ...more, ...extra }))).toBe(DENIED)
  })

  test('cannot move a user into such a group, give them permissions, or widen their group', async () => {
    const { key, admin } = await narrowed()
    const permissions = ['users:read', 'orders:write']
    expect(outcomeOf(await key('PATCH /users/usr_north_reader', { group_id: 'grp_north_admins' }))).toBe(DENIED)
    expect(outcomeOf(await key('PATCH /users/usr_north_reader', { permissions }))).toBe(DENIED)
    expect(outcomeOf(await key('PATCH /groups/grp_north_readers', { permissions }))).toBe(DENIED)
    expect(outcomeOf(await key('POST /groups', { name: 'Mine', permissions }))).toBe(DENIED)
    expect((await admin('GET /groups/grp_north_readers')).body.permissions).not.toContain('orders:write')
  })

  test('cannot enable a user who may do more', async () => {
    const { key, admin } = await narrowed()
    await admin('PATCH /users/usr_north_reader', { enabled: false })
    expect(outcomeOf(await key('PATCH /users/usr_north_reader', { enabled: true }))).toBe(DENIED)
  })

  test('can still create, change and limit users within its own permissions', async () => {
    const { world, key } = await narrowed()
    const user = { email: EMAIL, name: 'New', password: PASSWORD, permissions: ['users:write'] }
    const { status, body } = await key('POST /users', user)
    expect(status).toBe(201)
    expect(outcomeOf(await key(`PATCH /users/${body.id}`, { name: 'Newer', password: `${PASSWORD}!` }))).toBe(200)
    expect(outcomeOf(await key('PATCH /users/usr_north_reader', { group_id: null, name: 'Less' }))).toBe(200)
    expect(outcomeOf(await key('PATCH /groups/grp_north_managers', { permissions: ['orders:read'] }))).toBe(200)
    expect((await signIn(world, EMAIL, `${PASSWORD}!`)).status).toBe(201)
  })

  test('a user that it created cannot give itself more either', async () => {
    const { world, key } = await narrowed()
    const user = { email: EMAIL, name: 'New', password: PASSWORD, permissions: ['users:write'] }
    const { body } = await key('POST /users', user)
    const { token } = (await signIn(world, EMAIL, PASSWORD)).body
    const group_id = 'grp_north_admins'
    expect(outcomeOf(await world.request(`PATCH /users/${body.id}`, { as: token, body: { group_id } }))).toBe(DENIED)
  })
})

test('a narrowed key cannot resume a paused key that may do more', async () => {
  const { admin, key } = await withKey({ scopes: ['api_keys:write'] })
  const wide = (await admin('POST /api-keys', { name: 'Wide', enabled: false })).body
  const narrow = (await admin('POST /api-keys', { name: 'Narrow', enabled: false, scopes: ['api_keys:write'] })).body
  expect(outcomeOf(await key(`PATCH /api-keys/${wide.id}`, { enabled: true }))).toBe(DENIED)
  expect(outcomeOf(await key(`PATCH /api-keys/${narrow.id}`, { enabled: true }))).toBe(200)
  expect(outcomeOf(await key(`PATCH /api-keys/${wide.id}`, { name: 'Renamed' }))).toBe(200)
})

describe('my key ends in an hour, and', () => {
  const END = '2026-01-01T01:00:00.000Z'
  const expiring = () => withKey({ expires_at: END })

  test('cannot create a key that never ends, or ends later', async () => {
    const { key } = await expiring()
    for (const expires_at of [undefined, null, '2026-01-01T01:00:00.001Z']) {
      const { body } = await key('POST /api-keys', { name: 'Longer', expires_at })
      expect(body).toMatchObject({ status: 403, code: DENIED, required: [] })
      expect(body.detail).toContain(END)
    }
  })

  test('can create a key that ends with it, or earlier', async () => {
    const { key } = await expiring()
    for (const expires_at of [END, '2026-01-01T00:30:00Z'])
      expect((await key('POST /api-keys', { name: 'Shorter', expires_at })).status).toBe(201)
  })

  test('is rotated by itself into a key with the same end, and by its user into one with the same lifetime', async () => {
    const { world, admin, key } = await expiring()
    world.clock.advance('PT30M')
    const { id } = (await key('GET /me')).body.api_key as { id: string }
    const next = await key(`POST /api-keys/${id}/rotate`, {})
    expect(next.body.expires_at).toBe(END)
    expect((await admin(`POST /api-keys/${next.body.id}/rotate`, {})).body.expires_at).toBe('2026-01-01T01:00:00.000Z')
    world.clock.advance('PT30M')
    expect(await world.use(next.body)).not.toBe('200')
  })

  test('rotates a key that never ends into one that ends with it', async () => {
    const { admin, key } = await expiring()
    const other = (await admin('POST /api-keys', { name: 'Forever' })).body
    expect((await key(`POST /api-keys/${other.id}/rotate`, {})).body.expires_at).toBe(END)
  })

  test('leaves no user, password, group or permission behind it', async () => {
    const { world, admin, key } = await expiring()
    const permissions = ['users:write']
    expect(await passwordOf(key, 'reader')).toBe(DENIED)
    const own = { password: PASSWORD, current_password: 'password' }
    expect(outcomeOf(await key('PATCH /users/usr_north_admin', own))).toBe(DENIED)
    expect(outcomeOf(await key('PATCH /users/usr_north_reader', { email: EMAIL }))).toBe(DENIED)
    expect(outcomeOf(await key('POST /users', { email: EMAIL, name: 'New', password: PASSWORD }))).toBe(DENIED)
    expect(outcomeOf(await key('POST /users', { email: EMAIL, name: 'New', permissions }))).toBe(DENIED)
    expect(outcomeOf(await key('POST /groups', { name: 'New', permissions }))).toBe(DENIED)
    expect(outcomeOf(await key('PATCH /groups/grp_north_readers', { permissions }))).toBe(DENIED)
    expect(outcomeOf(await key('PATCH /users/usr_north_reader', { permissions }))).toBe(DENIED)
    await admin('PATCH /users/usr_north_reader', { enabled: false })
    expect(outcomeOf(await key('PATCH /users/usr_north_reader', { enabled: true }))).toBe(DENIED)
    expect((await signIn(world, 'admin@north.example')).status).toBe(201)
  })

  test('cannot resume a key that ends later', async () => {
    const { admin, key } = await expiring()
    const later = (await admin('POST /api-keys', { name: 'Later', enabled: false })).body
    expect(outcomeOf(await key(`PATCH /api-keys/${later.id}`, { enabled: true }))).toBe(DENIED)
  })

  test('does not get the secret of a longer key by repeating the request of its user', async () => {
    const { world, key } = await expiring()
    const headers = { 'idempotency-key': 'once' }
    const { token } = (await signIn(world, 'admin@north.example')).body
    await world.request('POST /api-keys', { as: token, headers, body: { name: 'Forever' } })
    const mine = (await key('POST /api-keys', { name: 'Mine', expires_at: END })).body.secret
    const replay = await world.request('POST /api-keys', { as: mine, headers, body: { name: 'Forever' } })
    expect(outcomeOf(replay)).toBe(DENIED)
  })
})

test('a key that does not end and is not narrowed still does what its user does', async () => {
  const { world, key } = await withKey({})
  expect((await key('POST /api-keys', { name: 'Another' })).status).toBe(201)
  expect(
    outcomeOf(
      await key('POST /users', { email: EMAIL, name: 'New', group_id: 'grp_north_admins', password: PASSWORD }),
    ),
  ).toBe(201)
  expect((await signIn(world, EMAIL, PASSWORD)).status).toBe(201)
})

test('a person who manages users gives nobody what they lack themselves, on every system with users', async () => {
  for (const contract of [contracts.standard, contracts['user-keys']]) {
    const world = new World({ contract })
    const admin = await person(world)
    const user = { email: EMAIL, name: 'New', password: PASSWORD, permissions: ['users:read', 'users:write'] }
    const { id } = (await admin('POST /users', user)).body
    const { token } = (await signIn(world, EMAIL, PASSWORD)).body
    const send = (call: string, body: object) => world.request(call, { as: token, body }).then(outcomeOf)
    expect(await send(`PATCH /users/${id}`, { group_id: 'grp_north_admins' })).toBe(DENIED)
    expect(await send(`PATCH /users/${id}`, { permissions: ['orders:write'] })).toBe(DENIED)
    expect(await send('PATCH /users/usr_north_admin', { password: PASSWORD })).toBe(DENIED)
    expect(await send('PATCH /users/usr_north_admin', { email: 'c@north.example' })).toBe(DENIED)
    expect(await send(`PATCH /users/${id}`, { email: 'c@north.example' })).toBe(200)
    expect(await send('POST /users', { email: 'b@north.example', name: 'B', permissions: ['users:read'] })).toBe(201)
  }
})
