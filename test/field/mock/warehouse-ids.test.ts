/** "Which warehouse ids do I have? Each call wants one." */
import { expect, test } from 'vitest'
import { createMock } from '../../../mock/index.ts'
import { Latchkey } from '../../../src/index.ts'
import { ask } from '../../mock/client.ts'

const open = () => {
  const mock = createMock({ system: 'warehouse' })
  const [key] = mock.seed({ ApiKey: [{}] }).ApiKey
  return { mock, key: String(key?.secret) }
}

test('a key lists the warehouses without a header, and can then work in each of them', async () => {
  const { mock, key } = open()
  const shop = { system: 'warehouse', baseUrl: 'https://shop.test/api/v1', apiKey: key, fetch: mock.fetch } as const
  const warehouses = (await new Latchkey(shop).warehouses.list()).data
  expect(warehouses.map(({ id }) => id)).toEqual([7, 8])
  for (const { id } of warehouses) {
    const { data } = await new Latchkey({ ...shop, warehouseId: id }).inbound.list()
    expect(data.map(({ warehouse_id }) => warehouse_id)).toContain(id)
  }
})

test('a session lists them too, and every other data request still needs the header', async () => {
  const { mock, key } = open()
  expect((await ask(mock, 'GET /warehouses', { headers: mock.signIn('admin').headers })).status).toBe(200)
  const headers = { Authorization: `ApiKey ${key}` }
  for (const call of ['GET /inbound', 'GET /inbound/inb_north_501', 'POST /inbound'])
    expect((await ask(mock, call, { headers, ...(call.startsWith('POST') && { body: {} }) })).body.code).toBe(
      'missing_warehouse',
    )
})
