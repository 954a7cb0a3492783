import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { Latchkey, LatchkeyConnectionError, type LatchkeyOptions } from '../../src/index.ts'
import { answered, broken, closed, ok, refused, serveInTurn, silent } from './fault-server.ts'
import { byRequest, failed, retryAtOnce, shopAt } from './helpers.ts'

retryAtOnce()

afterEach(() => {
  vi.useRealTimers()
})

const transient: [string, RequestListener][] = [
  ['a closed connection', closed],
  ['an answer that breaks off', broken],
  ...[408, 429, 500, 502, 503, 504].map((status): [string, RequestListener] => [`${status}`, refused(status)]),
  ['503 and a page', answered(503, { 'Content-Type': 'text/html' }, '<h1>Busy</h1>')],
]

describe('a request is retried', () => {
  it.each(transient)('after %s, twice by default', async (_, answer) => {
    await using server = await serveInTurn(answer, answer, ok)
    const { data, attempts } = await shopAt(server.baseUrl).apiKeys.get('key_1').withResponse()
    expect([data.id, attempts, server.requests.length]).toEqual(['key_1', 3, 3])
  })

  it.each(transient)('after %s, and not more than twice', async (_, answer) => {
    await using server = await serveInTurn(answer)
    const error = await failed(shopAt(server.baseUrl).apiKeys.get('key_1'))
    expect([error.attempts, server.requests.length]).toEqual([3, 3])
  })

  it('after an attempt that took too long', async () => {
    await using server = await serveInTurn(silent, ok)
    expect(await shopAt(server.baseUrl).me.get({ timeout: 1000 })).toEqual({ id: 'key_1' })
  })

  it('as often as the options of the client or the call allow', async () => {
    await using server = await serveInTurn(refused(503))
    const shop = shopAt(server.baseUrl, { maxRetries: 1 })
    expect((await failed(shop.me.get())).attempts).toBe(2)
    expect((await failed(shop.me.get({ retries: 0 }))).attempts).toBe(1)
    expect((await failed(shop.me.get({ retries: 4 }))).attempts).toBe(5)
  })

  it('with the same method, URL, headers and body', async () => {
    await using server = await serveInTurn(closed, refused(503), ok)
    const shop = shopAt(server.baseUrl, { apiKey: 'lk_live_1' })
    await shop.apiKeys.update('key_1', { name: 'A' }, { headers: { 'X-Trace': 't' } })
    const [first, ...others] = server.requests
    expect(first).toMatchObject({ method: 'PATCH', body: '{"name":"A"}' })
    expect(first?.headers).toMatchObject({ authorization: 'Bearer lk_live_1', 'x-trace': 't' })
    expect(others).toEqual([first, first])
  })

  it('by the bare client as well', async () => {
    await using server = await serveInTurn(closed, refused(503), ok)
    const { data } = await shopAt(server.baseUrl).fetch.PATCH('/products/{product_id}', {
      params: { path: { product_id: 'prd_1' } },
      body: { name: 'A' },
    })
    expect(data).toEqual({ id: 'key_1' })
    expect(server.requests.map(({ body }) => body)).toEqual(Array(3).fill('{"name":"A"}'))
  })
})

it.each([400, 401, 403, 404, 409, 422])('does not retry a request after %i', async status => {
  await using server = await serveInTurn(refused(status, 'not_found'))
  expect((await failed(shopAt(server.baseUrl).me.get())).attempts).toBe(1)
  expect(server.requests).toHaveLength(1)
})

describe('a POST', () => {
  it.each(transient)('that creates has the same idempotency key in all attempts, after %s', async (_, answer) => {
    await using server = await serveInTurn(answer, answer, ok)
    const shop = shopAt(server.baseUrl)
    const { idempotencyKey } = await shop.apiKeys.create({ name: 'A' }).withResponse()
    expect(idempotencyKey).toMatch(/^(\d+-){3}\d+$/)
    expect(server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual(Array(3).fill(idempotencyKey))
    const other = await shop.apiKeys.create({ name: 'A' }).withResponse()
    expect(other.idempotencyKey).not.toBe(idempotencyKey)
  })

  it('that creates has the key of its caller, and so has its error', async () => {
    await using server = await serveInTurn(closed)
    const error = await failed(shopAt(server.baseUrl).apiKeys.create({ name: 'A' }, { idempotencyKey: 'once' }))
    expect(error).toMatchObject({ idempotencyKey: 'once', attempts: 3, code: 'connection_failed' })
    expect(server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual(['once', 'once', 'once'])
  })

  it('that creates has a random key if that of its caller is empty', async () => {
    await using server = await serveInTurn(closed, ok)
    const { idempotencyKey } = await shopAt(server.baseUrl)
      .apiKeys.create({ name: 'A' }, { idempotencyKey: '' })
      .withResponse()
    expect(idempotencyKey).toBeTruthy()
    expect(server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([idempotencyKey, idempotencyKey])
  })

  it('is sent with its body each time, even if the browser does not support request.body', async () => {
    vi.spyOn(Request.prototype, 'body', 'get').mockReturnValue(undefined as never)
    await using server = await serveInTurn(refused(503), refused(503), ok)
    expect(await shopAt(server.baseUrl).apiKeys.create({ name: 'A' })).toMatchObject({ id: 'key_1' })
    expect(server.requests.map(({ body }) => body)).toEqual(Array(3).fill('{"name":"A"}'))
  })

  it('that creates has its key in the error of a rejected request', async () => {
    await using server = await serveInTurn(refused(422, 'validation_failed'))
    const error = await failed(shopAt(server.baseUrl).apiKeys.create({ name: 'A' }))
    expect(error.idempotencyKey).toBe(server.requests[0]?.headers['idempotency-key'])
  })

  it.each(transient)('without such a key is sent once, after %s', async (_, answer) => {
    await using server = await serveInTurn(answer)
    const shop = shopAt(server.baseUrl)
    await failed(shop.apiKeys.revoke('key_1'))
    await failed(shop.sessions.create({ email: 'a@b.example', password: 'p' }))
    await shop.fetch.POST('/api-keys', { body: { name: 'A' } }).catch(() => {})
    expect(server.requests).toHaveLength(3)
    expect(server.requests.some(({ headers }) => 'idempotency-key' in headers)).toBe(false)
    // An empty key does not count either.
    await failed(shop.apiKeys.create({ name: 'A' }, { headers: { 'Idempotency-Key': '' } }))
    expect(server.requests).toHaveLength(4)
  })

  it('is retried while a request with the same idempotency key is running', async () => {
    const running = refused(409, 'idempotency_conflict')
    await using server = await serveInTurn(silent, running, ok)
    expect((await shopAt(server.baseUrl).apiKeys.create({ name: 'A' }, { timeout: 1000 })).id).toBe('key_1')
    // Also if the other request is of another caller.
    await using other = await serveInTurn(running, ok)
    expect((await shopAt(other.baseUrl).apiKeys.create({ name: 'A' })).id).toBe('key_1')
    await using busy = await serveInTurn(running)
    expect(await failed(shopAt(busy.baseUrl).apiKeys.create({ name: 'A' }))).toMatchObject({ attempts: 3 })
  })

  it('creates one key, even if the response is lost', async () => {
    const mock = createMock()
    const baseUrl = 'http://mock.example/api/v1'
    const { token } = await mock
      .fetch(`${baseUrl}/sessions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"email":"admin@north.example","password":"password"}',
      })
      .then(response => response.json())
    let isLost = false
    const fetch = byRequest(async (request: Request) => {
      const response = await mock.fetch(request)
      if (request.method === 'GET' || isLost) return response
      isLost = true
      throw new TypeError('fetch failed')
    })
    const shop = new Latchkey({ system: 'standard', baseUrl, session: token, fetch })
    const { data, attempts } = await shop.apiKeys.create({ name: 'A' }).withResponse()
    expect(attempts).toBe(2)
    const page = await shop.apiKeys.list()
    expect([page.data.map(({ id }) => id), page.limits.active.used]).toEqual([[data.id], 1])
  })
})

describe('Retry-After', () => {
  it.each([
    ['seconds', () => '1'],
    ['an HTTP date', () => new Date(Date.now() + 2000).toUTCString()],
  ])('is waited for: %s', async (_, value) => {
    const times: number[] = []
    await using server = await serveInTurn(
      (_, response) => {
        times.push(Date.now())
        response.writeHead(503, { 'Retry-After': value() }).end()
      },
      (request, response) => {
        times.push(Date.now())
        ok(request, response)
      },
    )
    await shopAt(server.baseUrl).me.get()
    const [first = 0, second = 0] = times
    expect(second - first).toBeGreaterThanOrEqual(990)
  })

  it.each([
    ['seconds', '120', {}],
    ['an HTTP date', 'Thu, 01 Jan 2026 00:02:00 GMT', { Date: 'Thu, 01 Jan 2026 00:00:00 GMT' }],
  ])('fails a call at once if it has too little time, and is in the error: %s', async (_, value, headers) => {
    await using server = await serveInTurn(refused(429, 'rate_limited', { 'Retry-After': value, ...headers }))
    const shop = shopAt(server.baseUrl, { totalTimeout: 60_000 })
    expect(await failed(shop.me.get())).toMatchObject({ code: 'rate_limited', retryAfter: 120, attempts: 1 })
    await failed(shop.apiKeys.create({ name: 'A' }))
    expect(server.requests).toHaveLength(2)
  })

  /** Milliseconds between a 503 that asks for some time and the request after it. */
  async function waitFor(retryAfter: string, options: Partial<LatchkeyOptions<'standard'>> = {}): Promise<number> {
    vi.useFakeTimers()
    const times: number[] = []
    const fetch = async () => {
      times.push(Date.now())
      return new Response(
        null,
        times.length === 1 ? { status: 503, headers: { 'Retry-After': retryAfter } } : { status: 204 },
      )
    }
    const call = shopAt('http://mock.example', { fetch, ...options }).sessions.delete()
    await vi.runAllTimersAsync()
    await call
    return (times[1] ?? 0) - (times[0] ?? 0)
  }

  it('of two minutes is waited for, to the millisecond, if the call has the time', async () => {
    // Timers may be up to a millisecond early.
    expect(await waitFor('120', { totalTimeout: 121_000 })).toBe(120_001)
  })

  it.each([429, 503])('counts even if the body of a %i does not arrive', async status => {
    const begun: RequestListener = (_, response) => {
      response.writeHead(status, { 'Retry-After': '120', 'Content-Length': '100' }).write('{"co')
    }
    const cut: RequestListener = (request, response) => {
      begun(request, response)
      setTimeout(() => response.destroy(), 10)
    }
    await using server = await serveInTurn(cut, begun)
    const shop = shopAt(server.baseUrl, { totalTimeout: 60_000 })
    expect(await failed(shop.me.get())).toMatchObject({ code: 'connection_failed', retryAfter: 120, attempts: 1 })
    expect(await failed(shop.me.get({ timeout: 100 }))).toMatchObject({
      code: 'timed_out',
      retryAfter: 120,
      attempts: 1,
    })
    expect(server.requests).toHaveLength(2)
  })

  it('does not shorten the back-off', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999)
    expect(await waitFor('0.001')).toBeGreaterThan(400)
  })

  it('is compared with the local clock if the response has no Date', async () => {
    const headers = { 'Retry-After': new Date(Date.now() + 120_000).toUTCString() }
    const fetch = async () => new Response('', { status: 503, headers })
    const { retryAfter = 0 } = await failed(shopAt('http://mock.example', { fetch }).me.get({ retries: 0 }))
    expect([retryAfter > 110, retryAfter <= 120]).toEqual([true, true])
  })

  it.each([
    ['7', 7],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['soon', undefined],
    ['-1', 0],
    ['120, 120', 120],
    ['120s', 120],
    ['1, 2', 1],
  ])('%s is %s seconds, by the clock of the server', async (value, seconds) => {
    const headers = { 'Retry-After': value, Date: 'Thu, 01 Jan 2026 00:00:00 GMT' }
    const fetch = async () => new Response('', { status: 503, headers })
    const error = await failed(shopAt('http://mock.example', { fetch }).me.get({ retries: 0 }))
    expect(error.retryAfter).toBe(seconds)
  })
})

it('waits up to twice as long each time, at random, and 8 seconds at most', async () => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.999999)
  const times: number[] = []
  const fetch = async () => {
    times.push(Date.now())
    throw new TypeError('fetch failed')
  }
  const call = failed(shopAt('http://mock.example', { fetch, maxRetries: 6 }).me.get())
  await vi.runAllTimersAsync()
  expect(await call).toBeInstanceOf(LatchkeyConnectionError)
  const waits = times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / 100) * 100)
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000])
})

it.each([501, 505, 507, 520, 529])('retries after any 5xx: %i', async status => {
  await using server = await serveInTurn(refused(status), ok)
  expect(await shopAt(server.baseUrl).me.get()).toEqual({ id: 'key_1' })
})

it.each([405, 413, 415, 425, 451])('does not retry after %i', async status => {
  await using server = await serveInTurn(refused(status, 'unsupported_media_type'), ok)
  expect(await failed(shopAt(server.baseUrl).me.get())).toMatchObject({ status, attempts: 1 })
})

it('does not take a success for a conflict because of its body', async () => {
  const odd = answered(200, { 'Content-Type': 'application/json' }, '{"id":"idempotency_conflict"}')
  await using server = await serveInTurn(closed, odd, ok)
  expect(await shopAt(server.baseUrl).apiKeys.get('key_1')).toEqual({ id: 'idempotency_conflict' })
})
