/** Calls, lists and their arguments. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it, vi } from 'vitest'
import { Latchkey } from '../../../src/index.ts'
import { answered, serveInTurn } from '../../sdk/fault-server.ts'
import { failed, retryAtOnce, shopAt, thrownBy } from '../../sdk/helpers.ts'
import { unhandledRejections } from '../../sdk/unhandled.ts'
import { baseUrl } from '../../sdk/world.ts'

retryAtOnce()

const down = () => Promise.reject(new TypeError('down'))

/** A shop that sends nothing. */
function stubbed() {
  const fetch = vi.fn(async (_: string) => Response.json({ data: [], next_cursor: null }))
  return { fetch, shop: new Latchkey({ system: 'standard', baseUrl, fetch }) }
}

it.each<[string, (shop: Latchkey<'standard'>) => Promise<unknown>]>([
  ['a call', shop => shop.me.get()],
  ['withResponse', shop => shop.me.get().withResponse()],
  ['a list', shop => shop.orders.list()],
  ['a list withResponse', shop => shop.orders.list().withResponse()],
])('shows the function that made the call in the stack: %s', async (_, call) => {
  const shop = shopAt(baseUrl, { fetch: down, maxRetries: 0 })
  async function loadDashboard() {
    await call(shop)
  }
  expect((await failed(loadDashboard())).stack).toMatch(/at (async )?loadDashboard/)
})

it('shows the function that iterates over a list in the stack', async () => {
  const shop = shopAt(baseUrl, { fetch: down, maxRetries: 0 })
  async function loadDashboard() {
    for await (const order of shop.orders.list()) expect.unreachable(order.id)
  }
  expect((await failed(loadDashboard())).stack).toMatch(/at (async )?loadDashboard/)
})

// Source: stripe/stripe-node #2571
it('does not end the program if a list is iterated later', async () => {
  const program = `
    import { Latchkey } from ${JSON.stringify(new URL('../../../src/index.ts', import.meta.url).href)}
    const fetch = () => Promise.reject(new TypeError('down'))
    const shop = new Latchkey({ system: 'standard', baseUrl: 'http://mock.example', fetch, maxRetries: 0 })
    const orders = shop.orders.list()
    await new Promise(resolve => setTimeout(resolve, 20))
    try {
      for await (const order of orders) console.log(order)
    } catch (error) {
      console.log(error.code)
    }`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program])
  expect(stdout).toBe('connection_failed\n')
})

it('throws the error of a list each time that it is used, however late', async () => {
  const unhandled = unhandledRejections()
  const orders = shopAt(baseUrl, { fetch: down, maxRetries: 0 }).orders.list()
  await new Promise(resolve => setTimeout(resolve, 20))
  expect((await failed(orders)).code).toBe('connection_failed')
  expect((await failed(orders[Symbol.asyncIterator]().next())).code).toBe('connection_failed')
  expect((await failed(orders.withResponse())).code).toBe('connection_failed')
  expect(unhandled).not.toHaveBeenCalled()
})

// Source: hey-api/hey-api #4428
// Source: hey-api/hey-api #847
it.each([
  ['a Date', new Date(0)],
  ['a nested object', { gte: 1 }],
  ['a Map', new Map([['a', 1]])],
])('does not drop %s in a query', async (_, value) => {
  const { shop, fetch } = stubbed()
  const query = { created_after: value } as object
  const message = 'created_after must not be an object. Pass a Date as date.toISOString().'
  await expect(shop.orders.list(query)).rejects.toThrow(new TypeError(message))
  await expect(shop.fetch.GET('/orders', { params: { query } })).rejects.toThrow(new TypeError(message))
  expect(fetch).not.toHaveBeenCalled()
})

it('does not drop a Date in a list of a query', async () => {
  const { shop, fetch } = stubbed()
  await expect(shop.orders.list({ ids: [new Date(0)] } as object)).rejects.toThrow()
  expect(fetch).not.toHaveBeenCalled()
})

// Source: soundspan/soundspan #679
it.each([200, 202, 204])('counts a DELETE as done that is answered with %i and no body', async status => {
  await using server = await serveInTurn(answered(status, {}))
  expect(await shopAt(server.baseUrl).products.delete('prd_1')).toBeUndefined()
})

// FastAPI sends null for a function that returns nothing.
it.each(['null', '\n'])('counts a DELETE as done that is answered with %j', async body => {
  const fetch = async () => new Response(body, { headers: { 'Content-Type': 'application/json' } })
  expect(await shopAt(baseUrl, { fetch }).products.delete('prd_1')).toBeUndefined()
})

it('does not count a DELETE as done that fails without a body', async () => {
  const fetch = async () => new Response('', { status: 404 })
  expect((await failed(shopAt(baseUrl, { fetch }).products.delete('prd_1'))).status).toBe(404)
})

it('does not take the response that middleware has replaced', async () => {
  const shop = shopAt(baseUrl, { fetch: async () => Response.json({ id: 'old' }) })
  shop.fetch.use({ onResponse: () => new Response(null, { status: 204 }) })
  expect(await shop.products.delete('prd_1')).toBeUndefined()
  expect((await failed(shop.me.get())).message).toContain('returned 204 with no body')
})

it('gives middleware each page of a list', async () => {
  const fetch = async (url: string) =>
    Response.json({ data: [{ id: 'a' }], next_cursor: url.includes('cursor') ? null : '2' })
  const shop = shopAt(baseUrl, { fetch })
  shop.fetch.use({
    onResponse: async ({ response }) => {
      const { data, next_cursor } = await response.json()
      return Response.json({ data: [...data, { id: 'b' }], next_cursor })
    },
  })
  const ids: string[] = []
  for await (const { id } of shop.orders.list()) ids.push(id)
  expect(ids).toEqual(['a', 'b', 'a', 'b'])
})

// Source: stripe/stripe-node #2731
it('goes on after a page without items', async () => {
  const fetch = async (url: string) =>
    Response.json(url.includes('cursor') ? { data: [{ id: 'a' }], next_cursor: null } : { data: [], next_cursor: '2' })
  const ids: string[] = []
  for await (const { id } of shopAt(baseUrl, { fetch }).orders.list()) ids.push(id)
  expect(ids).toEqual(['a'])
})

it('still ends a call without a timeout by its signal', async () => {
  const shop = shopAt(baseUrl, { fetch: () => new Promise(() => {}) })
  const signal = AbortSignal.timeout(20)
  expect((await failed(shop.me.get({ timeout: 0, totalTimeout: 0, signal }))).code).toBe('aborted')
})

it.each(['timeout', 'totalTimeout'])('takes a %s of 0 for no limit', async option => {
  await using server = await serveInTurn((_, response) => {
    setTimeout(() => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"id":"usr_1"}'), 100)
  })
  expect(await shopAt(server.baseUrl).me.get({ [option]: 0 })).toEqual({ id: 'usr_1' })
  expect(await shopAt(server.baseUrl, { [option]: 0 }).me.get()).toEqual({ id: 'usr_1' })
})

it.each([
  '2026-01-01T00:01:00Z',
  '2026/01/01 00:01:00 GMT',
  '01 Jan 2026 00:01:00 GMT',
  'Thursday, 01-Jan-26 00:01:00 GMT',
])('does not read the date %s in Retry-After as seconds', async date => {
  const headers = { Date: 'Thu, 01 Jan 2026 00:00:00 GMT', 'Retry-After': date }
  const shop = shopAt(baseUrl, { fetch: async () => new Response('', { status: 503, headers }), maxRetries: 0 })
  expect((await failed(shop.me.get())).retryAfter).toBe(60)
})

// Source: excon/excon #762
// Source: bytedance/deer-flow #5097
const refusedValues = ['lk_live_secret\n', 'lk_live_secret\nX: y', 'Bearer lk_live_secret\u{1F511}']
const callsWithHeader: [string, (shop: Latchkey<'standard'>, headers: Record<string, string>) => Promise<unknown>][] = [
  ['a method', (shop, headers) => shop.me.get({ headers })],
  ['a method that creates', (shop, headers) => shop.apiKeys.create({ name: 'A' }, { headers })],
  ['the bare client', (shop, headers) => shop.fetch.GET('/me', { headers })],
  ['the bare client, by the name of the method', (shop, headers) => shop.fetch.request('get', '/me', { headers })],
  ['the bare client, by its parameters', (shop, header) => shop.fetch.GET('/me', { params: { header } } as never)],
]

it.each(callsWithHeader.flatMap(([what, call]) => refusedValues.map(value => [what, call, value] as const)))(
  'does not print the value of a header that is refused: %s',
  async (_, call, value) => {
    const { shop, fetch } = stubbed()
    const error = await thrownBy(call(shop, { 'X-Key': value }))
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).toContain('X-Key')
    expect(String(error)).not.toContain('lk_live_secret')
    expect(fetch).not.toHaveBeenCalled()
  },
)
