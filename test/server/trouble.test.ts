/** Requests that are made to fail or to wait, and bytes that are no request. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { open } from './serving.ts'

test('requests fail as often as they should, until nothing fails any more', async () => {
  const server = await open()
  await server.ask('POST /__mock/fail', { body: { operation: 'getMe', status: 503, times: 1 } })
  await server.ask('POST /__mock/fail', { body: { operation: 'listProducts', code: 'permission_denied' } })
  const statuses = async () => [
    (await server.ask('GET /api/v1/me')).status,
    (await server.ask('GET /api/v1/products')).status,
  ]
  expect(await statuses()).toEqual([503, 403])
  expect(await statuses()).toEqual([401, 403])
  expect((await server.ask('DELETE /__mock/fail')).status).toBe(204)
  expect(await statuses()).toEqual([401, 401])
})

test.each([
  [{ operation: 'getMee', status: 503 }, 'getMe'],
  [{ operation: 'getMe', status: 404 }, 'does not declare'],
  [{ operation: 'getMe' }, 'does not declare'],
  [{ status: 503 }, '/operation is required'],
  [{ operation: 'getMe', status: 503, times: 0 }, 'times'],
  [{ operation: 'getMe', staus: 503 }, 'Did you mean `status`?'],
])('nothing fails by %j', async (body, says) => {
  const server = await open()
  const answer = await server.ask('POST /__mock/fail', { body })
  expect([answer.status, answer.body.detail]).toEqual([422, expect.stringContaining(says)])
  expect((await server.ask('GET /api/v1/me')).status).toBe(401)
})

test('a connection breaks, and is no failure of the mock', async () => {
  const server = await open()
  await server.ask('POST /__mock/fail', { body: { operation: 'getMe', error: 'network', times: 1 } })
  await expect(server.ask('GET /api/v1/me')).rejects.toThrow(TypeError)
  expect((await server.ask('GET /api/v1/me')).status).toBe(401)
  await server.close()
  expect(server.printed.out).toContain('GET /api/v1/me 499')
  expect(server.printed.err).toBe('')
})

test('a caller who goes away leaves no failure', async () => {
  const server = await open()
  await server.ask('POST /__mock/delay', { body: { milliseconds: 60_000 } })
  const gone = new AbortController()
  const asked = fetch(`${server.origin}/api/v1/me`, { signal: gone.signal })
  setTimeout(() => gone.abort(), 50)
  await expect(asked).rejects.toThrow('abort')
  await expect.poll(() => server.printed.out).toContain('GET /api/v1/me 499')
  expect(server.printed.err).toBe('')
})

test('a caller who goes away in the middle of a body for the controls leaves no failure', async () => {
  const server = await open()
  const { hostname, port } = new URL(server.origin)
  const socket = connect(Number(port), hostname)
  socket.write('POST /__mock/reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{')
  await new Promise(resolve => setTimeout(resolve, 50))
  socket.destroy()
  await expect.poll(() => server.printed.out).toContain('POST /__mock/reset 499')
  expect(server.printed.err).toBe('')
})

test('requests wait as long as they should, until nothing waits any more', async () => {
  const server = await open()
  const time = async () => {
    const start = performance.now()
    await server.ask('GET /api/v1/me')
    return performance.now() - start
  }
  await server.ask('POST /__mock/delay', { body: { operation: 'getMe', milliseconds: [200, 210] } })
  expect(await time()).toBeGreaterThan(190)
  await server.ask('DELETE /__mock/delay')
  expect(await time()).toBeLessThan(190)
  for (const milliseconds of [-1, 'long', [200, 50], undefined]) {
    const { status } = await server.ask('POST /__mock/delay', { body: { milliseconds } })
    expect([milliseconds, status]).toEqual([milliseconds, 422])
  }
})

test.each([
  ['no HTTP', 'GARBAGE\r\n\r\n', 400, 'malformed_http'],
  ['a host that makes no URL', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 400, 'malformed_http'],
  ['a path with a backslash', 'GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'malformed_http'],
  ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
])('%s is refused with a problem document', async (_, bytes, status, code) => {
  const answer = await raw((await open()).origin, bytes)
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(head.toLowerCase()).toContain('content-type: application/problem+json')
  expect(JSON.parse(body)).toMatchObject({ status, code })
})

test('HEAD is a GET without its body', async () => {
  const server = await open()
  const { headers } = server.mock.signIn('admin')
  for (const path of ['/', '/openapi.json', '/__mock/', '/api/v1/me', '/api/v1/nothing']) {
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map(method => fetch(server.origin + path, { method, headers: { ...headers } })),
    )
    expect([path, head?.status, head?.headers.get('content-type')]).toEqual([
      path,
      get?.status,
      get?.headers.get('content-type'),
    ])
    expect(await head?.text()).toBe('')
  }
})

async function raw(origin: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(bytes)
  const [chunk] = await once(socket, 'data')
  socket.destroy()
  return String(chunk)
}
