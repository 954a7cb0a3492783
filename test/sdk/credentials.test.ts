import { expect, it } from 'vitest'
import { Latchkey, type LatchkeyOptions, type SystemId } from '../../src/index.ts'
import { type Recorded, serve } from './server.ts'

const KEY = 'lk_live_0123456789'
const SESSION = 'ses_0123456789'

/** The URL and headers of the request of `me.get()`. */
async function sent<System extends SystemId>(
  options: (baseUrl: string) => LatchkeyOptions<System>,
): Promise<Recorded | undefined> {
  await using server = await serve()
  await new Latchkey<SystemId>(options(server.baseUrl)).me.get()
  return server.requests[0]
}

it.each(['standard', 'account-keys', 'user-keys'] as const)('%s: sends a key as a bearer token', async system => {
  const request = await sent(baseUrl => ({ system, baseUrl, apiKey: KEY }))
  expect(request).toMatchObject({ url: '/api/v1/me', headers: { authorization: `Bearer ${KEY}` } })
})

it('warehouse: sends a key with the prefix ApiKey, and the warehouse in a header', async () => {
  const request = await sent(baseUrl => ({ system: 'warehouse', baseUrl, apiKey: KEY, warehouseId: 7 }))
  expect(request?.url).toBe('/api/v1/me')
  expect(request?.headers).toMatchObject({ authorization: `ApiKey ${KEY}`, 'x-warehouse-id': '7' })
})

it('standard: sends the warehouse if one is selected', async () => {
  const chosen = await sent(baseUrl => ({ system: 'standard', baseUrl, warehouseId: 8 }))
  expect(chosen?.headers['x-warehouse-id']).toBe('8')
  for (const none of [{}, { warehouseId: null as never }]) {
    const request = await sent(baseUrl => ({ system: 'standard', baseUrl, ...none }))
    expect(request?.headers).not.toHaveProperty('x-warehouse-id')
  }
})

it('secret-keys: sends a key as the user name of HTTP Basic, with an empty password', async () => {
  const request = await sent(baseUrl => ({ system: 'secret-keys', baseUrl, apiKey: KEY }))
  expect(request?.url).toBe('/api/v1/me')
  expect(request?.headers.authorization).toBe(`Basic ${Buffer.from(`${KEY}:`).toString('base64')}`)
})

it('store-admin: sends a key in the query, in addition to other parameters', async () => {
  const request = await sent(baseUrl => ({ system: 'store-admin', baseUrl, apiKey: KEY }))
  expect(request?.url).toBe(`/api/v1/me?key=${KEY}`)
  expect(request?.headers).not.toHaveProperty('authorization')

  await using server = await serve()
  const shop = new Latchkey({ system: 'store-admin', baseUrl: server.baseUrl, apiKey: KEY })
  await shop.products.list({ q: 'a&b', limit: 5 })
  expect(server.requests[0]?.url).toBe(`/api/v1/products?q=a%26b&limit=5&key=${KEY}`)
  await shop.products.create({ sku: 'A', name: 'B', price: { amount: 1, currency: 'EUR' } })
  expect(server.requests[1]).toMatchObject({ method: 'POST', url: `/api/v1/products?key=${KEY}` })
  expect(JSON.parse(server.requests[1]?.body ?? '')).toEqual({
    sku: 'A',
    name: 'B',
    price: { amount: 1, currency: 'EUR' },
  })
  await shop.fetch.GET('/products')
  expect(server.requests[2]?.url).toBe(`/api/v1/products?key=${KEY}`)
})

it.each(['standard', 'account-keys', 'user-keys', 'store-admin', 'warehouse', 'secret-keys'] as const)(
  '%s: sends a session as a bearer token',
  async system => {
    const request = await sent(baseUrl => ({ system, baseUrl, session: SESSION }))
    expect(request).toMatchObject({ url: '/api/v1/me', headers: { authorization: `Bearer ${SESSION}` } })
  },
)

it('sends no credential if none is given', async () => {
  const request = await sent(baseUrl => ({ system: 'standard', baseUrl, apiKey: undefined }))
  expect(request).toMatchObject({ url: '/api/v1/me' })
  expect(request?.headers).not.toHaveProperty('authorization')
})
