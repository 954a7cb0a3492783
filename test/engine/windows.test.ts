import { describe, expect, test } from 'vitest'
import { editedContract, operationOf } from './edited-contract.ts'
import { World } from './world.ts'

async function open() {
  const world = new World()
  const admin = await world.signIn()
  const send = (call: string, as = admin) => world.request(call, { as })
  const clear = async (as?: string) => (await send('DELETE /products', as)).body
  return { world, admin, send, clear }
}

describe('the clear-operations window', () => {
  test('is closed at first, and clearing is rejected', async () => {
    const { world, send, clear } = await open()
    expect((await send('GET /clear-operations')).body).toEqual({ open: false, expires_at: null })
    const before = world.records()
    expect((await send('DELETE /categories')).body.code).toBe('clear_operations_closed')
    expect((await clear()).code).toBe('clear_operations_closed')
    expect(world.records()).toBe(before)
  })

  test('is open for exactly 60 minutes', async () => {
    const { world, send, clear } = await open()
    const window = { open: true, expires_at: '2026-01-01T01:00:00.000Z' }
    expect((await send('POST /clear-operations/open')).body).toEqual(window)
    world.clock.set('2026-01-01T00:59:59.999Z')
    expect((await send('GET /clear-operations')).body).toEqual(window)
    expect((await clear()).deleted).toBe(16)
    world.clock.set('2026-01-01T01:00:00.000Z')
    expect((await send('GET /clear-operations')).body).toEqual({ open: false, expires_at: null })
    expect((await clear()).code).toBe('clear_operations_closed')
  })

  test('restarts its 60 minutes when it is opened again', async () => {
    const { world, send, clear } = await open()
    await send('POST /clear-operations/open')
    world.clock.advance('PT45M')
    expect((await send('POST /clear-operations/open')).body.expires_at).toBe('2026-01-01T01:45:00.000Z')
    world.clock.set('2026-01-01T01:44:59Z')
    expect((await clear()).deleted).toBe(16)
  })

  test('can be closed early, and closing a closed window succeeds', async () => {
    const { send, clear } = await open()
    await send('POST /clear-operations/open')
    for (let time = 0; time < 2; time++)
      expect((await send('POST /clear-operations/close')).body).toEqual({ open: false, expires_at: null })
    expect((await clear()).code).toBe('clear_operations_closed')
  })

  test('belongs to the account: it is open for all users of the account, and closed for another account', async () => {
    const { world, send, clear } = await open()
    const [manager, south] = [await world.signIn('manager@north.example'), await world.signIn('admin@south.example')]
    await send('POST /clear-operations/open')
    expect((await send('GET /clear-operations', south)).body.open).toBe(false)
    expect((await clear(south)).code).toBe('clear_operations_closed')
    expect((await clear(manager)).deleted).toBe(16)
  })

  test('requires a permission to open, and clearing requires another', async () => {
    const { world, send } = await open()
    const [manager, reader] = [await world.signIn('manager@north.example'), await world.signIn('reader@north.example')]
    expect((await send('POST /clear-operations/open', manager)).body.required).toEqual(['clear_operations:write'])
    await send('POST /clear-operations/open')
    expect((await send('DELETE /products', reader)).body.code).toBe('permission_denied')
  })

  test('allows clearing products with their inventory, and categories without their products', async () => {
    const { send, clear } = await open()
    await send('POST /clear-operations/open')
    expect((await send('DELETE /categories')).body).toEqual({ deleted: 5 })
    const { data } = (await send('GET /products?limit=100')).body
    expect([data.length, data.every(({ category_id }) => category_id === null)]).toEqual([16, true])
    expect(await clear()).toEqual({ deleted: 16 })
    expect((await send('GET /inventory')).body.data).toEqual([])
    expect(await clear()).toEqual({ deleted: 0 })
  })
})

test('any operation can require the window, which is checked after the state', async () => {
  const contract = editedContract(contract => {
    for (const id of [
      'createProduct',
      'updateProduct',
      'deleteProduct',
      'getProduct',
      'listProducts',
      'updateProducts',
      'updateOrder',
      'revokeApiKey',
    ]) {
      const operation = operationOf(contract, id)
      operation.window = 'ClearOperations'
      const forbidden = operation.responses[403]
      if (forbidden) forbidden.codes = ['permission_denied', 'clear_operations_closed']
    }
  })
  const world = new World({ contract })
  const admin = await world.signIn()
  const key = await world.createKey(admin)
  const body = { sku: 'A', name: 'x', price: { amount: 1, currency: 'EUR' } }
  const calls = [
    ['POST /products', body],
    ['PATCH /products/prod_north_espresso', { name: 'x' }],
    ['PATCH /products', { items: [{ id: 'prod_north_espresso', name: 'x' }] }],
    ['GET /products/prod_north_espresso', undefined],
    ['GET /products', undefined],
    ['DELETE /products/prod_north_espresso', undefined],
    ['PATCH /orders/ord_north_1020', { status: 'cancelled' }],
    [`POST /api-keys/${key.id}/revoke`, undefined],
  ] as const
  const send = ([call, body]: (typeof calls)[number]) => world.request(call, { as: admin, ...(body ? { body } : {}) })
  const before = world.records()
  for (const call of calls) expect((await send(call)).body.code).toBe('clear_operations_closed')
  expect(
    (await world.request('PATCH /orders/ord_north_1001', { as: admin, body: { status: 'cancelled' } })).status,
  ).toBe(409)
  expect(world.records()).toBe(before)
  await world.request('POST /clear-operations/open', { as: admin })
  for (const call of calls) expect((await send(call)).status).toBeLessThan(300)
})
