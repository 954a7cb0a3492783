/** DNS rebinding: a page of a name that an attacker points to this machine is of the same origin as the server. */
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMock } from '../../../mock/index.ts'
import { serve } from '../../../mock/node.ts'
import { launchChromium } from '../../browser/chromium.ts'
import { open } from '../../server/serving.ts'

const PATHS = [
  '/',
  '/openapi.json',
  '/api/v1/me',
  '/docs/',
  '/__mock/',
  '/__mock/state',
  '/nothing',
  '/sandboxes/x/api',
]

/** `fetch` does not allow setting `Host`. */
async function asked(origin: string, host: string, path = '/api/v1/me', method = 'GET') {
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    httpRequest(origin + path, { method, headers: { Host: host } }, resolve)
      .on('error', reject)
      .end(),
  )
  return { status: answer.statusCode, body: JSON.parse(await text(answer)) as Record<string, unknown> }
}

const statusOf = async (origin: string, host: string) => (await asked(origin, host)).status

describe('a server that listens on this machine only', () => {
  test.each(PATHS)('answers %s to no foreign host, and names the way out', async path => {
    const server = await open()
    const { status, body } = await asked(server.origin, 'evil.example:4010', path)
    expect([status, body.code, body.instance]).toEqual([403, 'host_not_allowed', path])
    expect(body.detail).toContain('--allow-host evil.example')
  })

  test('carries out no request of a foreign host', async () => {
    const server = await open()
    const before = server.mock.snapshot()
    expect((await asked(server.origin, 'evil.example', '/sandboxes', 'POST')).status).toBe(403)
    expect((await asked(server.origin, 'evil.example', '/__mock/reset', 'POST')).status).toBe(403)
    expect(server.sandboxes.size).toBe(0)
    expect([server.mock.snapshot(), server.mock.requests]).toEqual([before, []])
  })

  test.each(['localhost:4010', 'LOCALHOST', '127.0.0.1', '127.1.2.3:80', '[::1]:4010', 'shop.localhost'])(
    'answers to %s',
    async host => expect(await statusOf((await open()).origin, host)).toBe(401),
  )

  test.each([
    ...['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.1.1:4010', '1127.0.0.1.example'],
    ...['mock', 'host.docker.internal', 'localhost.', '[::2]'],
  ])('does not answer to %s', async host => expect(await statusOf((await open()).origin, host)).toBe(403))

  test.each(['1127.0.0.1', '1.2.3.4.5', '256.256.256.256'])('cannot read the host %s', async host => {
    const { status, body } = await asked((await open()).origin, host)
    expect([status, body.code]).toEqual([400, 'malformed_http'])
  })

  test('answers to the names that it is told', async () => {
    const server = await open({ allowHosts: ['shop.example', 'Host.Docker.Internal'] })
    for (const host of ['shop.example', 'SHOP.example:80', 'host.docker.internal'])
      expect(await statusOf(server.origin, host)).toBe(401)
    expect((await asked(server.origin, 'shop.example', '/__mock/')).status).toBe(200)
    expect(await statusOf(server.origin, 'x.shop.example')).toBe(403)
  })

  test('logs one line for each foreign host', async () => {
    const server = await open()
    for (const host of ['a.example', 'a.example:1', 'b.example']) await asked(server.origin, host)
    await server.close()
    const notes = server.printed.out.split('\n').filter(line => line.includes('--allow-host'))
    expect(notes).toEqual([
      'Requests to the host a.example are refused. To allow them, start the server with --allow-host a.example.',
      'Requests to the host b.example are refused. To allow them, start the server with --allow-host b.example.',
    ])
  })
})

describe('a server that other machines can connect to', () => {
  test.each([
    'localhost',
    '192.168.1.7:4010',
    '[fe80::1]:80',
    'mock:4010',
    'mock.default.svc.cluster.local',
    'x.internal',
  ])('answers to %s, a name of the network', async host =>
    expect(await statusOf((await open({ host: '0.0.0.0' })).origin, host)).toBe(401),
  )

  test.each(['evil.example', '1.2.3.4.example', 'internal.example', 'evil.test.example'])(
    'does not answer to %s',
    async host => expect(await statusOf((await open({ host: '0.0.0.0' })).origin, host)).toBe(403),
  )
})

test('serve() refuses foreign hosts too, and takes names', async () => {
  const mock = createMock()
  const [one, other] = [await serve(mock), await serve(mock, { allowHosts: ['shop.example'] })]
  onTestFinished(async () => void (await Promise.all([one.close(), other.close()])))
  const { body } = await asked(one.url, 'shop.example')
  expect([body.code, body.detail]).toEqual(['host_not_allowed', expect.stringContaining('allowHosts')])
  expect(await statusOf(other.url, 'shop.example')).toBe(401)
  expect(await statusOf(one.url, 'localhost')).toBe(401)
})

test('a sandbox is refused to foreign hosts', async () => {
  const server = await open()
  const { body } = await server.ask('POST /sandboxes')
  const path = new URL(String(body.url)).pathname
  for (const below of ['', '/openapi.json', '/api/v1/me'])
    expect((await asked(server.origin, 'evil.example', path + below)).status).toBe(403)
})

test('a page of a rebound name reads nothing, in Chromium', async () => {
  const server = await open()
  const browser = await launchChromium({ args: ['--no-sandbox', '--host-resolver-rules=MAP evil.example 127.0.0.1'] })
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const origin = `http://evil.example:${new URL(server.origin).port}`
  await page.goto(`${origin}/nothing`)
  const read = await page.evaluate(
    paths => Promise.all(paths.map(async path => (await (await fetch(path)).json()).code)),
    ['/', '/openapi.json', '/api/v1/me', '/__mock/state'],
  )
  expect(read).toEqual(Array(4).fill('host_not_allowed'))
})
