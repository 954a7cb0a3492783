/** URLs of requests, and the URL of the API in its contract. */
// Source: mswjs/msw #1597, #1625
import { request } from 'node:http'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createMock, type Snapshot } from '../../../mock/index.ts'
import { serve } from '../../../mock/node.ts'
import { editedContract, operationOf } from '../../engine/edited-contract.ts'
import { ask, open } from '../../server/serving.ts'
import { ENTRY_POINTS } from './entry-points.ts'

afterEach(() => void vi.unstubAllGlobals())

describe('"mock.fetch throws Invalid URL where fetch works in a page": a relative URL', () => {
  test.each(['/api/v1/me', '/api/v1/me?x=1', '//shop.test/api/v1/me'])('works without a page: %s', async url => {
    expect((await createMock().fetch(url)).status).toBe(401)
    expect((await createMock({ baseUrl: 'https://shop.test/api/v1' }).fetch(url, { method: 'HEAD' })).status).toBe(401)
  })

  test('is relative to the page, as in jsdom', async () => {
    vi.stubGlobal('location', { href: 'http://localhost:3000/api/v1/settings' })
    expect((await createMock().fetch('me')).status).toBe(401)
    vi.stubGlobal('document', { baseURI: 'http://localhost:3000/other/' })
    expect((await createMock().fetch('me')).status).toBe(404)
    vi.stubGlobal('document', { baseURI: 'about:blank' })
    expect((await createMock().fetch('/api/v1/me')).status).toBe(401)
  })

  test('that is no URL, or not one of HTTP, is a TypeError', async () => {
    for (const url of ['http://', 'ftp://shop.test/api/v1/me', 'file:///api/v1/me', 'mailto:a@shop.test'])
      await expect(createMock().fetch(url)).rejects.toThrow(TypeError)
  })
})

test.each(ENTRY_POINTS)('"response.url is empty": it is the URL of the request, in %s', async (_, open) => {
  const { fetch, base } = await open(createMock())
  for (const url of [`${base}/me?a=1`, `${base}/nothing`]) expect((await fetch(url)).url).toBe(url)
})

describe('"a client that encodes a hyphen gets a 404": unreserved characters may be encoded (RFC 3986, 6.2.2.2)', () => {
  test.each(ENTRY_POINTS)('in %s', async (_, open) => {
    const mock = createMock()
    const { fetch, base } = await open(mock)
    const { headers } = mock.signIn('admin')
    const { origin } = new URL(base)
    for (const path of ['/api/v1/api%2Dkeys', '/api/v1/api%2dkeys', '/%61pi/v%31/api-keys', '/api/v1/%61pi%2dkeys'])
      expect([path, (await fetch(origin + path, { headers: { ...headers } })).status]).toEqual([path, 200])
    for (const path of ['/api/v1%2Fapi-keys', '/api/v1/api%20keys', '/api/v1/api-keys%2F'])
      expect([path, (await mock.fetch(origin + path, { headers })).status]).toEqual([path, 404])
  })

  test('in sandboxes, and the guard of the controls holds', async () => {
    const server = await open()
    const { body } = await server.ask('POST /sandboxes')
    expect((await ask(body.url, 'GET /api/v1/%6De')).status).toBe(401)
    const control = await server.ask('POST /%5F%5Fmock/reset', { headers: { Origin: 'http://evil.test' } })
    expect(control.status).toBe(403)
  })

  test.each([
    ['/größe/{id}', '/größe/1'],
    ['/größe/{id}', '/gr%c3%b6%C3%9fe/1'],
    ['/a b/{id}', '/a b/1'],
    ['/a~b/{id}', '/a%7Eb/1'],
    ['/a%2Db/{id}', '/a-b/1'],
  ])('a path %s of a contract has the request %s', async (path, sent) => {
    const contract = editedContract(contract => void Object.assign(operationOf(contract, 'getCategory'), { path }))
    const mock = createMock({ contract })
    const response = await mock.fetch(`http://shop.test/api/v1${sent}`)
    expect([response.status, mock.requests.at(-1)?.operation]).toEqual([401, 'getCategory'])
  })
})

describe('"/openapi.json names port 4010, whatever the port": its server', () => {
  const apiOf = async (url: string) => {
    const { servers } = await (await fetch(url)).json()
    return new URL(servers[0].url, url).href
  }

  test('is the one that sent it, by serve and by the command', async () => {
    const served = await serve(createMock({ system: 'warehouse' }))
    onTestFinished(() => served.close())
    expect(await apiOf(`${served.url}/openapi.json`)).toBe(`${served.url}/api/v1`)
    const { origin } = await open()
    expect(await apiOf(`${origin}/openapi.json`)).toBe(`${origin}/api/v1`)
  })

  test('is the sandbox in a sandbox, also of another system', async () => {
    const server = await open()
    for (const system of ['standard', 'warehouse']) {
      const { body } = await server.ask('POST /sandboxes', { body: { system } })
      expect(await apiOf(`${body.url}/openapi.json`)).toBe(`${body.url}/api/v1`)
    }
  })
})

test('"the controls answer 403 in my container": the error says what to do', async () => {
  const { origin } = await open()
  const answer = await new Promise<string>((resolve, reject) => {
    const asked = request(`${origin}/__mock/reset`, { method: 'POST', headers: { Host: 'host.docker.internal:4010' } })
    asked.on('response', async response => resolve(Buffer.concat(await response.toArray()).toString()))
    asked.on('error', reject).end()
  })
  const { status, detail } = JSON.parse(answer)
  expect(status).toBe(403)
  expect(detail).toContain('From a container, send the header `Host: localhost`')
  expect(detail).toContain('--host 0.0.0.0')
})

test('"I keep a snapshot in a file": a snapshot can be restored after JSON, in another mock', async () => {
  const mock = createMock({ now: '2026-01-01T00:00:00Z' })
  mock.seed({ Product: [{ name: 'Rye flour', sku: 'RYE-1' }] })
  const text = JSON.stringify(mock.snapshot())
  const other = createMock()
  other.restore(JSON.parse(text) as Snapshot)
  expect(JSON.stringify(other.snapshot())).toBe(text)
})
