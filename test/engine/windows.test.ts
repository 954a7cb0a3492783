import { describe, expect, test } from 'vitest'
import { changed, operationOf, World } from './helpers.ts'

async function open() {
  const world = new World()
  const admin = await world.signIn()
  const ask = (call: string, as = admin) => world.ask(call, { as })
  const clear = async (as?: string) => (await ask('DELETE /products', as)).body
  return { world, admin, ask, clear }
}

describe('the clear-operations window', () => {
  test('is closed at first, and clearing is refused', async () => {
    const { world, ask, clear } = await open()
    expect((await ask('GET /clear-operations')).body).toEqual({ open: false, expires_at: null })
    const before = world.records()
    expect((await ask('DELETE /categories')).body.code).toBe('clear_operations_closed')
    expect((await clear()).code).toBe('clear_operations_closed')
    expect(world.records()).toBe(before)
  })

  test('is open for sixty minutes, and at its end exactly closed', async () => {
    const { world, ask, clear } = await open()
    const window = { open: true, expires_at: '2026-01-01T01:00:00.000Z' }
    expect((await ask('POST /clear-operations/open')).body).toEqual(window)
    world.clock.set('2026-01-01T00:59:59.999Z')
    expect((await ask('GET /clear-operations')).body).toEqual(window)
    expect((await clear()).deleted).toBe(16)
    world.clock.set('2026-01-01T01:00:00.000Z')
    expect((await ask('GET /clear-operations')).body).toEqual({ open: false, expires_at: null })
    expect((await clear()).code).toBe('clear_operations_closed')
  })

  test('starts its sixty minutes anew when opened again', async () => {
    const { world, ask, clear } = await open()
    await ask('POST /clear-operations/open')
    world.clock.advance('PT45M')
    expect((await ask('POST /clear-operations/open')).body.expires_at).toBe('2026-01-01T01:45:00.000Z')
    world.clock.set('2026-01-01T01:44:59Z')
    expect((await clear()).deleted).toBe(16)
  })

  test('closes by hand, whether it was open or not', async () => {
    const { ask, clear } = await open()
    await ask('POST /clear-operations/open')
    for (let time = 0; time < 2; time++)
      expect((await ask('POST /clear-operations/close')).body).toEqual({ open: false, expires_at: null })
    expect((await clear()).code).toBe('clear_operations_closed')
  })

  test('belongs to the account: all of its users find it open, another account does not', async () => {
    const { world, ask, clear } = await open()
    const [manager, south] = [await world.signIn('manager@north.example'), await world.signIn('admin@south.example')]
    await ask('POST /clear-operations/open')
    expect((await ask('GET /clear-operations', south)).body.open).toBe(false)
    expect((await clear(south)).code).toBe('clear_operations_closed')
    expect((await clear(manager)).deleted).toBe(16)
  })

  test('is opened only with the permission, and clearing needs its own', async () => {
    const { world, ask } = await open()
    const [manager, reader] = [await world.signIn('manager@north.example'), await world.signIn('reader@north.example')]
    expect((await ask('POST /clear-operations/open', manager)).body.required).toEqual(['clear_operations:write'])
    await ask('POST /clear-operations/open')
    expect((await ask('DELETE /products', reader)).body.code).toBe('permission_denied')
  })

  test('lets products and their stock go for good, and categories without the products', async () => {
    const { ask, clear } = await open()
    await ask('POST /clear-operations/open')
    expect((await ask('DELETE /categories')).body).toEqual({ deleted: 5 })
    const { data } = (await ask('GET /products?limit=100')).body
    expect([data.length, data.every(({ category_id }) => category_id === null)]).toEqual([16, true])
    expect(await clear()).toEqual({ deleted: 16 })
    expect((await ask('GET /inventory')).body.data).toEqual([])
    expect(await clear()).toEqual({ deleted: 0 })
  })
})

test('any operation can ask for the window: after the state, before the limit', async () => {
  const contract = changed(contract => {
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
  const send = ([call, body]: (typeof calls)[number]) => world.ask(call, { as: admin, ...(body ? { body } : {}) })
  const before = world.records()
  for (const call of calls) expect((await send(call)).body.code).toBe('clear_operations_closed')
  expect((await world.ask('PATCH /orders/ord_north_1001', { as: admin, body: { status: 'cancelled' } })).status).toBe(
    409,
  )
  expect(world.records()).toBe(before)
  await world.ask('POST /clear-operations/open', { as: admin })
  for (const call of calls) expect((await send(call)).status).toBeLessThan(300)
})
