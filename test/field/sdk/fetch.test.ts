/** Other implementations of `fetch` than the global one. */
import { EventEmitter } from 'node:events'
// @ts-expect-error it has no types
import nodeFetch from 'node-fetch'
import { afterEach, expect, it, vi } from 'vitest'
import { type Fetch, Latchkey } from '../../../src/index.ts'
import { ok, serveInTurn, silent } from '../../sdk/fault-server.ts'
import { failed, shopAt } from '../../sdk/helpers.ts'
import { baseUrl } from '../../sdk/world.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** The arguments that `fetch` gets for a call. */
function recording() {
  return vi.fn<Fetch>(async () => Response.json({ id: 'key_1', data: [], next_cursor: null }))
}

// Source: openapi-ts/openapi-typescript #1563
// Source: openapi-ts/openapi-typescript #1691
it('works with node-fetch, which knows no Request of Node', async () => {
  await using server = await serveInTurn(ok)
  const shop = shopAt(server.baseUrl, { fetch: nodeFetch, apiKey: 'lk_live_1', maxRetries: 0 })
  const { data, response } = await shop.apiKeys.update('key_1', { name: 'A' }).withResponse()
  expect([data.id, response instanceof Response]).toEqual(['key_1', true])
  expect(server.requests[0]).toMatchObject({ method: 'PATCH', body: '{"name":"A"}' })
  expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer lk_live_1' })
})

it('calls a stub that looks at the URL with a string', async () => {
  const fetch = vi.fn<Fetch>(async url => (url.endsWith('/me') ? Response.json({ id: 'usr_1' }) : Response.error()))
  expect(await shopAt(baseUrl, { fetch }).me.get()).toEqual({ id: 'usr_1' })
})

it('gives fetch the method, the headers and the body as plain values', async () => {
  const fetch = recording()
  const shop = shopAt(baseUrl, { fetch, apiKey: 'lk_live_1' })
  await shop.apiKeys.create({ name: 'A' }, { idempotencyKey: 'once' })
  expect(fetch.mock.calls[0]).toEqual([
    `${baseUrl}/api-keys`,
    expect.objectContaining({
      method: 'POST',
      headers: { authorization: 'Bearer lk_live_1', 'content-type': 'application/json', 'idempotency-key': 'once' },
      body: '{"name":"A"}',
      redirect: 'manual',
    }),
  ])
  await shop.me.get()
  expect(fetch.mock.calls[1]?.[1].body).toBeNull()
})

// Source: Refzlund/sveltekit-zero-api #16
it('works in a load function of SvelteKit, whose headers throw if they are read by name', async () => {
  const fetch = async () => {
    const response = Response.json({ id: 'usr_1' }, { headers: { 'Request-Id': 'req_1', 'Content-Length': '14' } })
    response.headers.get = name => {
      throw new Error(`Failed to get response header "${name}" - it must be included by the filter.`)
    }
    return response
  }
  const { data, requestId } = await shopAt(baseUrl, { fetch, maxRetries: 0 }).me.get().withResponse()
  expect([data, requestId]).toEqual([{ id: 'usr_1' }, 'req_1'])
})

/** What jsdom does: its `AbortSignal` is not the one that `fetch` knows. */
class OtherSignal extends EventTarget {
  aborted = false
  reason: unknown
  throwIfAborted() {
    if (this.aborted) throw this.reason
  }
}
class OtherController {
  readonly signal = new OtherSignal()
  abort(reason: unknown = new Error('aborted')) {
    Object.assign(this.signal, { aborted: true, reason })
    this.signal.dispatchEvent(new Event('abort'))
  }
}

// Source: vitest-dev/vitest #8374
it('works where jsdom replaces AbortController but not fetch', async () => {
  vi.stubGlobal('AbortController', OtherController)
  await using server = await serveInTurn(ok, silent)
  const shop = shopAt(server.baseUrl, { maxRetries: 0 })
  expect(await shop.me.get()).toEqual({ id: 'key_1' })
  const controller = new OtherController()
  const call = failed(shop.me.get({ signal: controller.signal as unknown as AbortSignal }))
  controller.abort()
  expect((await call).code).toBe('aborted')
  expect((await failed(shop.me.get({ timeout: 50 }))).code).toBe('timed_out')
  const other = new OtherController()
  const bare = failed(shop.fetch.GET('/me', { signal: other.signal as unknown as AbortSignal }))
  other.abort()
  expect((await bare).code).toBe('aborted')
})

it('still aborts the request in an ordinary environment', async () => {
  const closed = new EventEmitter()
  await using server = await serveInTurn((_, response) => response.on('close', () => closed.emit('close')))
  const isClosed = new Promise(resolve => closed.once('close', resolve))
  const shop = shopAt(server.baseUrl, { maxRetries: 0 })
  expect((await failed(shop.me.get({ timeout: 300 }))).code).toBe('timed_out')
  await isClosed
})

// Source: openapi-ts/openapi-typescript #1569
// Source: orval-labs/orval #2011
it('passes the fetch options of a call on', async () => {
  const fetch = recording()
  const shop = shopAt(baseUrl, { fetch })
  const options = { cache: 'no-store', credentials: 'include', keepalive: true, next: { revalidate: 60 } } as const
  await shop.orders.list({ status: 'open' }, options)
  expect(fetch.mock.calls[0]?.[1]).toMatchObject(options)
  await shop.fetch.GET('/me', options)
  expect(fetch.mock.calls[1]?.[1]).toMatchObject(options)
})

it('does not let an option of a call replace what the client sets', async () => {
  const fetch = recording()
  const options = { method: 'DELETE', body: 'x', redirect: 'follow' } as object
  await shopAt(baseUrl, { fetch }).me.get(options)
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: 'GET', body: null, redirect: 'manual' })
})

it('takes a fetch for one call, on each page of a list', async () => {
  const client = recording()
  let pages = 0
  const own = vi.fn<Fetch>(async () => Response.json({ data: [{ id: 'a' }], next_cursor: pages++ ? null : '2' }))
  const shop = new Latchkey({ system: 'standard', baseUrl, fetch: client })
  const ids: string[] = []
  for await (const { id } of shop.orders.list({}, { fetch: own })) ids.push(id)
  expect([ids, own.mock.calls.length, client.mock.calls.length]).toEqual([['a', 'a'], 2, 0])
})

it('passes the options of a list on with each page', async () => {
  let pages = 0
  const fetch = vi.fn<Fetch>(async () => Response.json({ data: [{ id: 'a' }], next_cursor: pages++ ? null : '2' }))
  const options = { next: { tags: ['orders'] }, cache: 'force-cache', headers: { 'X-Trace': 't' } } as const
  for await (const order of shopAt(baseUrl, { fetch }).orders.list({}, options)) expect(order.id).toBe('a')
  expect(fetch).toHaveBeenCalledTimes(2)
  for (const [, init] of fetch.mock.calls) expect(init).toMatchObject({ ...options, headers: { 'x-trace': 't' } })
})

it('passes no option of fetch on that nobody set', async () => {
  const fetch = recording()
  await shopAt(baseUrl, { fetch }).fetch.GET('/me')
  const [, init] = fetch.mock.calls[0] ?? []
  expect(Object.keys(init ?? {}).sort()).toEqual(['body', 'headers', 'method', 'redirect', 'signal'])
})

it.each([
  ['GET', (shop: Latchkey<'standard'>, options: Record<string, unknown>) => shop.fetch.GET('/me', options)],
  [
    'request',
    (shop: Latchkey<'standard'>, options: Record<string, unknown>) => shop.fetch.request('get', '/me', options),
  ],
])('keeps the options of a bare call if middleware replaces the request: %s', async (_, call) => {
  const fetch = recording()
  const shop = shopAt(baseUrl, { fetch })
  shop.fetch.use({ onRequest: ({ request }) => new Request(request) })
  const options = { mode: 'same-origin', referrerPolicy: 'no-referrer', next: { tags: ['me'] } }
  await call(shop, options)
  expect(fetch.mock.calls[0]?.[1]).toMatchObject(options)
  fetch.mockReturnValue(new Promise(() => {}))
  expect((await failed(call(shop, { timeout: 20, retries: 0 }))).code).toBe('timed_out')
})

it('sends the bytes of a file as they are, in each attempt', async () => {
  const answers = [new Response('', { status: 503, headers: { 'Retry-After': '0' } }), Response.json({ id: 'a' })]
  const sent: Uint8Array[] = []
  const fetch: Fetch = async (url, init) => {
    const file = (await new Request(url, init).formData()).get('file')
    if (file instanceof Blob) sent.push(await file.bytes())
    return answers.shift() ?? Response.error()
  }
  const body = new FormData()
  body.set('file', new Blob([Uint8Array.of(0, 255, 128, 10)]))
  await shopAt(baseUrl, { fetch }).fetch.PATCH('/products', { body } as never)
  expect(sent).toEqual([Uint8Array.of(0, 255, 128, 10), Uint8Array.of(0, 255, 128, 10)])
})

it('needs no more of a response than its status, headers and text', async () => {
  const headers = new Map([['content-type', 'application/json']])
  const fetch = async () => ({ status: 200, headers, text: async () => '{"id":"usr_1"}' })
  expect(await shopAt(baseUrl, { fetch, maxRetries: 0 }).me.get()).toEqual({ id: 'usr_1' })
})

it('reads the headers of a server that sends UTF-8 in them', async () => {
  await using server = await serveInTurn((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-City': Buffer.from('東京').toString('latin1') })
    response.end('{"id":"usr_1"}')
  })
  const { response } = await shopAt(server.baseUrl, { maxRetries: 0 }).me.get().withResponse()
  expect(Buffer.from(response.headers.get('X-City') ?? '', 'latin1').toString()).toBe('東京')
})
