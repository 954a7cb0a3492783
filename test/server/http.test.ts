/** What every HTTP server must do: invalid requests and HEAD. */
import { expect, test } from 'vitest'
import { rawAnswers } from './raw.ts'
import { open } from './serving.ts'

test.each([
  ['text that is not HTTP', 'GARBAGE\r\n\r\n', 400, 'malformed_http'],
  ['an invalid host', 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400, 'malformed_http'],
  ['a path with a backslash', 'GET /a\\b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400, 'malformed_http'],
  [
    'headers that are too large',
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers_too_large',
  ],
])('%s is rejected with a problem document', async (_, bytes, status, code) => {
  const answers = await rawAnswers((await open()).origin, bytes)
  expect(answers).toEqual([expect.objectContaining({ status, type: 'application/problem+json' })])
  expect(answers[0]?.body).toMatchObject({ status, code })
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
