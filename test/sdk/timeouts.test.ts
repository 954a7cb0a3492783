import { getEventListeners } from 'node:events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Fetch, Latchkey, LatchkeyAbortError, LatchkeyTimeoutError, type RequestOptions } from '../../src/index.ts'
import { answered, broken, closed, ok, refused, serveInTurn, silent, stalled } from './fault-server.ts'
import { failed, retryAtOnce, shopAt } from './helpers.ts'
import { baseUrl } from './world.ts'

retryAtOnce()

afterEach(() => {
  vi.useRealTimers()
})

/** Milliseconds that are long enough even for a busy machine. */
const PATIENCE = 30_000

const waits = [
  ['for the answer', silent],
  ['for the rest of the body', stalled],
] as const

describe('a timeout', () => {
  it.each(waits)('ends an attempt that waits %s', async (_, answer) => {
    await using server = await serveInTurn(answer)
    const error = await failed(shopAt(server.baseUrl).me.get({ timeout: 50, retries: 1 }))
    expect(error).toBeInstanceOf(LatchkeyTimeoutError)
    expect(error).toMatchObject({ name: 'LatchkeyTimeoutError', code: 'timed_out', attempts: 2 })
    expect(error.status).toBeUndefined()
    expect(error.message).toMatch(/^GET http:\/\/127\.0\.0\.1:\d+\/api\/v1\/me timed out after 50 ms\.$/)
  })

  it.each(waits)('in total ends all attempts, which wait %s', async (_, answer) => {
    await using server = await serveInTurn(answer)
    const error = await failed(shopAt(server.baseUrl).me.get({ timeout: 50, totalTimeout: 500, retries: 50 }))
    expect(error).toBeInstanceOf(LatchkeyTimeoutError)
    expect(error.attempts).toBeGreaterThan(1)
    expect(error.attempts).toBeLessThan(12)
    await expect(shopAt(server.baseUrl).me.get({ totalTimeout: 50 })).rejects.toThrow(/after \d\d? ms/)
  })

  it('of the client applies to each call, also of the bare client', async () => {
    await using server = await serveInTurn(silent)
    const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl, timeout: 50, maxRetries: 0 })
    await expect(shop.me.get()).rejects.toThrow(LatchkeyTimeoutError)
    await expect(shop.fetch.GET('/me')).rejects.toThrow(LatchkeyTimeoutError)
  })

  it('closes the connection', async () => {
    const ended = vi.fn()
    await using server = await serveInTurn((_, response) => response.on('close', ended))
    await failed(shopAt(server.baseUrl).me.get({ timeout: 50, retries: 0 }))
    await vi.waitFor(() => expect(ended).toHaveBeenCalled(), PATIENCE)
  })

  it('ends a fetch that ignores signals', async () => {
    const fetch = () => new Promise<Response>(() => {})
    const shop = new Latchkey({ system: 'standard', baseUrl: 'http://mock.example', fetch })
    const { signal } = new AbortController()
    await expect(shop.me.get({ signal, timeout: 10, retries: 0 })).rejects.toThrow(LatchkeyTimeoutError)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it.each([
    [3, 1],
    [6, 2],
  ])('in total that leaves %i ms after an attempt allows %i in all', async (left, attempts) => {
    vi.useFakeTimers()
    const fetch = vi.fn(async () => {
      await new Promise(resolve => setTimeout(resolve, 20))
      return new Response(null, { status: 503 })
    })
    const shop = new Latchkey({ system: 'standard', baseUrl: 'http://mock.example', fetch })
    const call = failed(shop.me.get({ totalTimeout: 20 + left }))
    await vi.runAllTimersAsync()
    expect([(await call).attempts, fetch.mock.calls.length]).toEqual([attempts, attempts])
  })

  it.each<[string, Fetch]>([
    ['URL and an init', (url, init) => fetch(url, init)],
    ['URL and an init, and makes a request of them', (...args) => fetch(new Request(...args))],
  ])('aborts the request of a custom fetch that takes a %s', async (_, own) => {
    const ended = vi.fn()
    await using server = await serveInTurn((_, response) => response.on('close', ended))
    const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl, fetch: own })
    // On a busy machine the time may be over before the request has arrived.
    await vi.waitFor(async () => {
      await failed(shop.me.get({ timeout: 1000, retries: 0 }))
      expect(ended).toHaveBeenCalled()
    }, PATIENCE)
  })

  it('can be infinite', async () => {
    await using server = await serveInTurn(ok)
    const options = { timeout: Number.POSITIVE_INFINITY, totalTimeout: Number.POSITIVE_INFINITY }
    expect(await shopAt(server.baseUrl).me.get(options)).toEqual({ id: 'key_1' })
  })
})

it.each(['timeout', 'totalTimeout', 'retries'])('rejects a %s that is not a number of 0 or more', async option => {
  await using server = await serveInTurn(ok)
  for (const value of [Number.NaN, -1, 'soon']) {
    const call = shopAt(server.baseUrl).me.get({ [option]: value })
    await expect(call).rejects.toThrow(new TypeError(`${option} must be a number of 0 or more.`))
  }
  expect(server.requests).toEqual([])
})

describe('a signal', () => {
  const reason = new Error('enough')

  it.each(waits)('ends a call that waits %s', async (_, answer) => {
    await using server = await serveInTurn(answer)
    const controller = new AbortController()
    const hooks = { retry: vi.fn() }
    const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl, hooks })
    const call = failed(shop.me.get({ signal: controller.signal }))
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), PATIENCE)
    controller.abort(reason)
    const error = await call
    expect(hooks.retry).not.toHaveBeenCalled()
    expect(error).toBeInstanceOf(LatchkeyAbortError)
    expect(error).toMatchObject({ name: 'LatchkeyAbortError', code: 'aborted', attempts: 1 })
    expect(error.cause).toBe(reason)
  })

  it('ends a call that waits to try again', async () => {
    await using server = await serveInTurn(refused(503, 'busy', { 'Retry-After': '60' }))
    const controller = new AbortController()
    const hooks = { retry: () => setTimeout(() => controller.abort(reason)) }
    const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl, hooks })
    const error = await failed(shop.me.get({ signal: controller.signal }))
    expect([error.code, error.cause, server.requests.length]).toEqual(['aborted', reason, 1])
  })

  it.each([
    ['request', silent],
    ['retry', refused(503, 'busy', { 'Retry-After': '60' })],
  ])('ends a call that a %s hook aborts by it', async (type, answer) => {
    await using server = await serveInTurn(answer)
    const controller = new AbortController()
    const hooks = { [type]: () => controller.abort(reason) }
    const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl, hooks })
    const call = failed(shop.me.get({ signal: controller.signal }))
    // The waits themselves take a minute.
    const error = await Promise.race([call, new Promise(resolve => setTimeout(resolve, 20_000))])
    expect(error).toMatchObject({ code: 'aborted', cause: reason })
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })

  it('that has aborted already sends nothing', async () => {
    await using server = await serveInTurn(ok)
    const error = await failed(shopAt(server.baseUrl).me.get({ signal: AbortSignal.abort(reason) }))
    expect([error.code, error.attempts, server.requests.length]).toEqual(['aborted', 0, 0])
  })

  it('ends a call of the bare client', async () => {
    await using server = await serveInTurn(silent)
    const controller = new AbortController()
    const call = failed(shopAt(server.baseUrl).fetch.GET('/me', { signal: controller.signal }))
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), PATIENCE)
    controller.abort(reason)
    expect(await call).toMatchObject({ code: 'aborted', cause: reason })
  })

  it.each([
    ['answered', ok, {}],
    ['refused', refused(404), {}],
    ['repeated', refused(503), {}],
    ['closed', closed, {}],
    ['broken', broken, {}],
    ['redirected', answered(302, { Location: '/' }), {}],
    ['timed out', silent, { timeout: 20 }],
    ['timed out in the body', stalled, { timeout: 20 }],
  ] satisfies [string, unknown, RequestOptions][])(
    'has no listener left of a call that was %s',
    async (_, answer, options) => {
      await using server = await serveInTurn(answer)
      const { signal } = new AbortController()
      const shop = shopAt(server.baseUrl)
      for (let call = 0; call < 5; call++) await shop.me.get({ signal, ...options }).catch(() => {})
      expect(getEventListeners(signal, 'abort')).toEqual([])
    },
  )

  it('has no listener left once it has aborted', async () => {
    await using server = await serveInTurn(silent)
    const controller = new AbortController()
    const call = failed(shopAt(server.baseUrl).me.get({ signal: controller.signal }))
    await vi.waitFor(() => expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1), PATIENCE)
    controller.abort()
    await call
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })
})

it('leaves no timer behind', async () => {
  const set = vi.spyOn(globalThis, 'setTimeout')
  const clear = vi.spyOn(globalThis, 'clearTimeout')
  const fetch = async () => Response.json({ id: 'key_1' })
  await new Latchkey({ system: 'standard', baseUrl: 'http://mock.example', fetch }).me.get()
  const timers = set.mock.results.map(({ value }) => value)
  expect(timers).toHaveLength(1)
  expect(clear.mock.calls.flat()).toEqual(timers)
})

it.each(['fails', 'is aborted'])(
  'leaves no timer of a call that %s, which would keep the program running',
  async how => {
    const set = vi.spyOn(globalThis, 'setTimeout')
    const clear = vi.spyOn(globalThis, 'clearTimeout')
    const controller = new AbortController()
    const fetch: Fetch = () => {
      if (how === 'fails') return Promise.reject(new Error('down'))
      controller.abort()
      return new Promise(() => {})
    }
    const { signal } = controller
    await expect(
      new Latchkey({ system: 'standard', baseUrl, fetch, maxRetries: 0 }).me.get({ signal }),
    ).rejects.toThrow(how === 'fails' ? 'down' : 'aborted')
    const timers = set.mock.results.filter((_, place) => set.mock.calls[place]?.[1] === 60_000)
    expect(timers).toHaveLength(1)
    expect(clear.mock.calls.flat()).toContain(timers[0]?.value)
  },
)

it('waits a minute for an attempt and five for a call by default', async () => {
  vi.useFakeTimers()
  const fetch = () => new Promise<Response>(() => {})
  const start = Date.now()
  const shop = new Latchkey({ system: 'standard', baseUrl, fetch, maxRetries: 99 })
  /** Milliseconds until a call fails. */
  const lasting = (options?: RequestOptions) => shop.me.get(options).catch(() => Date.now() - start)
  const lasts = [lasting({ retries: 0 }), lasting(), lasting({ totalTimeout: 600_000 })]
  await vi.runAllTimersAsync()
  expect(await Promise.all(lasts)).toEqual([60_000, expect.closeTo(300_000, -2), expect.closeTo(600_000, -2)])
})
