import { describe, expect, test } from 'vitest'
import { World } from './world.ts'

async function open() {
  const world = new World()
  const admin = await world.signIn()
  const patch = (path: string, items: unknown) => world.request(`PATCH /${path}`, { as: admin, body: { items } })
  return { world, admin, patch }
}

describe('a bulk update', () => {
  test('changes all listed records, and returns them in the order of the request', async () => {
    const { world, admin, patch } = await open()
    world.clock.advance('PT1M')
    const { status, body } = await patch('products', [
      { id: 'prod_north_sencha', name: 'B' },
      { id: 'prod_north_chai', status: 'active', category_id: null },
    ])
    expect(status).toBe(200)
    expect(body.data).toMatchObject([
      { id: 'prod_north_sencha', name: 'B', updated_at: '2026-01-01T00:01:00.000Z' },
      { id: 'prod_north_chai', name: 'Masala Chai 250 g', status: 'active', category_id: null },
    ])
    expect((await world.request('GET /products/prod_north_sencha', { as: admin })).body.name).toBe('B')
  })

  const valid = { id: 'prod_north_chai', name: 'x' }

  test.each([
    ['an unknown id', [valid, { id: 'nothing', name: 'x' }], 404],
    ['an id of another account', [valid, { id: 'prod_south_hammer', name: 'x' }], 404],
    ['a name that is too short', [valid, { id: 'prod_north_sencha', name: '' }], 422],
    ['a value that is already taken', [valid, { id: 'prod_north_sencha', sku: 'COF-ESP-1000' }], 422],
    ['the same record twice', [valid, { id: 'prod_north_chai', name: 'y' }], 422],
    ['an item without a change', [valid, { id: 'prod_north_sencha' }], 422],
    ['an item without an id', [valid, { name: 'x' }], 422],
    ['null', [valid, null], 422],
    ['nothing', [], 422],
    ['an object instead of a list', valid, 422],
  ])('changes no record if it lists %s', async (_, items, status) => {
    const { world, patch } = await open()
    const before = world.records()
    expect((await patch('products', items)).status).toBe(status)
    expect(world.records()).toBe(before)
  })

  test('changes no record if one record is in the wrong state', async () => {
    const { world, patch } = await open()
    const before = world.records()
    const response = await patch('orders', [
      { id: 'ord_north_1020', status: 'fulfilled' },
      { id: 'ord_north_1001', status: 'cancelled' },
    ])
    expect([response.status, response.body.code]).toEqual([409, 'invalid_transition'])
    expect(world.records()).toBe(before)
    const { body } = await patch('orders', [
      { id: 'ord_north_1020', status: 'fulfilled' },
      { id: 'ord_north_1001', status: 'fulfilled', note: 'Again' },
    ])
    expect(body.data.map(({ status, note }) => [status, note])).toEqual([
      ['fulfilled', 'Waiting for the olive oil.'],
      ['fulfilled', 'Again'],
    ])
  })

  test('reports the errors of all items in one response', async () => {
    const { patch } = await open()
    const { body } = await patch('products', [
      { id: 'prod_north_sencha', sku: 'NEW' },
      { id: 'prod_north_chai', sku: 'NEW' },
      { id: 'prod_north_honey', category_id: 'cat_nothing', sku: 'COF-ESP-1000' },
      { id: 'prod_north_honey', name: 'x' },
    ])
    expect(body.errors.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([
      '/items/3/id must not be listed twice',
      '/items/1/sku is already set for another item of this request',
      '/items/2/sku is already taken',
      '/items/2/category_id must refer to an existing category',
    ])
  })

  test('can set a unique value to the value that the record already has', async () => {
    const { patch } = await open()
    expect((await patch('products', [{ id: 'prod_north_chai', sku: 'TEA-CHA-0250', name: 'x' }])).status).toBe(200)
  })

  test('accepts at most 100 items', async () => {
    const { world, admin, patch } = await open()
    const price = { amount: 1, currency: 'EUR' }
    const items: { id: string; name: string }[] = []
    for (let index = 0; index < 101; index++) {
      const { body } = await world.request('POST /products', {
        as: admin,
        body: { sku: `N${index}`, name: 'x', price },
      })
      items.push({ id: body.id, name: 'y' })
    }
    const refused = await patch('products', items)
    expect(refused.body.errors).toEqual([
      { in: 'body', pointer: '/items', message: 'must NOT have more than 100 items' },
    ])
    expect((await patch('products', items.slice(1))).body.data).toHaveLength(100)
  })

  test('sets quantities, and the last of several concurrent requests wins', async () => {
    const { world, admin, patch } = await open()
    const set = (quantity: unknown) => patch('inventory', [{ id: 'inv_north_decaf_7', quantity }])
    const responses = await Promise.all([1, 2, 3].map(set))
    expect(responses.map(({ body }) => body.data[0]?.quantity)).toEqual([1, 2, 3])
    const { body } = await world.request('GET /inventory?product_id=prod_north_decaf', { as: admin })
    expect(body.data.find(({ id }) => id === 'inv_north_decaf_7')?.quantity).toBe(3)
    for (const quantity of [-1, 1.5, '5', null]) expect((await set(quantity)).status).toBe(422)
  })
})

describe('deleting a record that others refer to', () => {
  test('deletes the inventory of a product', async () => {
    const { world, admin } = await open()
    expect((await world.request('DELETE /products/prod_north_chai', { as: admin })).status).toBe(204)
    expect((await world.request('GET /inventory?product_id=prod_north_chai', { as: admin })).body.data).toEqual([])
    expect((await world.request('GET /inventory?limit=100', { as: admin })).body.data).toHaveLength(30)
  })

  test('sets the category of its products to null', async () => {
    const { world, admin } = await open()
    await world.request('DELETE /categories/cat_north_tea', { as: admin })
    expect((await world.request('GET /products/prod_north_chai', { as: admin })).body.category_id).toBeNull()
    expect((await world.request('GET /products?category_id=cat_north_tea', { as: admin })).body.data).toEqual([])
  })

  test('frees its unique values', async () => {
    const { world, admin } = await open()
    await world.request('DELETE /products/prod_north_chai', { as: admin })
    const body = { sku: 'TEA-CHA-0250', name: 'x', price: { amount: 1, currency: 'EUR' } }
    expect((await world.request('POST /products', { as: admin, body })).status).toBe(201)
  })
})
