/** "HEAD is answered with 405." HEAD works wherever GET does (RFC 9110, 9.1). */
// Source: cloudflare/privacypass-issuer #16, wiremock/wiremock #2414
import { setupServer } from 'msw/node'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { createMock, type SystemId } from '../../../mock/index.ts'
import { type Route, routeMock } from '../../../mock/playwright.ts'
import { open } from '../../server/serving.ts'
import { ENTRY_POINTS } from './entry-points.ts'

/** Headers that differ from response to response, and those of the connection. */
const OWN = ['request-id', 'date', 'content-length', 'connection', 'keep-alive', 'transfer-encoding']

const headersOf = ({ headers }: Response) => [...headers].filter(([name]) => !OWN.includes(name))

describe.each(ENTRY_POINTS)('in %s', (_, open) => {
  test('HEAD gives the status and headers of GET, and no body', async () => {
    const mock = createMock()
    const { fetch, base } = await open(mock)
    const { headers } = mock.signIn('admin')
    for (const [path, sent] of [
      ['/me', headers],
      ['/me', {}],
      ['/api-keys?limit=1', headers],
      ['/api-keys?limit=x', headers],
      ['/api-keys/key_none', headers],
      ['/nothing', headers],
    ] as const) {
      const get = await fetch(base + path, { headers: { ...sent } })
      const head = await fetch(base + path, { method: 'HEAD', headers: { ...sent } })
      expect([path, head.status, headersOf(head)]).toEqual([path, get.status, headersOf(get)])
      expect(await head.text()).toBe('')
      expect(await get.text()).not.toBe('')
      expect(mock.requests.slice(-2).map(({ method }) => method)).toEqual(['GET', 'HEAD'])
      expect(mock.requests.at(-1)?.operation).toBe(mock.requests.at(-2)?.operation)
    }
  })

  test('HEAD is in Allow, and is not allowed where GET is not', async () => {
    const { fetch, base } = await open(createMock())
    const put = await fetch(`${base}/api-keys`, { method: 'PUT' })
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
    const head = await fetch(`${base}/api-keys/revoke`, { method: 'HEAD' })
    expect([head.status, head.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test('faults and overrides of the GET operation apply to HEAD', async () => {
    const mock = createMock()
    const { fetch, base } = await open(mock)
    const head = () => fetch(`${base}/orders`, { method: 'HEAD' })
    mock.fail('listOrders', { status: 503, times: 1 })
    expect((await head()).status).toBe(503)
    mock.override('listOrders', ({ respond }) => respond(200, { data: [], next_cursor: null }, { 'X-Total': '0' }))
    const response = await head()
    expect([response.status, response.headers.get('x-total'), await response.text()]).toEqual([200, '0', ''])
  })
})

test.each(Object.keys(contracts) as SystemId[])('in %s, each GET operation answers HEAD', async system => {
  const mock = createMock({ system })
  const { headers } = mock.signIn('admin')
  for (const { method, path } of mock.contract.operations) {
    if (method !== 'GET') continue
    const url = `http://shop.test${mock.contract.basePath}${path.replace(/\{\w+\}/, 'x')}`
    const get = await mock.fetch(url, { headers })
    const head = await mock.fetch(url, { method: 'HEAD', headers })
    expect([path, head.status, headersOf(head), await head.text()]).toEqual([path, get.status, headersOf(get), ''])
  }
})

test('the handlers of single operations take HEAD, and MSW can log it', async () => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {})
  onTestFinished(() => print.mockRestore())
  const mock = createMock()
  const server = setupServer(...mock.handlersFor('getMe'))
  server.listen({ onUnhandledFrame: 'error' })
  onTestFinished(() => server.close())
  expect((await fetch('http://shop.test/api/v1/me', { method: 'HEAD' })).status).toBe(401)
  const [handler] = mock.handlers
  const request = new Request('http://shop.test/api/v1/me', { method: 'HEAD' })
  await handler?.log({ request, response: await mock.fetch(request), parsedResult: {} } as never)
  expect(print.mock.calls.join()).toContain('HEAD http://shop.test/api/v1/me getMe')
})

test('the log of the server names HEAD', async () => {
  const server = await open()
  await fetch(`${server.origin}/api/v1/me`, { method: 'HEAD' })
  await server.close()
  expect(server.printed.out).toContain('HEAD /api/v1/me 401')
  expect(server.mock.requests).toMatchObject([{ method: 'HEAD', operation: 'getMe' }])
})

test('a page that Playwright drives can send HEAD', async () => {
  const fulfilled: unknown[] = []
  const route: Route = {
    request: () => ({
      url: () => 'http://shop.test/api/v1/me',
      method: () => 'HEAD',
      allHeaders: async () => ({}),
      postDataBuffer: () => null,
    }),
    fulfill: async ({ status, body }) => void fulfilled.push([status, body.length]),
    abort: async () => {},
  }
  await routeMock(
    { route: (_, handler) => handler(route), unroute: async () => {}, on: () => {}, off: () => {} },
    createMock(),
  )
  expect(fulfilled).toEqual([[401, 0]])
})
