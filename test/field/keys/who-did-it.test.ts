/** "A key leaked. What did it make, and what did it end?" */
// Source: elastic/elasticsearch #52551
import { describe, expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { type Body, World } from '../../engine/world.ts'

const basic = (secret: string) => ({ authorization: `Basic ${btoa(`${secret}:`)}` })

test('a key that a key made names that key and its user', async () => {
  const world = new World()
  const admin = await world.signIn()
  const leaked = await world.createKey(admin, { user_id: 'usr_north_manager' })
  expect(leaked).toMatchObject({ created_by: 'usr_north_admin', created_by_user_id: 'usr_north_admin' })
  const made = await world.createKey(leaked.secret)
  expect(made).toMatchObject({ created_by: leaked.id, created_by_user_id: 'usr_north_manager' })
  const rotated = (await world.request(`POST /api-keys/${made.id}/rotate`, { as: leaked.secret, body: {} })).body
  expect(rotated).toMatchObject({ created_by: leaked.id, created_by_user_id: 'usr_north_manager' })
  const { body } = await world.request(`GET /api-keys?created_by=${leaked.id}`, { as: admin })
  expect(body.data.map(({ id }) => id)).toEqual([rotated.id, made.id])
  const own = await world.request('GET /api-keys?created_by=usr_north_admin', { as: admin })
  expect(own.body.data.map(({ id }) => id)).toEqual([leaked.id])
})

test('a key that a key revoked names that key and its user, also in bulk and at the end of a grace', async () => {
  const world = new World()
  const admin = await world.signIn()
  const leaked = await world.createKey(admin, { user_id: 'usr_north_manager' })
  const [one, two] = [await world.createKey(admin), await world.createKey(admin)]
  const three = await world.createKey(admin, { user_id: 'usr_north_manager' })
  await world.request(`POST /api-keys/${one.id}/revoke`, { as: leaked.secret })
  await world.request('POST /api-keys/revoke', { as: leaked.secret, body: { ids: [two.id] } })
  await world.request(`POST /api-keys/${three.id}/rotate`, { as: leaked.secret, body: { grace_seconds: 60 } })
  world.clock.advance('PT61S')
  for (const { id } of [one, two, three]) {
    const { body } = await world.request(`GET /api-keys/${id}`, { as: admin })
    expect(body).toMatchObject({ status: 'revoked', revoked_by: leaked.id, revoked_by_user_id: 'usr_north_manager' })
  }
})

describe.each(['standard', 'user-keys'] as const)('%s: users and groups', system => {
  async function shop() {
    const world = new World({ contract: contracts[system] })
    const admin = await world.signIn()
    const leaked = await world.createKey(admin, { user_id: 'usr_north_admin' })
    const create = async (as: string) => {
      const user = { email: `${as.length}@shop.example`, name: 'A' }
      return [
        (await world.request('POST /users', { as, body: user })).body,
        (await world.request('POST /groups', { as, body: { name: 'A' } })).body,
      ]
    }
    return { world, admin, leaked, create }
  }

  test('name the key that created them, and its user', async () => {
    const { admin, leaked, create } = await shop()
    const by = (records: Body[]) =>
      records.map(({ created_by, created_by_user_id }) => [created_by, created_by_user_id])
    const me = 'usr_north_admin'
    expect(by(await create(leaked.secret))).toEqual([
      [leaked.id, me],
      [leaked.id, me],
    ])
    expect(by(await create(admin))).toEqual([
      [me, me],
      [me, me],
    ])
  })

  test('that a key created can be listed, also when the key is gone', async () => {
    const { world, admin, leaked, create } = await shop()
    await create(admin)
    const made = await create(leaked.secret)
    if (system === 'standard') await world.request(`POST /api-keys/${leaked.id}/revoke`, { as: admin })
    expect((await world.request(`DELETE /api-keys/${leaked.id}`, { as: admin })).status).toBe(204)
    const list = async (path: string) =>
      (await world.request(`GET ${path}?created_by=${leaked.id}`, { as: admin })).body.data.map(({ id }) => id)
    expect([...(await list('/users')), ...(await list('/groups'))]).toEqual(made.map(({ id }) => id))
  })
})

test('a seeded user came with the account, and nobody created it', async () => {
  const world = new World()
  const { body } = await world.request('GET /users/usr_north_reader', { as: await world.signIn() })
  expect(body).toMatchObject({ created_by: null, created_by_user_id: null })
})

describe('on the other systems', () => {
  test('user-keys: the key, and the user that it acts as', async () => {
    const world = new World({ contract: contracts['user-keys'] })
    const user_id = 'usr_north_manager'
    const leaked = await world.createKey(await world.signIn(), { user_id })
    const made = await world.createKey(leaked.secret, { user_id })
    expect(made).toMatchObject({ created_by: leaked.id, created_by_user_id: user_id })
  })

  test('secret-keys: the key, and its user', async () => {
    const world = new World({ contract: contracts['secret-keys'] })
    const admin = await world.signIn()
    const { id, secret } = (await world.request('POST /api-keys', { as: admin, body: { title: 'x' } })).body
    const { body } = await world.request(`POST /api-keys/${id}/revoke`, { headers: basic(secret) })
    expect(body).toMatchObject({ created_by: 'usr_north_admin', revoked_by: id, revoked_by_user_id: 'usr_north_admin' })
  })

  test('account-keys: the key, which acts as no user', async () => {
    const world = new World({ contract: contracts['account-keys'] })
    const leaked = await world.createKey(await world.signIn())
    expect(leaked.created_by).toBe('usr_north_admin')
    const made = await world.createKey(leaked.secret)
    expect([made.created_by, 'created_by_user_id' in made]).toEqual([leaked.id, false])
  })
})

test('a request repeated with another key of the same user still gets the first response', async () => {
  const world = new World()
  const admin = await world.signIn()
  const keys = [await world.createKey(admin), await world.createKey(admin)]
  const repeat = (as: string) =>
    world.request('POST /api-keys', { as, body: { name: 'Once' }, headers: { 'Idempotency-Key': 'a' } })
  const responses = [await repeat(keys[0]?.secret ?? ''), await repeat(keys[1]?.secret ?? ''), await repeat(admin)]
  expect(new Set(responses.map(({ body }) => body.id)).size).toBe(1)
})
