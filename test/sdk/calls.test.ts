import { afterEach, expect, it, vi } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { type Fetch, Latchkey } from '../../src/index.ts'
import { ok, serveInTurn } from './fault-server.ts'
import { answerJson, serve } from './server.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

it('puts ids into the path, encoded', async () => {
  await using server = await serve()
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  await shop.apiKeys.rotate('key/../1 ?', { grace_seconds: 60 })
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    url: '/api/v1/api-keys/key%2F..%2F1%20%3F/rotate',
    body: '{"grace_seconds":60}',
  })
})

it.each(['', '.', '..', undefined, null])(
  'rejects the id %j, whose path would be that of the whole collection',
  async id => {
    await using server = await serve()
    const { products } = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
    const call: unknown = Reflect.apply(products.delete, undefined, [id])
    await expect(call).rejects.toThrow(new TypeError(`products.delete: product_id must not be "${id ?? ''}".`))
    expect(server.requests).toEqual([])
  },
)

it('converts an id to a string', async () => {
  await using server = await serve()
  const { products } = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  await Promise.allSettled([Reflect.apply(products.delete, undefined, [{}])])
  expect(server.requests[0]?.url).toBe('/api/v1/products/%5Bobject%20Object%5D')
})

it('sends a body only if it is given one', async () => {
  await using server = await serve()
  const shop = new Latchkey({ system: 'store-admin', baseUrl: server.baseUrl })
  await shop.apiKeys.create()
  await shop.apiKeys.create({})
  await shop.clearOperations.open()
  expect(server.requests.map(({ body, headers }) => [body, headers['content-type']])).toEqual([
    ['', undefined],
    ['{}', 'application/json'],
    ['', undefined],
  ])
})

it('leaves out query parameters that are undefined', async () => {
  await using server = await serve()
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  await shop.users.list({ enabled: false, limit: 5 })
  await shop.users.list()
  expect(server.requests.map(({ url }) => url)).toEqual(['/api/v1/users?enabled=false&limit=5', '/api/v1/users'])
})

it('takes headers and an idempotency key for one call', async () => {
  await using server = await serve()
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl, apiKey: 'lk_live_1' })
  await shop.apiKeys.create({ name: 'A' }, { idempotencyKey: 'once', headers: { 'X-Trace': 't' } })
  await shop.me.get({ headers: { authorization: 'Bearer other' } })
  await shop.me.get()
  expect(server.requests[0]?.headers).toMatchObject({ 'idempotency-key': 'once', 'x-trace': 't' })
  expect(server.requests[1]?.headers.authorization).toBe('Bearer other')
  expect(server.requests[2]?.headers.authorization).toBe('Bearer lk_live_1')
  expect(server.requests[2]?.headers).not.toHaveProperty('idempotency-key')
})

it('returns the same response for the same idempotency key', async () => {
  const { fetch } = createMock()
  const options = { system: 'standard', baseUrl: 'http://mock.example/api/v1', fetch } as const
  const { token } = await new Latchkey(options).sessions.create({ email: 'admin@north.example', password: 'password' })
  const shop = new Latchkey({ ...options, session: token })
  const first = await shop.apiKeys.create({ name: 'A' }, { idempotencyKey: 'once' })
  expect(await shop.apiKeys.create({ name: 'A' }, { idempotencyKey: 'once' })).toEqual(first)
  expect((await shop.apiKeys.list()).limits.active.used).toBe(1)
})

it('looks up the global fetch at each call', async () => {
  const shop = new Latchkey({ system: 'standard', baseUrl: 'http://mock.example/api/v1' })
  const fetch = vi.fn<Fetch>(async () => Response.json({ type: 'session' }))
  vi.stubGlobal('fetch', fetch)
  expect(await shop.me.get()).toEqual({ type: 'session' })
  expect(fetch.mock.calls[0]?.[0]).toBe('http://mock.example/api/v1/me')
})

it('takes a base URL relative to the page', async () => {
  vi.stubGlobal('location', { href: 'https://shop.example/settings/keys?tab=1' })
  const shop = new Latchkey({ system: 'standard', baseUrl: '/api/v1' })
  expect(shop.baseUrl).toBe('https://shop.example/api/v1')
})

it('has the bare client as fetch, which returns problem documents instead of throwing them', async () => {
  const { fetch } = createMock({ system: 'warehouse' })
  const shop = new Latchkey({ system: 'warehouse', baseUrl: 'http://mock.example/api/v1', fetch })
  const signIn = await shop.fetch.POST('/sessions', { body: { email: 'admin@north.example', password: 'password' } })
  expect(signIn.data?.user.email).toBe('admin@north.example')
  const { data, error, response } = await shop.fetch.GET('/api-keys', { params: { query: { status: 'active' } } })
  expect([data, error?.code, response.status]).toEqual([undefined, 'missing_credentials', 401])
})

it('has methods that can be destructured and replaced', async () => {
  await using server = await serve(answerJson({ data: [] }))
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  const { list } = shop.orders
  expect(await list({ status: 'open' })).toEqual({ data: [] })
  vi.spyOn(shop.orders, 'list').mockResolvedValue({ data: [], next_cursor: 'more' })
  expect((await shop.orders.list()).next_cursor).toBe('more')
})

it('lets middleware of the bare client read and replace the responses of methods', async () => {
  await using server = await serve(answerJson({ id: 'key_1' }))
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  const seen = vi.fn()
  shop.fetch.use({
    onRequest: ({ request }) => {
      request.headers.set('X-Seen', 'yes')
    },
    onResponse: async ({ response }) => {
      seen(await response.clone().json())
      const { body, headers } = response
      return new Response(body?.pipeThrough(new TransformStream()), { headers, status: 201 })
    },
  })
  const { data, response } = await shop.apiKeys.get('key_1').withResponse()
  expect([data, response.status, seen.mock.calls]).toEqual([{ id: 'key_1' }, 201, [[{ id: 'key_1' }]]])
  expect(server.requests[0]?.headers).toMatchObject({ 'x-seen': 'yes' })
})

it('accepts a Headers object for one call', async () => {
  await using server = await serveInTurn(ok)
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl, apiKey: 'lk_live_1' })
  await shop.apiKeys.create(
    { name: 'A' },
    { headers: new Headers({ 'X-Trace': 't', authorization: 'Bearer o' }) as never },
  )
  expect(server.requests[0]?.headers).toMatchObject({ 'x-trace': 't', authorization: 'Bearer o' })
})
