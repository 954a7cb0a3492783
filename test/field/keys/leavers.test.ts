/** "Someone left. Their secret key still works, and nobody but them sees it." */
// Source: MicrosoftDocs/azure-devops-docs #359, docker/roadmap #321
import { expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { World } from '../../engine/world.ts'

const basic = (secret: string) => ({ authorization: `Basic ${btoa(`${secret}:`)}` })

async function shop() {
  const world = new World({ contract: contracts['secret-keys'] })
  const [admin, leaver] = [await world.signIn(), await world.signIn('manager@north.example')]
  const key = (await world.request('POST /api-keys', { as: leaver, body: { title: 'Mine' } })).body
  const use = async () => (await world.request('GET /products', { headers: basic(key.secret) })).body.code ?? 'works'
  const enable = (as: string, enabled: boolean, user = 'usr_north_manager') =>
    world.request(`PATCH /users/${user}`, { as, body: { enabled } })
  return { world, admin, leaver, key, use, enable }
}

test('an admin finds the user, disables them, and with the next request their key no longer works', async () => {
  const { world, admin, leaver, use, enable } = await shop()
  const { body } = await world.request('GET /users?q=mina', { as: admin })
  expect([body.data.map(({ id }) => id), await use()]).toEqual([['usr_north_manager'], 'works'])
  expect((await enable(admin, false)).body).toMatchObject({ enabled: false })
  expect(await use()).toBe('user_disabled')
  expect((await world.request('GET /api-keys', { as: leaver })).status).toBe(401)
})

test('the admin still sees no key of another user', async () => {
  const { world, admin, key, enable } = await shop()
  await enable(admin, false)
  expect((await world.request(`GET /api-keys/${key.id}`, { as: admin })).status).toBe(404)
  expect((await world.request('GET /api-keys', { as: admin })).body.data).toEqual([])
})

test('a user who comes back has their key again', async () => {
  const { admin, use, enable } = await shop()
  await enable(admin, false)
  await enable(admin, true)
  expect(await use()).toBe('works')
})

test('nobody else can do it: no other user, no key, and no admin of another account', async () => {
  const { world, key, use, enable } = await shop()
  const reader = await world.signIn('reader@north.example')
  expect((await enable(reader, false)).body.code).toBe('permission_denied')
  expect((await enable(await world.signIn('admin@south.example'), false)).body.code).toBe('not_found')
  const body = { enabled: false }
  const byKey = await world.request('PATCH /users/usr_north_admin', { headers: basic(key.secret), body })
  expect([byKey.body.code, await use()]).toEqual(['permission_denied', 'works'])
})

test('nothing else about a user can be changed here', async () => {
  const { world, admin } = await shop()
  for (const change of [{ password: 'long enough' }, { permissions: [] }, { group_id: null }, { email: 'a@b.example' }])
    expect((await world.request('PATCH /users/usr_north_reader', { as: admin, body: change })).status).toBe(422)
})
