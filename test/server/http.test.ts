/** What every HTTP server must do: invalid requests and HEAD. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { open } from './serving.ts'

test.each([
  ['text that is not HTTP', 'GARBAGE\r\n\r\n', 400, 'malformed_http'],
  ['an invalid host', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 400, 'malformed_http'],
  ['a path with a backslash', 'GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'malformed_http'],
  [
    'headers that are too large',
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers_too_large',
  ],
])('%s is rejected with a problem document', async (_, bytes, status, code) => {
  const answer = await raw((await open()).origin, bytes)
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(head.toLowerCase()).toContain('content-type: application/problem+json')
  expect(JSON.parse(body)).toMatchObject({ status, code })
})

test('HEAD gives the headers of GET without a body', async () => {
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
