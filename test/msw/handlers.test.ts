import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { getResponse, HttpResponse, http, type RequestHandler } from 'msw'
import { setupServer } from 'msw/node'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { editedContract } from '../engine/edited-contract.ts'
import { BASE, init, signIn } from './shop.ts'

const mock = createMock()

/** Starts MSW's server until the end of the test. */
function listen(handlers: readonly RequestHandler[], onUnhandledFrame: 'bypass' | 'error' = 'error') {
  const server = setupServer(...handlers)
  server.listen({ onUnhandledFrame })
  onTestFinished(() => server.close())
  return server
}

const headersOf = (handlers: readonly RequestHandler[]) => handlers.map(({ info }) => info.header)

describe('mock.handlers', () => {
  test('handle the whole API through MSW, at any origin, with the state of the mock', async () => {
    listen(mock.handlers)
    for (const base of [BASE, 'https://elsewhere.test:8443/api/v1']) {
      const token = await signIn(fetch, base)
      const me = await fetch(`${base}/me`, init({ token }))
      expect(me.status).toBe(200)
      expect((await mock.fetch(`${BASE}/me`, init({ token }))).status).toBe(200)
    }
  })

  test('respond to unknown paths with the problems of the API', async () => {
    listen(mock.handlers)
    for (const path of ['/nothing', '', '/api-keys/'])
      expect(await (await fetch(BASE + path)).json()).toMatchObject({ code: 'not_found' })
    expect(await (await fetch(`${BASE}/me`, init({ method: 'PUT' }))).json()).toMatchObject({
      code: 'method_not_allowed',
    })
  })

  test('leave all other requests to other handlers and to the network', async () => {
    const real = createServer((_, response) => response.end('real')).listen(0, '127.0.0.1')
    await once(real, 'listening')
    const { port } = real.address() as AddressInfo
    listen([...mock.handlers, http.all('http://other.test/*', () => HttpResponse.text('other'))], 'bypass')
    for (const path of ['/', '/api', '/api/v1x', '/shop/api/v1/me', '/api/v2/me'])
      expect(await (await fetch(`http://other.test${path}`)).text()).toBe('other')
    expect(await (await fetch(`http://127.0.0.1:${port}/health`)).text()).toBe('real')
    real.close()
  })

  test('run after handlers that are added with use(), until a reset', async () => {
    const server = listen(mock.handlers)
    server.use(http.get('*/api/v1/me', () => HttpResponse.json({ name: 'Mine' })))
    expect(await (await fetch(`${BASE}/me`)).json()).toEqual({ name: 'Mine' })
    expect((await fetch(`${BASE}/api-keys`)).status).toBe(401)
    server.resetHandlers()
    expect((await fetch(`${BASE}/me`)).status).toBe(401)
  })

  test('receive whole bodies, and MSW can still read the request', async () => {
    listen(mock.handlers)
    const token = await signIn(fetch)
    const created = await fetch(`${BASE}/api-keys`, init({ method: 'POST', token, body: { name: 'Ünïcode' } }))
    expect(created.status).toBe(201)
    expect(await created.json()).toMatchObject({ name: 'Ünïcode' })
  })

  test('are the same each time, and mocks share none', async () => {
    expect(mock.handlers).toEqual(mock.handlers)
    expect(mock.handlers[0]).toBe(mock.handlers[0])
    const other = createMock()
    const token = await signIn(mock.fetch)
    const ask = (handlers: RequestHandler[]) => getResponse(handlers, new Request(`${BASE}/me`, init({ token })))
    expect((await ask(mock.handlers))?.status).toBe(200)
    expect((await ask(other.handlers))?.status).toBe(401)
  })

  test('are bound to baseUrl if the mock has one', async () => {
    const { handlers } = createMock({ baseUrl: 'https://shop.test:8443/api/v1/' })
    const ask = (url: string) => getResponse(handlers, new Request(url))
    expect((await ask('https://shop.test:8443/api/v1/me'))?.status).toBe(401)
    for (const origin of ['https://shop.test', 'http://shop.test:8443', 'https://other.test:8443'])
      expect(await ask(`${origin}/api/v1/me`)).toBeUndefined()
    expect(headersOf(handlers)).toEqual([`ALL https://shop.test:8443/api/v1/* (${mock.contract.title})`])
  })

  test('a baseUrl that does not fit the contract is rejected, with one that does', () => {
    expect(() => createMock({ baseUrl: 'shop.test' })).toThrow(
      'baseUrl must be a URL such as https://shop.test/api/v1, not "shop.test".',
    )
    expect(() => createMock({ baseUrl: 'https://shop.test/v2' })).toThrow(
      /must end with .* https:\/\/shop\.test\/api\/v1, not "https:\/\/shop\.test\/v2"\./,
    )
  })

  test('follow the base path of your own contract; an empty one needs a baseUrl', async () => {
    for (const basePath of ['/shop', '']) {
      const contract = editedContract(contract => Object.assign(contract, { basePath }))
      const { handlers } = createMock({ contract, ...(basePath === '' && { baseUrl: 'http://shop.test' }) })
      expect((await getResponse(handlers, new Request(`http://shop.test${basePath}/me`)))?.status).toBe(401)
    }
  })

  test('do not load MSW: the mock works without it', async () => {
    const script = `
      import { registerHooks } from 'node:module'
      registerHooks({
        resolve(name, context, next) {
          if (/^(msw|@mswjs)\\b/.test(name)) throw new Error(name + ' was loaded')
          return next(name, context)
        },
      })
      const { createMock } = await import('./mock/index.ts')
      const [handler] = createMock().handlers
      console.log(handler.kind)
      await import('msw').catch(error => console.log(error.message))`
    const root = fileURLToPath(new URL('../..', import.meta.url))
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: root })
    expect((await run).stdout).toBe('request\nmsw was loaded\n')
  })
})

describe('mock.handlersFor', () => {
  test('returns the handlers of these operations', () => {
    expect(headersOf(mock.handlersFor('createApiKey', 'getApiKey'))).toEqual([
      'POST */api/v1/api-keys (createApiKey)',
      'GET */api/v1/api-keys/:key_id (getApiKey)',
    ])
  })

  test('leaves all other requests alone, also to the same path', async () => {
    listen([...mock.handlersFor('getMe', 'createApiKey'), http.all('*', () => HttpResponse.text('other'))])
    expect((await fetch(`${BASE}/me`)).status).toBe(401)
    expect((await fetch(`${BASE}/api-keys`, init({ method: 'POST', body: {} }))).status).toBe(401)
    for (const [path, method] of [
      ['/api-keys', 'GET'],
      ['/api-keys/key_1', 'GET'],
      ['/api-keys/key_1/revoke', 'POST'],
      ['/me', 'DELETE'],
      ['/nothing', 'GET'],
    ])
      expect(await (await fetch(BASE + path, init({ method: method ?? '' }))).text()).toBe('other')
  })

  test('rejects an unknown operation, with the known ones', () => {
    const warehouse = createMock({ system: 'warehouse' })
    // @ts-expect-error The types reject it too.
    expect(() => warehouse.handlersFor('deleteApiKey')).toThrow(
      /warehouse has no operation "deleteApiKey"\. Its operations are .*createApiKey/,
    )
  })
})

describe('what MSW prints and reports of a response', () => {
  test('a request is matched by a handler with the name of the API', async () => {
    const server = listen(mock.handlers)
    const matched: string[] = []
    server.events.on('request:match', ({ handler }) => void matched.push(handler.info.header))
    await fetch(`${BASE}/me`)
    expect(matched).toEqual([`ALL */api/v1/* (${mock.contract.title})`])
  })

  const secret = `lk_live_${'a'.repeat(49)}`
  test.each([
    ['POST', '/sessions', 'createSession', '201'],
    ['GET', `/me?key=${secret}`, 'getMe', '401 missing_credentials'],
    ['GET', `/products/${secret}`, 'getProduct', '401 missing_credentials'],
    ['GET', `/100%25/${secret}`, '(no operation)', '404 not_found'],
  ])('%s %s is printed as %s, %s, without secrets', async (method, path, operation, status) => {
    const print = vi.spyOn(console, 'log').mockImplementation(() => {})
    const [handler] = mock.handlers
    const body = { email: 'admin@north.example', password: 'password' }
    const request = new Request(BASE + path, init(method === 'POST' ? { method, body } : {}))
    const response = await mock.fetch(request.clone())
    await handler?.log({ request, response, parsedResult: {} })
    const printed = JSON.stringify(print.mock.calls)
    print.mockRestore()
    expect(printed).toMatch(/\[MSW\] \d\d:\d\d:\d\d (GET|POST) http:\/\/shop\.test\/api\/v1\//)
    expect(printed).toContain(`${operation} (%c${status}%c)`)
    expect(printed).not.toContain(secret)
    expect(printed).not.toMatch(/ses_\w{10}|"password"/)
  })
})
