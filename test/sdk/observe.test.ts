import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type LatchkeyError, type Logger, type LogLevel, openTelemetry, type Tracing } from '../../src/index.ts'
import { answered, closed, ok, refused, serveInTurn } from './fault-server.ts'
import { retryAtOnce, shopAt } from './helpers.ts'
import { tracer } from './tracer.ts'
import { unhandledRejections } from './unhandled.ts'
import { baseUrl } from './world.ts'

retryAtOnce()

const spies = () => ({ request: vi.fn(), response: vi.fn(), retry: vi.fn(), error: vi.fn() })

describe('hooks', () => {
  it('get each request, response and retry', async () => {
    await using server = await serveInTurn(closed, refused(503, 'busy', { 'Request-Id': 'req_9' }), ok)
    const hooks = spies()
    await shopAt(server.baseUrl, { hooks }).apiKeys.create({ name: 'A' }, { idempotencyKey: 'once' })
    const call = {
      operation: 'apiKeys.create',
      path: '/api-keys',
      method: 'POST',
      url: `${server.baseUrl}/api-keys`,
      idempotencyKey: 'once',
    }
    expect(hooks.request.mock.calls).toEqual([1, 2, 3].map(attempts => [{ ...call, attempts }]))
    expect(hooks.response.mock.calls).toEqual([
      [{ ...call, attempts: 2, status: 503, requestId: 'req_9', duration: expect.any(Number) }],
      [{ ...call, attempts: 3, status: 200, requestId: undefined, duration: expect.any(Number) }],
    ])
    expect(hooks.retry.mock.calls).toEqual([
      [
        {
          ...call,
          attempts: 1,
          wait: 0,
          status: undefined,
          error: expect.objectContaining({ code: 'connection_failed' }),
        },
      ],
      [{ ...call, attempts: 2, wait: 0, status: 503, error: undefined }],
    ])
    expect(hooks.error).not.toHaveBeenCalled()
  })

  it('get the duration of each response and the wait that the server asks for', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const fetch = async () => {
      await new Promise(resolve => setTimeout(resolve, 40))
      return new Response(null, { status: 503, headers: { 'Retry-After': '2' } })
    }
    const hooks = spies()
    const call = shopAt('http://mock.example', { hooks, fetch, maxRetries: 1 }).me.get()
    call.catch(() => {})
    await vi.runAllTimersAsync()
    await expect(call).rejects.toMatchObject({ status: 503 })
    const answer = [{ status: 503, duration: 40, retryAfter: 2 }]
    expect(hooks.response.mock.calls).toMatchObject([answer, answer])
  })

  it('get the error that is thrown', async () => {
    await using server = await serveInTurn(closed)
    const hooks = spies()
    const thrown = await shopAt(server.baseUrl, { hooks, maxRetries: 0 })
      .me.get()
      .catch((error: LatchkeyError) => error)
    expect(hooks.error.mock.calls).toMatchObject([[{ operation: 'me.get', attempts: 1 }]])
    expect(hooks.error.mock.calls[0]?.[0].error).toBe(thrown)
  })

  it('do not affect the call if they throw', async () => {
    await using server = await serveInTurn(ok)
    const request = () => {
      throw new Error('broken hook')
    }
    expect(await shopAt(server.baseUrl, { hooks: { request } }).me.get()).toEqual({ id: 'key_1' })
  })

  it('do not affect the call if they reject, and still run if the logger throws', async () => {
    await using server = await serveInTurn(ok)
    const unhandled = unhandledRejections()
    let requests = 0
    // Not a spy, which would handle the rejection itself.
    const request = async () => {
      requests++
      throw new Error('broken hook')
    }
    const debug = () => {
      throw new Error('broken logger')
    }
    const logger = { ...console, debug }
    const shop = shopAt(server.baseUrl, { hooks: { request }, logger, logLevel: 'debug' })
    expect(await shop.me.get()).toEqual({ id: 'key_1' })
    await new Promise(resolve => setTimeout(resolve))
    expect([requests, unhandled.mock.calls]).toEqual([1, []])
  })
})

describe('a logger', () => {
  it('gets retries and errors by default', async () => {
    await using server = await serveInTurn(closed)
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    await shopAt(server.baseUrl, { logger, maxRetries: 1 })
      .me.get()
      .catch(() => {})
    expect(logger.debug).not.toHaveBeenCalled()
    // The message has the reason, because not all loggers print the error of an event.
    const why = `GET ${server.baseUrl}/me failed: other side closed`
    const warned = [expect.objectContaining({ attempts: 1, wait: 0 }), `latchkey retry: ${why}`]
    expect(logger.warn.mock.calls).toEqual([warned])
    const failed = [expect.objectContaining({ attempts: 2 }), `latchkey error: ${why}`]
    expect(logger.error.mock.calls).toEqual([failed])
  })

  it('gets all messages from its level up', async () => {
    await using server = await serveInTurn(ok)
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    await shopAt(server.baseUrl, { logger, logLevel: 'debug' }).me.get()
    expect(logger.debug.mock.calls.map(([, message]) => message)).toEqual([
      `latchkey request: GET ${server.baseUrl}/me`,
      `latchkey response: GET ${server.baseUrl}/me`,
    ])
  })

  it.each(['silent', 'verbose', ''])('gets nothing if its level is %j', async level => {
    await using server = await serveInTurn(closed)
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const shop = shopAt(server.baseUrl, { logger, logLevel: level as LogLevel, maxRetries: 1 })
    await shop.me.get().catch(() => {})
    expect(server.requests).toHaveLength(2)
    for (const write of Object.values(logger)) expect(write).not.toHaveBeenCalled()
  })

  it('can be the console, and defaults to none', async () => {
    await using server = await serveInTurn(closed)
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    await shopAt(server.baseUrl, {})
      .me.get()
      .catch(() => {})
    expect([warn.mock.calls, error.mock.calls]).toEqual([[], []])
    await shopAt(server.baseUrl, { logger: console })
      .me.get()
      .catch(() => {})
    expect([warn.mock.calls.length, error.mock.calls.length]).toEqual([2, 1])
  })
})

describe('a tracer', () => {
  it('gets a span for each call', async () => {
    await using server = await serveInTurn(closed, ok)
    const spans = tracer()
    await shopAt(server.baseUrl, { tracing: openTelemetry(spans) }).apiKeys.get('key_1')
    const { port } = new URL(server.baseUrl)
    expect(spans.ended).toEqual([
      {
        name: 'GET /api-keys/{key_id}',
        kind: 2,
        status: undefined,
        attributes: {
          'http.request.method': 'GET',
          'url.template': '/api-keys/{key_id}',
          'url.full': `${server.baseUrl}/api-keys/key_1`,
          'server.address': '127.0.0.1',
          'server.port': Number(port),
          'http.response.status_code': 200,
          'http.request.resend_count': 1,
        },
      },
    ])
  })

  it('gets a span for the bare client, named by the method only, because the path may contain an id', async () => {
    await using server = await serveInTurn(ok)
    const spans = tracer()
    await shopAt(server.baseUrl, { tracing: openTelemetry(spans) }).fetch.GET('/me')
    expect(spans.ended).toMatchObject([{ name: 'GET', attributes: { 'url.full': `${server.baseUrl}/me` } }])
    expect(spans.ended[0]?.attributes['url.template']).toBeUndefined()
  })

  it('gets the failure of a call', async () => {
    await using server = await serveInTurn(refused(404, 'not_found'), closed, answered(302, { Location: '/' }))
    const spans = tracer()
    const shop = shopAt(server.baseUrl, { tracing: openTelemetry(spans), maxRetries: 0 })
    for (let call = 0; call < 3; call++) await shop.me.get().catch(() => {})
    expect(spans.ended).toMatchObject([
      { status: 2, attributes: { 'http.response.status_code': 404, 'error.type': '404' } },
      { status: 2, attributes: { 'error.type': 'LatchkeyConnectionError' } },
      { status: 2, attributes: { 'http.response.status_code': 302, 'error.type': 'LatchkeyResponseError' } },
    ])
  })

  it('gets a call that ended before it was sent, as one that was not sent again', async () => {
    const spans = tracer()
    const shop = shopAt('http://mock.example', { tracing: openTelemetry(spans) })
    await expect(shop.me.get({ signal: AbortSignal.abort() })).rejects.toMatchObject({ attempts: 0 })
    expect(spans.ended).toMatchObject([
      { attributes: { 'http.request.resend_count': 0, 'error.type': 'LatchkeyAbortError' } },
    ])
  })

  it.each([
    ['http://mock.example', 80],
    ['https://mock.example', 443],
    ['https://mock.example:8443', 8443],
  ])('gets the port of %s', async (baseUrl, port) => {
    const spans = tracer()
    await shopAt(baseUrl, { tracing: openTelemetry(spans), fetch: async () => Response.json({}) }).me.get()
    expect(spans.ended).toMatchObject([{ attributes: { 'server.port': port } }])
  })

  it('does not stop a call whose URL is invalid once the key is masked', async () => {
    const spans = tracer()
    const options = {
      tracing: openTelemetry(spans),
      apiKey: 'http://127.0.0.1',
      fetch: async () => Response.json({ id: 'usr_1' }),
    }
    expect(await shopAt('http://127.0.0.1:4010', options).me.get()).toEqual({ id: 'usr_1' })
    expect(spans.ended).toMatchObject([{ attributes: { 'url.full': '****:4010/me' } }])
  })

  it('gets the attributes for samplers at the start, while the parent span is active', async () => {
    let active: string | undefined = 'a click'
    const begun: unknown[] = []
    const spans = tracer()
    const tracing = openTelemetry({
      startActiveSpan: (name, options, work) => {
        begun.push([active, name, options])
        return spans.startActiveSpan(name, options, work)
      },
    })
    const shop = shopAt('https://shop.example/api/v1', { tracing, fetch: async () => Response.json({}) })
    const call = shop.me.get()
    // As with the context managers of pages, which forget it at the end of the function.
    active = undefined
    await call
    const attributes = {
      'http.request.method': 'GET',
      'server.address': 'shop.example',
      'server.port': 443,
      'url.full': 'https://shop.example/api/v1/me',
      'url.template': '/me',
    }
    expect(begun).toEqual([['a click', 'GET /me', { kind: 2, attributes }]])
    expect(spans.ended).toHaveLength(1)
  })
})

describe('custom tracing', () => {
  it('wraps each call, and gets its result', async () => {
    await using server = await serveInTurn(closed, ok, refused(404, 'not_found'))
    const calls: unknown[] = []
    const tracing: Tracing = async (call, work) => {
      const response = await work()
      calls.push([call.operation, call.attempts, response.status])
      return response
    }
    const { me } = shopAt(server.baseUrl, { tracing })
    expect(await me.get()).toEqual({ id: 'key_1' })
    await expect(me.get()).rejects.toMatchObject({ code: 'not_found' })
    expect(calls).toEqual([
      ['me.get', 2, 200],
      ['me.get', 1, 404],
    ])
  })
})

it('gives a tracer no port if masking the key makes the URL invalid', async () => {
  const spans = tracer()
  const options = { tracing: openTelemetry(spans), apiKey: 'http://127.0.0.1', fetch: async () => Response.json({}) }
  await shopAt('http://127.0.0.1:4010', options).me.get()
  expect(spans.ended[0]?.attributes['server.port']).toBeUndefined()
})

it('calls hooks and loggers as methods, as pino requires', async () => {
  class Log {
    readonly lines: string[] = []
    debug(_: object, message: string) {
      this.lines.push(message)
    }
    info(_: object, message: string) {
      this.lines.push(message)
    }
    warn(_: object, message: string) {
      this.lines.push(message)
    }
    error(_: object, message: string) {
      this.lines.push(message)
    }
    request() {
      this.lines.push('hook')
    }
  }
  const logger = new Log()
  const fetch = async () => Response.json({})
  await shopAt(baseUrl, { fetch, hooks: logger as never, logger: logger satisfies Logger, logLevel: 'debug' }).me.get()
  expect(logger.lines).toEqual([
    expect.stringMatching(/^latchkey request/),
    'hook',
    expect.stringMatching(/^latchkey response/),
  ])
})

it('passes retries to a logger with the level info', async () => {
  const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const fetch = () => Promise.reject(new Error('down'))
  await shopAt(baseUrl, { fetch, logger, logLevel: 'info', maxRetries: 1 })
    .me.get()
    .catch(() => {})
  expect([logger.debug, logger.warn, logger.error].map(({ mock }) => mock.calls.length)).toEqual([0, 1, 1])
})
