import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import { editedContract, operationOf } from './edited-contract.ts'
import { World } from './world.ts'

async function open() {
  const world = new World()
  const [north, south] = [await world.signIn(), await world.signIn('admin@south.example')]
  const key = await world.createKey(south)
  return { world, north, south, key }
}

describe('a record of another account is not found: 404, never 403', () => {
  test.each([
    ['GET', '/api-keys/{key}', undefined],
    ['PATCH', '/api-keys/{key}', { name: 'Mine' }],
    ['DELETE', '/api-keys/{key}', undefined],
    ['POST', '/api-keys/{key}/revoke', undefined],
    ['POST', '/api-keys/{key}/rotate', {}],
    ['POST', '/api-keys/revoke', { ids: ['{key}'] }],
    ['GET', '/users/usr_south_admin', undefined],
    ['PATCH', '/users/usr_south_admin', { enabled: false }],
    ['GET', '/groups/grp_south_admins', undefined],
    ['PATCH', '/groups/grp_south_admins', { permissions: [] }],
    ['GET', '/products/prod_south_hammer', undefined],
    ['PATCH', '/products/prod_south_hammer', { name: 'Mine' }],
    ['DELETE', '/products/prod_south_hammer', undefined],
    ['PATCH', '/products', { items: [{ id: 'prod_south_hammer', name: 'Mine' }] }],
    ['GET', '/categories/cat_south_fasteners', undefined],
    ['DELETE', '/categories/cat_south_fasteners', undefined],
    ['GET', '/orders/ord_south_1005', undefined],
    ['PATCH', '/orders', { items: [{ id: 'ord_south_1005', status: 'cancelled' }] }],
    ['PATCH', '/inventory', { items: [{ id: 'inv_south_hammer_9', quantity: 0 }] }],
    ['GET', '/inbound/inb_south_901', undefined],
  ])('%s %s', async (method, path, body) => {
    const { world, north, key } = await open()
    const before = world.records()
    const sent = JSON.parse(JSON.stringify({ body }).replaceAll('{key}', key.id)) as { body?: unknown }
    const foreign = await world.request(`${method} ${path.replace('{key}', key.id)}`, { as: north, ...sent })
    expect([foreign.status, foreign.body.code]).toEqual([404, 'not_found'])
    expect(world.records()).toBe(before)
    const unknown = await world.request(`${method} ${path.replace(/\{key\}|\w+_south_\w+/, 'nothing')}`, {
      as: north,
      body: JSON.parse(JSON.stringify(sent).replace(/key_\w+|\w+_south_\w+/, 'nothing')).body,
    })
    expect(unknown.body.detail).toBe(foreign.body.detail)
  })

  test('with an API key too, whose account is the account of its user', async () => {
    const { world, key } = await open()
    expect((await world.request('GET /orders/ord_north_1020', { as: key.secret })).status).toBe(404)
    expect((await world.request('GET /orders/ord_south_1005', { as: key.secret })).status).toBe(200)
  })
})

test('lists, counts and searches cover one account only', async () => {
  const { world, north } = await open()
  for (const list of ['api-keys', 'users', 'groups', 'products', 'categories', 'orders', 'inventory', 'inbound']) {
    const { text } = await world.request(`GET /${list}?limit=100`, { as: north })
    expect(text).not.toMatch(/south/i)
  }
  expect((await world.request('GET /api-keys', { as: north })).body.limits.active.used).toBe(0)
  expect((await world.request('GET /warehouses', { as: north })).body.data.map(({ id }) => id)).toEqual([7, 8])
  expect((await world.request('GET /products?q=hammer', { as: north })).body.data).toEqual([])
  expect((await world.request('GET /products?category_id=cat_south_fasteners', { as: north })).body.data).toEqual([])
})

test('a reference to a record of another account is rejected like one to an unknown record', async () => {
  const { world, north } = await open()
  const refused = async (call: string, body: object) => {
    const { status, body: problem } = await world.request(call, { as: north, body })
    return [status, ...problem.errors.map(({ pointer, message }) => `${pointer} ${message}`)]
  }
  const message = (noun: string) => `must refer to an existing ${noun}`
  for (const user_id of ['usr_south_admin', 'usr_nobody'])
    expect(await refused('POST /api-keys', { name: 'x', user_id })).toEqual([422, `/user_id ${message('user')}`])
  expect(await refused('PATCH /users/usr_north_reader', { group_id: 'grp_south_admins' })).toEqual([
    422,
    `/group_id ${message('group')}`,
  ])
  expect(await refused('PATCH /products/prod_north_espresso', { category_id: 'cat_south_fasteners' })).toEqual([
    422,
    `/category_id ${message('category')}`,
  ])
})

test('a value that is unique in an account can occur in another account; one that is unique everywhere cannot', async () => {
  const { world, north } = await open()
  const price = { amount: 1, currency: 'EUR' }
  const product = (sku: string) => world.request('POST /products', { as: north, body: { sku, name: 'x', price } })
  expect((await product('HAM-CLW-0450')).status).toBe(201)
  expect((await product('HAM-CLW-0450')).body.errors).toEqual([
    { in: 'body', pointer: '/sku', message: 'is already taken' },
  ])
  const user = await world.request('POST /users', { as: north, body: { email: 'admin@south.example', name: 'x' } })
  expect(user.body.errors[0]?.pointer).toBe('/email')
})

test('clearing deletes the records of one account only', async () => {
  const { world, north, south } = await open()
  await world.request('POST /clear-operations/open', { as: north })
  expect((await world.request('DELETE /products', { as: north })).body.deleted).toBe(16)
  expect((await world.request('GET /products', { as: south })).body.data).toHaveLength(5)
})

describe('if records are visible to their owner only', () => {
  async function owners() {
    const world = new World({ contract: contracts['secret-keys'] })
    const [admin, reader] = [await world.signIn(), await world.signIn('reader@north.example')]
    const create = async (as: string) => (await world.request('POST /api-keys', { as, body: { title: 'Sync' } })).body
    return { world, admin, reader, mine: await create(reader), others: await create(admin) }
  }

  test('another user of the account cannot find them, not even an admin', async () => {
    const { world, admin, mine } = await owners()
    for (const call of ['GET', 'PATCH', 'DELETE'].map(method => `${method} /api-keys/${mine.id}`)) {
      const body = call.startsWith('PATCH') ? { body: { title: 'x' } } : {}
      expect((await world.request(call, { as: admin, ...body })).status).toBe(404)
    }
  })

  test('each user lists, filters and counts their own records', async () => {
    const { world, admin, reader, mine, others } = await owners()
    const list = async (as: string) => (await world.request('GET /api-keys?q=sync', { as })).body
    expect((await list(reader)).data.map(({ id }) => id)).toEqual([mine.id])
    expect((await list(admin)).data.map(({ id }) => id)).toEqual([others.id])
    expect((await list(admin)).limits.active).toEqual({ used: 1, max: 1 })
  })
})

describe('the warehouse header', () => {
  test('selects the warehouse of reads and of creations', async () => {
    const { world, north } = await open()
    const at = (id: string) => ({ as: north, headers: { 'x-warehouse-id': id } })
    const { body } = await world.request('GET /inbound', at('7'))
    expect(new Set(body.data.map(({ warehouse_id }) => warehouse_id))).toEqual(new Set([7]))
    expect((await world.request('GET /inbound', { as: north })).body.data.length).toBeGreaterThan(body.data.length)
    expect((await world.request('GET /inbound/inb_north_502', at('8'))).status).toBe(200)
    expect((await world.request('GET /inbound/inb_north_502', at('7'))).status).toBe(404)
    const shipment = {
      reference: 'PO-1',
      supplier: 'Vogel',
      expected_at: '2026-02-01T02:00:00+02:00',
      lines: [{ sku: 'COF-ESP-1000', quantity: 1 }],
    }
    const created = await world.request('POST /inbound', { ...at('8'), body: shipment })
    expect(created.body).toMatchObject({
      warehouse_id: 8,
      status: 'announced',
      expected_at: '2026-02-01T00:00:00.000Z',
    })
  })

  test.each([
    ['9', 403, 'warehouse_forbidden'],
    ['1000', 403, 'warehouse_forbidden'],
    ['999999999999999', 403, 'warehouse_forbidden'],
    ['seven', 400, 'missing_warehouse'],
    ['7.5', 400, 'missing_warehouse'],
    ['-7', 400, 'missing_warehouse'],
    ['7, 8', 400, 'missing_warehouse'],
    ['__proto__', 400, 'missing_warehouse'],
    ['9'.repeat(400), 400, 'missing_warehouse'],
  ])('%.20s is rejected with %s %s', async (id, status, code) => {
    const { world, north } = await open()
    const response = await world.request('GET /inbound', { as: north, headers: { 'x-warehouse-id': id } })
    expect([response.status, response.body.code]).toEqual([status, code])
  })

  test('selects the warehouse of clear operations', async () => {
    const contract = editedContract(contract => {
      const clear = structuredClone(operationOf(contract, 'clearProducts'))
      const { security } = operationOf(contract, 'createInbound')
      const [malformed, forbidden] = [operationOf(contract, 'listInbound').responses[400], clear.responses[403]]
      if (malformed) clear.responses[400] = malformed
      forbidden?.codes?.push('warehouse_forbidden')
      contract.operations.push({
        ...clear,
        id: 'clearInbound',
        path: '/inbound',
        resource: 'InboundShipment',
        security,
      })
    })
    const world = new World({ contract })
    const as = await world.signIn()
    await world.request('POST /clear-operations/open', { as })
    const cleared = await world.request('DELETE /inbound', { as, headers: { 'x-warehouse-id': '7' } })
    const { data } = (await world.request('GET /inbound', { as })).body
    expect([cleared.body.deleted, data.map(({ warehouse_id }) => warehouse_id)]).toEqual([3, [8, 8, 8]])
  })

  test('is required if every alternative of `security` includes it', async () => {
    const world = new World({ contract: contracts.warehouse })
    const response = await world.request('GET /inbound', { as: await world.signIn() })
    expect([response.status, response.body.code]).toEqual([400, 'missing_warehouse'])
  })
})
