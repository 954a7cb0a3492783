/** "Cross-origin XHR cannot reach the mock." */
// Source: stoplightio/prism #412, #791, #1020, capricorn86/happy-dom #1488
import { setupServer } from 'msw/node'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createMock } from '../../../mock/index.ts'
import { serve } from '../../../mock/node.ts'
import { launchChromium } from '../../browser/chromium.ts'
import { open } from '../../server/serving.ts'
import { ENTRY_POINTS } from './entry-points.ts'

const PAGE = 'http://localhost:3000'
/** What jsdom, happy-dom and browsers send before a request with credentials. */
const preflight = (method = 'POST', origin = PAGE) => ({
  method: 'OPTIONS',
  headers: {
    Origin: origin,
    'Access-Control-Request-Method': method,
    'Access-Control-Request-Headers': 'authorization,content-type',
  },
})

/** A list in a header. */
const listed = (response: Response, name: string) => (response.headers.get(name) ?? '').toLowerCase().split(/, */)

describe.each(ENTRY_POINTS)('in %s', (name, open) => {
  test('a preflight is answered, and is not among the requests', async () => {
    const mock = createMock()
    const { fetch, base } = await open(mock)
    const response = await fetch(`${base}/api-keys`, preflight())
    expect([response.status, await response.text()]).toEqual([204, ''])
    expect(['*', PAGE]).toContain(response.headers.get('access-control-allow-origin'))
    expect(listed(response, 'access-control-allow-methods')).toEqual(
      expect.arrayContaining(['head', 'patch', 'delete']),
    )
    expect(listed(response, 'access-control-allow-headers')).toEqual(['authorization', 'content-type'])
    expect(mock.requests).toEqual([])
  })

  test('pages of another origin can read every response with its headers', async () => {
    const mock = createMock()
    const { fetch, base } = await open(mock)
    const headers = { ...mock.signIn('admin').headers, Origin: PAGE, 'Content-Type': 'application/json' }
    const body = JSON.stringify({ name: 'Sync' })
    mock.fail('listOrders', { status: 503 })
    for (const [status, path, init] of [
      [201, '/api-keys', { method: 'POST', headers, body }],
      [401, '/me', { headers: { Origin: PAGE } }],
      [404, '/nothing', { headers }],
      [405, '/me', { method: 'PUT', headers }],
      [503, '/orders', { headers }],
    ] as const) {
      const response = await fetch(base + path, init)
      expect([path, response.status]).toEqual([path, status])
      expect(['*', PAGE]).toContain(response.headers.get('access-control-allow-origin'))
      expect(listed(response, 'access-control-expose-headers')).toContain('request-id')
    }
    mock.override('getMe', ({ next }) => next())
    expect((await fetch(`${base}/me`, { headers })).headers.has('access-control-allow-origin')).toBe(true)
  })

  test('the same origin, no origin, and OPTIONS without a preflight get no CORS answer', async () => {
    const { fetch, base } = await open(createMock())
    const { origin } = new URL(base)
    const options = await fetch(`${base}/me`, { method: 'OPTIONS', headers: { Origin: PAGE } })
    expect(options.status).toBe(405)
    if (name === 'serve') return
    for (const headers of [{}, { Origin: origin }] as Record<string, string>[]) {
      const response = await fetch(`${base}/me`, { headers })
      expect([...response.headers.keys()].filter(name => /^access-control|vary/.test(name))).toEqual([])
    }
  })
})

test('in process, pages may send cookies, and pages without an origin may call', async () => {
  const mock = createMock()
  for (const origin of [PAGE, 'null']) {
    const response = await mock.fetch('http://shop.test/api/v1/me', preflight('GET', origin))
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
    expect(response.headers.get('access-control-allow-credentials')).toBe('true')
  }
})

test('in process, an override with CORS headers of its own keeps them', async () => {
  const mock = createMock()
  const allowed = { 'Access-Control-Allow-Origin': 'https://other.test' }
  mock.override('getMe', ({ respond }) => respond(401, { code: 'invalid_session' }, allowed))
  const { headers } = await mock.fetch('http://shop.test/api/v1/me', { headers: { Origin: PAGE } })
  expect([...headers].filter(([name]) => name.startsWith('access-control'))).toEqual([
    ['access-control-allow-origin', 'https://other.test'],
  ])
})

test('the handlers of single operations take their preflights, and no others', async () => {
  const mock = createMock()
  const server = setupServer(...mock.handlersFor('createApiKey'))
  server.listen({ onUnhandledFrame: 'error' })
  onTestFinished(() => server.close())
  expect((await fetch('http://shop.test/api/v1/api-keys', preflight('POST'))).status).toBe(204)
  await expect(fetch('http://shop.test/api/v1/api-keys', preflight('GET'))).rejects.toThrow()
})

// The recipe vitest-jsdom runs happy-dom itself.
test('the preflights of happy-dom, whose headers a mock cannot see, are answered', async () => {
  vi.stubGlobal('happyDOM', {})
  onTestFinished(() => void vi.unstubAllGlobals())
  const mock = createMock()
  const server = setupServer(...mock.handlersFor('createApiKey'))
  server.listen({ onUnhandledFrame: 'error' })
  onTestFinished(() => server.close())
  for (const send of [fetch, mock.fetch]) {
    const { status, headers } = await send('http://shop.test/api/v1/api-keys', { method: 'OPTIONS' })
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    expect(headers.get('access-control-allow-methods')).toContain('PATCH')
  }
  const created = await fetch('http://shop.test/api/v1/api-keys', { method: 'POST' })
  expect([created.status, created.headers.get('access-control-allow-origin')]).toEqual([401, '*'])
})

describe('serve(mock, { cors })', () => {
  const start = async (cors?: boolean | string[]) => {
    const mock = createMock()
    const server = await serve(mock, cors === undefined ? {} : { cors })
    onTestFinished(() => server.close())
    return async (origin: string) => {
      const asked = await fetch(`${server.url}/api/v1/me`, preflight('GET', origin))
      const read = await fetch(`${server.url}/api/v1/me`, { headers: { Origin: origin } })
      const control = await fetch(`${server.url}/__mock/reset`, { method: 'POST', headers: { Origin: origin } })
      const allowed = [asked, read].map(({ headers }) => headers.get('access-control-allow-origin'))
      return [asked.status, ...allowed, control.status]
    }
  }

  test('allows all origins by default, and not the controls', async () => {
    for (const cors of [undefined, true]) expect(await (await start(cors))(PAGE)).toEqual([204, '*', '*', 403])
  })

  test('allows none', async () => {
    expect(await (await start(false))(PAGE)).toEqual([405, null, null, 403])
  })

  test('allows the pages of a list to send cookies, as axios does with withCredentials', async () => {
    const server = await serve(createMock(), { cors: [PAGE] })
    onTestFinished(() => server.close())
    const responses = [
      await fetch(`${server.url}/api/v1/me`, preflight('GET')),
      await fetch(`${server.url}/api/v1/me`, { headers: { Origin: PAGE, Cookie: 'a=b' } }),
    ]
    for (const { headers } of responses)
      expect([
        headers.get('access-control-allow-origin'),
        headers.get('access-control-allow-credentials'),
        listed({ headers } as Response, 'vary'),
      ]).toEqual([PAGE, 'true', expect.arrayContaining(['origin'])])
  })

  test('allows a list of origins, with the controls', async () => {
    const ask = await start([PAGE])
    expect(await ask(PAGE)).toEqual([204, PAGE, PAGE, 204])
    expect(await ask('http://evil.test')).toEqual([204, null, null, 403])
  })
})

describe('the server without --cors', () => {
  test('logs one line for each origin that it blocks, and the line says what to do', async () => {
    const server = await open()
    const send = (path: string, init?: RequestInit) => fetch(server.origin + path, init)
    await send('/api/v1/me', preflight('GET'))
    await send('/api/v1/orders', preflight('GET'))
    await send('/__mock/reset', preflight('POST', 'http://localhost:3001'))
    // A request that needs no preflight, such as one with its key in the query.
    await send('/api/v1/products', { headers: { Origin: 'http://localhost:3002', 'Sec-Fetch-Site': 'same-site' } })
    // Behind the proxy of a development server, the page has the origin of the proxy.
    await send('/api/v1/me', { headers: { Origin: 'http://localhost:5173', 'Sec-Fetch-Site': 'same-origin' } })
    await send('/api/v1/me')
    await server.close()
    expect(server.printed.out.split('\n').filter(line => line.includes('--cors'))).toEqual(
      [3000, 3001, 3002].map(port => {
        const origin = `http://localhost:${port}`
        return `Pages of ${origin} cannot call this server. To allow it, start the server with --cors ${origin}.`
      }),
    )
  })

  test('with --cors the line is for other origins only', async () => {
    const server = await open({ origins: [PAGE] })
    for (const origin of [PAGE, 'http://localhost:3001'])
      await fetch(`${server.origin}/api/v1/me`, preflight('GET', origin))
    await server.close()
    expect(server.printed.out.match(/--cors \S+/g)).toEqual(['--cors http://localhost:3001.'])
  })
})

describe('XMLHttpRequest of a page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  test('reaches serve(mock) at another origin', async () => {
    const mock = createMock()
    const server = await serve(mock)
    const site = await serve(createMock())
    onTestFinished(async () => {
      await server.close()
      await site.close()
    })
    const page = await browser.newPage()
    await page.goto(`${site.url}/openapi.json`)
    const { headers } = mock.signIn('admin')
    const seen = await page.evaluate(
      async ([url, headers]) => {
        const { promise, resolve } = Promise.withResolvers<unknown>()
        const xhr = new XMLHttpRequest()
        xhr.open('POST', url)
        for (const [name, value] of Object.entries({ ...headers, 'Content-Type': 'application/json' }))
          xhr.setRequestHeader(name, value)
        xhr.onloadend = () => resolve([xhr.status, xhr.getResponseHeader('location') !== null])
        xhr.send('{"name":"Sync"}')
        return promise
      },
      [`${server.url}/api/v1/api-keys`, { ...headers }] as const,
    )
    expect(seen).toEqual([201, true])
  })
})
