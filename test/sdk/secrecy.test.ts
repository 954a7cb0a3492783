import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { Latchkey, openTelemetry, type SystemId } from '../../src/index.ts'
import { closed, serveInTurn, stalled } from './fault-server.ts'
import { byRequest, retryAtOnce, thrownBy } from './helpers.ts'
import { answerJson, serve } from './server.ts'
import { tracer } from './tracer.ts'
import { baseUrl } from './world.ts'

retryAtOnce()

// URLs may also encode the apostrophe.
const SECRET = "hc_5e/cr+et'=0123456789"
const FORMS = [SECRET, encodeURIComponent(SECRET), btoa(`${SECRET}:`), '5e/cr', '5e%2Fcr', '0123456789']

/** Everything that printing a value may show. */
function printed(value: unknown): string {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  console.log(value)
  log.mockRestore()
  const stack = value instanceof Error ? [value.stack, inspect(value.cause, { depth: 99 })] : []
  return [
    inspect(value, { depth: 99, showHidden: true, getters: true }),
    JSON.stringify(value),
    `${value}`,
    JSON.stringify(Object.getOwnPropertyDescriptors(value)),
    ...stack,
  ].join('\n')
}

function expectNoSecret(value: unknown): void {
  const text = printed(value)
  for (const form of FORMS) expect(text).not.toContain(form)
}

const credentials = (['apiKey', 'session'] as const).flatMap(option =>
  (['standard', 'account-keys', 'user-keys', 'store-admin', 'warehouse', 'secret-keys'] as const).map(
    system => [system, option] as const,
  ),
)

describe.each(credentials)('%s with an %s', (system, option) => {
  const credential = option === 'apiKey' ? { apiKey: SECRET } : { session: SECRET }
  const options = { system, baseUrl: 'http://mock.example/api/v1', ...credential }

  it('prints a client without its credential', () => {
    expectNoSecret(new Latchkey<SystemId>(options))
  })

  it('prints the error of a failed connection without it, even if the error names the URL', async () => {
    const shop = new Latchkey<SystemId>({
      ...options,
      fetch: byRequest(request => {
        const authorization = request.headers.get('authorization')
        const inner = new Error(`error sending request for url (${request.url}), ${authorization}`)
        const outer = Object.assign(new TypeError(`fetch failed: ${request.url}`, { cause: inner }), {
          code: request.url,
          path: request.url,
          request,
        })
        throw outer
      }),
    })
    expectNoSecret(await thrownBy(shop.me.get()))
    expectNoSecret(await thrownBy(shop.fetch.GET('/me')))
    expect(String(await thrownBy(shop.me.get()))).toContain('error sending request')
  })

  it('prints a problem without it, even if the server repeats the request', async () => {
    const shop = new Latchkey<SystemId>({
      ...options,
      fetch: byRequest(async request => {
        const echo = `${request.url} ${request.headers.get('authorization')}`
        return Response.json(
          { title: echo, detail: echo, status: 401, code: 'invalid_key', instance: echo, errors: [{ message: echo }] },
          { status: 401 },
        )
      }),
    })
    const error = await thrownBy(shop.me.get())
    expect(error).toMatchObject({ code: 'invalid_key' })
    expectNoSecret(error)
  })

  it('never passes it to hooks, loggers and tracers', async () => {
    const seen: unknown[] = []
    const see = (...values: unknown[]) => void seen.push(...values)
    const hooks = { request: see, response: see, retry: see, error: see }
    const logger = { debug: see, info: see, warn: see, error: see }
    const spans = tracer()
    await using server = await serveInTurn(
      closed,
      (request, response) => response.writeHead(503).end(`${request.url} ${request.headers.authorization}`),
      (request, response) => response.writeHead(302, { Location: `https://other.example${request.url}` }).end(),
      stalled,
    )
    const observed = {
      ...options,
      hooks,
      logger,
      logLevel: 'debug',
      tracing: openTelemetry(spans),
      baseUrl: server.baseUrl,
    } as const
    const shop = new Latchkey<SystemId>(observed)
    seen.push(
      await thrownBy(shop.me.get({ headers: { 'X-Key': SECRET } })),
      await thrownBy(shop.me.get({ timeout: 20, retries: 0 })),
      await thrownBy(shop.me.get({ signal: AbortSignal.timeout(20) })),
    )
    for (const kind of ['Connection', 'Response', 'Timeout', 'Abort'])
      expect(inspect(seen)).toContain(`Latchkey${kind}Error`)
    expect(spans.ended).toHaveLength(3)
    for (const value of [...seen, ...spans.ended]) expectNoSecret(value)
  })

  it('prints a response without it', async () => {
    await using server = await serve(answerJson({ id: 'key_1' }))
    const shop = new Latchkey<SystemId>({ ...options, baseUrl: server.baseUrl })
    const call = shop.me.get()
    const answer = await call.withResponse()
    for (const value of [call, answer, answer.response, [...answer.response.headers]]) expectNoSecret(value)
  })

  it('prints an unexpected response without it, and without the body', async () => {
    await using server = await serve((request, response) => response.end(`{"secret":"${SECRET}","url":"${request.url}`))
    const shop = new Latchkey<SystemId>({ ...options, baseUrl: server.baseUrl })
    expectNoSecret(await thrownBy(shop.me.get()))
  })
})

it('prints the response of the bare client without the key in its URL', async () => {
  await using server = await serve(answerJson({}))
  const shop = new Latchkey({ system: 'store-admin', baseUrl: server.baseUrl, apiKey: SECRET })
  expectNoSecret(await shop.fetch.GET('/me'))
})

it.each<[string, (key: string) => string]>([
  ['with all of it encoded', key => key.replace(/./g, character => `%${character.charCodeAt(0).toString(16)}`)],
  ['in lower case', key => encodeURIComponent(key).replace(/%../g, code => code.toLowerCase())],
  ['as a form encodes it', key => String(new URLSearchParams({ key }))],
  ['in Basic, in a URL', key => encodeURIComponent(btoa(`${key}:`))],
])('masks a key in a URL that something rewrote: %s', async (_, rewrite) => {
  const apiKey = "lk_a.b*c(d)+e/f='g~h!|^$\\z"
  const written = rewrite(apiKey)
  const fetch = () => Promise.reject(new TypeError(`cannot reach http://mock.example/me?${written}&limit=1`))
  const shop = new Latchkey({ system: 'store-admin', baseUrl: 'http://mock.example', apiKey, fetch })
  const text = printed(await thrownBy(shop.me.get()))
  expect(text).not.toContain(written)
  expect(text).toMatch(/mock\.example\/me\?(key=)?\*{4}&limit=1/)
})

it('masks what is thrown if it is not an error', async () => {
  const shop = new Latchkey({
    system: 'store-admin',
    baseUrl: 'http://mock.example',
    apiKey: SECRET,
    fetch: byRequest(({ url }) => Promise.reject(`cannot reach ${url}`)),
  })
  const error = await thrownBy(shop.me.get())
  expectNoSecret(error)
  expect(String(error)).toContain('cannot reach http://mock.example/me?key=****')
})

it('cuts circular causes', async () => {
  const error = new Error('round')
  error.cause = error
  const shop = new Latchkey({
    system: 'standard',
    baseUrl: 'http://mock.example',
    fetch: () => Promise.reject(error),
  })
  await expect(shop.me.get()).rejects.toThrow('failed: round')
})

it('masks each occurrence of a key, and keeps the stack', async () => {
  const thrown = new TypeError('lk_live_0123456789 lk_live_0123456789')
  thrown.stack = `${thrown.stack}\n    at somewhere (lk_live_0123456789.js:1:1)`
  const shop = new Latchkey({
    system: 'standard',
    baseUrl,
    apiKey: 'lk_live_0123456789',
    fetch: () => Promise.reject(thrown),
    maxRetries: 0,
  })
  const { cause } = await shop.me.get().catch(error => error)
  expect([cause.message, cause.stack]).toEqual(['**** ****', expect.stringContaining('at somewhere (****.js:1:1)')])
})
