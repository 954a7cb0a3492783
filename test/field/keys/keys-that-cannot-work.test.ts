/** "The list says that the key is active, and every request with it gets 401." */
// Source: marmotdata/marmot #252, riparias/gbif-alert #427
import { describe, expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { createMock } from '../../../mock/index.ts'
import { World } from '../../engine/world.ts'

const READER = 'usr_north_reader'

async function shop(contract = contracts.standard) {
  const world = new World({ contract })
  const admin = await world.signIn()
  const enable = (enabled: boolean) => world.request(`PATCH /users/${READER}`, { as: admin, body: { enabled } })
  const create = (body: object) => world.request('POST /api-keys', { as: admin, body: { name: 'x', ...body } })
  return { world, admin, enable, create }
}

describe.each([contracts.standard, contracts['user-keys']])('$system', contract => {
  test('a key shows that its user is disabled, in the list too, and works again with its user', async () => {
    const { world, admin, enable } = await shop(contract)
    const key = await world.createKey(admin, { user_id: READER })
    const works = async () => {
      const one = (await world.request(`GET /api-keys/${key.id}`, { as: admin })).body
      const all = (await world.request('GET /api-keys', { as: admin })).body.data
      return [key.works, one.works, all[0]?.works, one.status]
    }
    expect(await works()).toEqual([true, true, true, 'active'])
    await enable(false)
    expect(await works()).toEqual([true, false, false, 'active'])
    expect(await world.use(key)).toBe('user_disabled')
    await enable(true)
    expect(await works()).toEqual([true, true, true, 'active'])
  })

  test('no key is created for a disabled user', async () => {
    const { enable, create } = await shop(contract)
    await enable(false)
    const { status, body } = await create({ user_id: READER })
    expect([status, body.errors]).toEqual([
      422,
      [{ in: 'body', pointer: '/user_id', message: 'must be of an enabled user' }],
    ])
    await enable(true)
    expect((await create({ user_id: READER })).status).toBe(201)
  })

  test('a paused key does not work', async () => {
    const { create } = await shop(contract)
    expect((await create({ user_id: READER, enabled: false })).body.works).toBe(false)
  })
})

test('a key of a disabled user is not rotated into a new one', async () => {
  const { world, admin, enable } = await shop()
  const key = await world.createKey(admin, { user_id: READER })
  await enable(false)
  const { status, body } = await world.request(`POST /api-keys/${key.id}/rotate`, { as: admin })
  expect([status, body.code, body.detail]).toEqual([
    422,
    'validation_failed',
    'The user of this API key is disabled, so the API key would not work. Enable the user first.',
  ])
  expect((await world.request('GET /api-keys', { as: admin })).body.data).toHaveLength(1)
})

test('a key that a call creates for a permission that its user lacks is rejected, with each permission', async () => {
  const { create } = await shop()
  const { status, body } = await create({ user_id: READER, scopes: ['orders:read', 'orders:write', 'users:write'] })
  expect([status, body.code]).toEqual([422, 'validation_failed'])
  const message = 'must be a permission of the user'
  expect(body.errors).toEqual([
    { in: 'body', pointer: '/scopes/1', message },
    { in: 'body', pointer: '/scopes/2', message },
  ])
  expect((await create({ user_id: READER, scopes: ['orders:read'] })).status).toBe(201)
  expect((await create({ scopes: ['orders:write'] })).status).toBe(201)
})

test('a key whose user has lost a permission since is still rotated', async () => {
  const { world, admin } = await shop()
  const key = await world.createKey(admin, { user_id: READER, scopes: ['orders:read'] })
  await world.request(`PATCH /users/${READER}`, { as: admin, body: { group_id: null } })
  expect((await world.request(`POST /api-keys/${key.id}/rotate`, { as: admin })).status).toBe(201)
})

test('secret-keys: the key of a disabled user shows that it does not work', async () => {
  const mock = createMock({ system: 'secret-keys' })
  const { ApiKey } = mock.seed({
    User: [{ id: 'usr_gone', name: 'Gone', email: 'gone@north.example', account_id: 'acc_north', enabled: false }],
    ApiKey: [
      { title: 'x', user_id: 'usr_gone' },
      { title: 'y', user_id: READER },
    ],
  })
  expect(ApiKey.map(({ works }) => works)).toEqual([false, true])
})
