/** What stands for the requests and responses of `fetch` behaves like them. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Listener, RespondTo } from '../listener.ts'
import { LightHeaders } from './light-headers.ts'
import { lightListener } from './light-listener.ts'
import { LightRequest } from './light-request.ts'
import { createLightResponse, LightResponse } from './light-response.ts'

const RAW = [
  'Host',
  'localhost',
  'X-One',
  'a',
  'x-one',
  'b',
  'Cookie',
  'c=1',
  'cookie',
  'd=2',
  'Authorization',
  'Bearer k',
]

describe('headers', () => {
  const real = new Headers()
  for (let at = 0; at < RAW.length; at += 2) real.append(RAW[at] ?? '', RAW[at + 1] ?? '')

  test.each(['host', 'X-ONE', 'cookie', 'authorization', 'x-none', 'constructor'])('%s is that of Headers', name => {
    const light = new LightHeaders(RAW)
    expect([light.get(name), light.has(name)]).toEqual([real.get(name), real.has(name)])
    expect([...light]).toEqual([...real])
    expect(light.get(name)).toBe(real.get(name))
  })
})

const incoming = (url: string, { method = 'GET', ...headers }: Record<string, string> = {}) =>
  ({ method, url, headers: { host: 'localhost:4010', ...headers }, rawHeaders: RAW }) as unknown as IncomingMessage

describe('a request', () => {
  test.each(['/', '/pets/7?a=b&c[]=%20d', '/a.b/~c'])('for %s has the URL of a Request', url => {
    const light = LightRequest.of(incoming(url))
    expect(light?.url).toBe(new Request(`http://localhost:4010${url}`).url)
  })

  test.each([
    ['a body', '/', { method: 'POST' }],
    ['a length', '/', { 'content-length': '1' }],
    ['a body of unknown length', '/', { 'transfer-encoding': 'chunked' }],
    ['another method', '/', { method: 'HEAD' }],
    ['a path to normalize', '/a/../b', {}],
    ['characters to encode', '/a"b', {}],
    ['a fragment', '/a#b', {}],
    ['a backslash', '/a\\b', {}],
    ['an encoded dot', '/a/%2e%2e/b', {}],
    ['an apostrophe', "/a?b='c'", {}],
    ['a whole URL', 'http://example.com/', {}],
    ['a host to normalize', '/', { host: 'LOCALHOST' }],
    ['the default port', '/', { host: 'localhost:80' }],
    ['no host', '/', { host: '' }],
  ])('with %s is left to fetch', (_what, url, headers) => {
    expect(LightRequest.of(incoming(url, headers))).toBeUndefined()
  })

  test('becomes a Request for what it does not have itself', async () => {
    const light = LightRequest.of(incoming('/pets')) as unknown as Request
    expect(await light.text()).toBe('')
    expect(light.clone().headers.get('x-one')).toBe('a, b')
    expect(light.redirect).toBe('follow')
  })
})

test('a response becomes a Response for more than its status', async () => {
  const light = createLightResponse('{"a":1}', { status: 201, headers: { 'Content-Type': 'application/json' } })
  expect(light.status).toBe(201)
  expect(light.ok).toBe(true)
  expect(light.headers.get('content-type')).toBe('application/json')
  expect(await light.json()).toEqual({ a: 1 })
})

describe('a server', () => {
  const stops: (() => void)[] = []
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
  })

  async function serve(respond: RespondTo, full: Listener = (_, outgoing) => outgoing.end('full')): Promise<string> {
    const server = createServer(lightListener(respond, async () => full)).listen(0, '127.0.0.1')
    stops.push(() => {
      server.closeAllConnections()
      server.close()
    })
    await once(server, 'listening')
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  test('sends the body, its length and the headers', async () => {
    const origin = await serve(async () => createLightResponse('é', { status: 203, headers: { 'Request-Id': 'r' } }))
    const response = await fetch(origin)
    expect([response.status, await response.text()]).toEqual([203, 'é'])
    expect([response.headers.get('content-length'), response.headers.get('request-id')]).toEqual(['2', 'r'])
  })

  test('sends no body where there is none', async () => {
    const response = await fetch(await serve(async () => createLightResponse(null, { status: 204, headers: {} })))
    expect([response.status, await response.text(), response.headers.has('content-length')]).toEqual([204, '', false])
  })

  test('sends what was changed after it was created', async () => {
    const origin = await serve(async () => {
      const response = createLightResponse('x', { status: 200, headers: {} })
      response.headers.set('X-Later', 'yes')
      expect(response).toBeInstanceOf(LightResponse)
      return response
    })
    const response = await fetch(origin)
    expect([response.headers.get('x-later'), await response.text()]).toEqual(['yes', 'x'])
  })

  test('sends any other response, and an error as a problem', async () => {
    const origin = await serve(async ({ url }) => {
      if (url.endsWith('/throws')) throw new Error('no')
      return new Response('real', { status: 202 })
    })
    const [real, failed] = [await fetch(origin), await fetch(`${origin}/throws`)]
    expect([real.status, await real.text()]).toEqual([202, 'real'])
    expect([failed.status, await failed.json()]).toMatchObject([500, { code: 'mock_failed' }])
  })

  test('leaves requests with a body to the other listener', async () => {
    const origin = await serve(async () => createLightResponse('light', { status: 200, headers: {} }))
    expect(await (await fetch(origin, { method: 'POST', body: 'x' })).text()).toBe('full')
    expect(await (await fetch(origin)).text()).toBe('light')
  })

  test('aborts the signal of a request whose client disconnects', async () => {
    const aborted = Promise.withResolvers<void>()
    const origin = await serve(async request => {
      const { signal } = request
      client.destroy()
      await once(signal, 'abort')
      aborted.resolve()
      return createLightResponse('late', { status: 200, headers: {} })
    })
    const client = send(origin).on('error', () => {})
    client.end()
    await aborted.promise
  })
})
