/** What a mock keeps has a bound or an end. */
import { createMock } from 'latchkey/mock'
import { describe, expect, test } from 'vitest'
import { openMock } from '../../../mock/api/open.ts'
import type { EngineChange } from '../../../mock/engine/engine.ts'
import { contracts } from '../../../mock/generated/index.ts'
import { Instance } from '../../../mock/server/instance.ts'
import { memoryOf } from '../../engine/memory.ts'
import { World } from '../../engine/world.ts'
import { open } from '../../server/serving.ts'

/** How many values are reachable from the state, without those of its contract. */
const sizeOf = ({ engine: { context } }: World) =>
  memoryOf({ store: context.store, idempotency: context.idempotency }, [context.contract]).size

/** Repeats an action, and returns how many values more the state holds than after the first times. */
async function growthOf(world: World, action: (time: number) => Promise<unknown>): Promise<number> {
  for (let time = 0; time < 10; time++) await action(time)
  const before = sizeOf(world)
  for (let time = 10; time < 40; time++) await action(time)
  return sizeOf(world) - before
}

describe('the state does not grow by', () => {
  test.each(Object.values(contracts))('$system: sessions that have expired', async contract => {
    const world = new World({ contract })
    const growth = await growthOf(world, async () => {
      await world.signIn()
      world.clock.advance('PT13H')
    })
    expect(growth).toBe(0)
    await world.signIn()
    expect([...world.engine.context.store.collection('Session').entries()]).toHaveLength(1)
  })

  test('sessions that were signed out', async () => {
    const world = new World()
    const growth = await growthOf(world, async () => {
      await world.request('DELETE /sessions/current', { as: await world.signIn() })
    })
    expect(growth).toBe(0)
  })

  test('keys that were rotated, revoked and deleted', async () => {
    const world = new World()
    const as = await world.signIn()
    const growth = await growthOf(world, async () => {
      const key = await world.createKey(as, { expires_at: '2026-06-01T00:00:00Z' })
      const rotated = await world.request(`POST /api-keys/${key.id}/rotate`, { as, body: { grace_seconds: 3600 } })
      for (const { id } of [key, rotated.body]) {
        await world.request(`POST /api-keys/${id}/revoke`, { as })
        expect((await world.request(`DELETE /api-keys/${id}`, { as })).status).toBe(204)
      }
    })
    expect(growth).toBe(0)
  })

  test('records that others referred to', async () => {
    const world = new World()
    const as = await world.signIn()
    const growth = await growthOf(world, async time => {
      const category = await world.request('POST /categories', { as, body: { name: `Category ${time}` } })
      const price = { amount: 1, currency: 'EUR' }
      const body = { sku: `SKU-${time}`, name: 'x', price, category_id: category.body.id }
      const product = await world.request('POST /products', { as, body })
      expect(product.status).toBe(201)
      await world.request(`DELETE /products/${product.body.id}`, { as })
      await world.request(`DELETE /categories/${category.body.id}`, { as })
    })
    expect(growth).toBe(0)
  })
})

describe('answers for idempotency keys', () => {
  const category = (world: World, as: string, key: string, name: string) =>
    world.request('POST /categories', { as, headers: { 'idempotency-key': key }, body: { name } })

  test('are kept for the last 1000 requests, also while the clock is frozen', async () => {
    const world = new World()
    const as = await world.signIn()
    for (let count = 0; count <= 1000; count++) await category(world, as, `key ${count}`, `Category ${count}`)
    expect((await category(world, as, 'key 1', 'Category 1')).headers.get('idempotency-replayed')).toBe('true')
    expect((await category(world, as, 'key 0', 'Category 0')).headers.get('idempotency-replayed')).toBeNull()
  })

  test('count as records of a sandbox until they are forgotten', async () => {
    const changes: EngineChange['does'][] = []
    const { mock } = openMock({
      contract: contracts.standard,
      seed: 1,
      now: '2026-01-01T00:00:00Z',
      isChecked: true,
      onChange: ({ does }) => changes.push(does),
    })
    const { headers } = mock.signIn('admin')
    await mock.fetch('/api/v1/categories', {
      method: 'POST',
      headers: { ...headers, 'Idempotency-Key': 'one', 'Content-Type': 'application/json' },
      body: '{"name":"x"}',
    })
    mock.clock.advance('PT10M')
    await mock.fetch('/api/v1/me')
    expect(changes).toEqual(['insert', 'insert', 'keep', 'forget'])

    const server = await open({ maxRecords: 4 })
    const { body: sandbox } = await server.ask('POST /sandboxes')
    const at = sandbox.url.replace(server.origin, '')
    const session = await server.ask(`POST ${at}/__mock/sign-in`, { body: { as: 'admin' } })
    const create = (name: string) =>
      server.ask(`POST ${at}/api/v1/categories`, {
        headers: { ...session.body.headers, 'Idempotency-Key': name },
        body: { name },
      })
    const statuses = [(await create('one')).status, (await create('two')).status, (await create('three')).status]
    expect(statuses).toEqual([201, 201, 503])
    expect((await server.ask(`GET /sandboxes/${sandbox.id}`)).body.records).toBe(5)
  })
})

describe('faults', () => {
  test('that are used up are removed', async () => {
    const { mock, engine } = openMock({ contract: contracts.standard, seed: 1, isChecked: true })
    for (let count = 0; count < 6000; count++) {
      mock.fail('getMe', { status: 503, times: 1 })
      expect((await mock.fetch('/api/v1/me')).status).toBe(503)
    }
    expect((await mock.fetch('/api/v1/me')).status).toBe(401)
    expect(engine.interceptor).toBeUndefined()
  })

  test('that are not due yet can be many', async () => {
    const mock = createMock()
    for (let count = 0; count < 2000; count++) mock.fail('getMe', { status: 503, nth: 2 })
    expect((await mock.fetch('/api/v1/me')).status).toBe(401)
    expect((await mock.fetch('/api/v1/me')).status).toBe(503)
  })

  test('of a server are at most 1000 at a time, and those that are used up do not count', async () => {
    const server = await open()
    const fail = (times?: number) =>
      server.ask('POST /__mock/fail', { body: { operation: 'getMe', status: 503, ...(times && { times }) } })
    for (let count = 0; count < 20; count++) {
      await fail(1)
      expect((await server.ask('GET /api/v1/me')).status).toBe(503)
    }
    for (let count = 0; count < 1000; count++) expect((await fail()).status).toBe(204)
    const { status, body } = await fail()
    expect([status, body.detail]).toEqual([422, expect.stringContaining('There are 1000 of them already')])
    expect((await server.ask('DELETE /__mock/fail')).status).toBe(204)
    expect((await fail(1)).status).toBe(204)
    expect((await server.ask('GET /api/v1/me')).status).toBe(503)
    expect((await server.ask('GET /api/v1/me')).status).toBe(401)
  })

  test('and overrides of a server are removed when they are used up', async () => {
    const { mock, engine } = openMock({ contract: contracts.standard, seed: 1, isChecked: true })
    const instance = new Instance({ mock, document: async () => undefined })
    for (let count = 0; count < 1010; count++) {
      instance.override('getMe', { status: 401, body: { code: 'invalid_session' }, times: 2 })
      for (const _ of [1, 2])
        expect(await (await mock.fetch('/api/v1/me')).json()).toMatchObject({ code: 'invalid_session' })
    }
    expect(engine.interceptor).toBeUndefined()
  })
})

test('the log of requests keeps at most 16 MiB of bodies', async () => {
  const mock = createMock()
  const body = JSON.stringify({ email: 'a@b.example', password: 'x', more: 'y'.repeat(1024 * 1024 - 100) })
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }
  for (let count = 0; count < 20; count++) await mock.fetch('/api/v1/sessions', init)
  const bodies = mock.requests.map(request => String(request.body))
  expect(bodies).toHaveLength(20)
  expect(bodies.filter(body => body === '…').length).toBeGreaterThan(3)
  expect(bodies.at(-1)).toContain('"email":"a@b.example"')
})

test('the pages of at most 100 origins are logged as blocked', async () => {
  const server = await open()
  for (let count = 0; count < 150; count++)
    await server.ask('GET /api/v1/me', {
      headers: { Origin: `http://${count}.example`, 'Sec-Fetch-Site': 'cross-site' },
    })
  await server.close()
  expect(server.printed.out.match(/Pages of/g)).toHaveLength(100)
})
