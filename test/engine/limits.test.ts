import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { editedContract, resourceOf } from './edited-contract.ts'
import { type Body, type TestResponse, World } from './world.ts'

const LIMIT = { limit: 5, used: 5, scope: 'user' }

async function open(contract?: Contract) {
  const world = new World(contract ? { contract } : {})
  const admin = await world.signIn()
  const create = (body: object = {}, as = admin) =>
    world.request('POST /api-keys', { as, body: { name: 'Sync', ...body } })
  return { world, admin, create }
}

const codes = (responses: readonly TestResponse[]) =>
  responses.map(({ status, body }) => (status < 300 ? status : body.code))

describe('a limit of 5 active keys per user', () => {
  test('rejects the sixth key, and reports the limit and how many are in use', async () => {
    const { create } = await open()
    for (let count = 1; count <= 5; count++) expect((await create()).status).toBe(201)
    const { status, body } = await create()
    expect([status, body.code]).toEqual([409, 'active_key_limit_reached'])
    expect(body).toMatchObject(LIMIT)
  })

  test('holds for 20 concurrent requests: exactly 5 succeed', async () => {
    const { world, admin, create } = await open()
    const responses = await Promise.all(Array.from({ length: 20 }, () => create()))
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(5)
    expect(responses.filter(({ body }) => body.code === 'active_key_limit_reached')).toHaveLength(15)
    const list = await world.request('GET /api-keys', { as: admin })
    expect([list.body.data.length, list.body.limits.active]).toEqual([5, { used: 5, max: 5 }])
  })

  test('counts a key for the user that it acts as, not for its creator', async () => {
    const { create } = await open()
    const made = async (user_id: string) => (await create({ user_id })).status
    for (let count = 1; count <= 5; count++) expect(await made('usr_north_reader')).toBe(201)
    expect([await made('usr_north_reader'), await made('usr_north_admin')]).toEqual([409, 201])
  })

  test('counts paused keys, so they can always resume', async () => {
    const { world, admin, create } = await open()
    const keys = await Promise.all(Array.from({ length: 5 }, async () => (await create({ enabled: false })).body))
    expect((await create()).body).toMatchObject(LIMIT)
    for (const { id } of keys) {
      const response = await world.request(`PATCH /api-keys/${id}`, { as: admin, body: { enabled: true } })
      expect(response.status).toBe(200)
    }
  })

  test.each([
    ['revoked', ['POST /api-keys/{id}/revoke']],
    ['deleted', ['POST /api-keys/{id}/revoke', 'DELETE /api-keys/{id}']],
  ])('allows exactly one more key after a key is %s', async (_, calls) => {
    const { world, admin, create } = await open()
    const [key] = await Promise.all(Array.from({ length: 5 }, async () => (await create()).body))
    for (const call of calls) await world.request(call.replace('{id}', key?.id ?? ''), { as: admin })
    expect([(await create()).status, (await create()).status]).toEqual([201, 409])
  })

  test('does not count a request that failed', async () => {
    const { create } = await open()
    for (let count = 0; count < 10; count++) expect((await create({ user_id: 'usr_nobody' })).status).toBe(422)
    const responses = await Promise.all(Array.from({ length: 5 }, () => create()))
    expect(codes(responses)).toEqual([201, 201, 201, 201, 201])
  })
})

describe('a limit applies to every way into the counted states', () => {
  /** At most two keys are active, and paused keys do not count. Keys also resume by operations: one key, or many. */
  const contract = editedContract(contract => {
    const [limit] = resourceOf(contract, 'ApiKey').limits ?? []
    if (limit) Object.assign(limit, { count: { status: ['active'] }, max: 2 })
    const revoke = contract.operations.filter(({ does }) => does === 'revoke')
    for (const operation of revoke) {
      const resume = { ...structuredClone(operation), does: 'resume' }
      resume.path = operation.path.replace(/revoke$/, 'resume')
      resume.id = operation.id.replace('revoke', 'resume')
      resume.responses[409] = { codes: ['invalid_transition', 'active_key_limit_reached'], headers: [] }
      contract.operations.push(resume)
    }
  })

  async function paused(count: number) {
    const { world, admin, create } = await open(contract)
    const keys: Body[] = []
    for (let index = 0; index < count; index++) keys.push((await create({ enabled: false })).body)
    const resume = (index: number) =>
      world.request(`PATCH /api-keys/${keys[index]?.id}`, { as: admin, body: { enabled: true } })
    return { world, admin, create, keys, resume, ids: keys.map(({ id }) => id) }
  }

  test('resuming by an update of the property', async () => {
    const { resume, create, world, admin, ids } = await paused(3)
    expect(codes([await resume(0), await resume(1), await resume(2)])).toEqual([200, 200, 'active_key_limit_reached'])
    expect((await create()).status).toBe(409)
    expect((await create({ enabled: false })).status).toBe(201)
    await world.request(`PATCH /api-keys/${ids[0]}`, { as: admin, body: { enabled: false } })
    expect((await resume(2)).status).toBe(200)
  })

  test('resuming by concurrent requests', async () => {
    const { resume } = await paused(5)
    const responses = await Promise.all([0, 1, 2, 3, 4].map(resume))
    expect(codes(responses).filter(code => code === 200)).toHaveLength(2)
  })

  test('resuming by an operation on one record, or on several, which is all or nothing', async () => {
    const { world, admin, ids } = await paused(3)
    const before = world.records()
    const all = await world.request('POST /api-keys/resume', { as: admin, body: { ids } })
    expect(all.body).toMatchObject({ code: 'active_key_limit_reached', limit: 2, used: 0 })
    expect(world.records()).toBe(before)
    const two = await world.request('POST /api-keys/resume', { as: admin, body: { ids: ids.slice(0, 2) } })
    expect(two.body.data.map(({ status }) => status)).toEqual(['active', 'active'])
    expect((await world.request(`POST /api-keys/${ids[2]}/resume`, { as: admin })).status).toBe(409)
  })
})

describe('a limit per account', () => {
  test('counts the keys of all users of the account, and no key of another account', async () => {
    const { world, create } = await open(contracts.warehouse)
    const reader = await world.signIn('reader@north.example')
    for (let count = 0; count < 5; count++) expect((await create({}, count % 2 ? reader : undefined)).status).toBe(201)
    const refused = await create({}, reader)
    expect(refused.body).toMatchObject({ code: 'active_key_limit_reached', limit: 5, used: 5, scope: 'account' })
    expect((await create({}, await world.signIn('admin@south.example'))).status).toBe(201)
  })

  test('of null only counts', async () => {
    const { world, admin, create } = await open(contracts['account-keys'])
    await Promise.all(Array.from({ length: 12 }, () => create()))
    const list = await world.request('GET /api-keys', { as: admin })
    expect(list.body.limits.active).toEqual({ used: 12, max: null })
  })
})

test('a limit of one: the second key can be created after the first is revoked', async () => {
  const { world, admin } = await open(contracts['secret-keys'])
  const create = () => world.request('POST /api-keys', { as: admin, body: { title: 'Sync' } })
  const first = await create()
  expect((await create()).body).toMatchObject({ limit: 1, used: 1, scope: 'user' })
  await world.request(`POST /api-keys/${first.body.id}/revoke`, { as: admin })
  expect((await create()).status).toBe(201)
})
