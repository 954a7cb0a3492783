/** Bytes that are not quite HTTP get an answer that says so, and what was done before them is answered first. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { rawAnswers } from '../../server/raw.ts'
import { open } from '../../server/serving.ts'

const HOSTS = [
  '1.2.3.4.5',
  '256.256.256.256',
  '09.1',
  '4294967296',
  '127.999.1.1',
  '127.0.0.1.1',
  'a..b:x',
  '[::',
  '[:::1]',
]
const TARGETS = ['/', '/api/v1/me', '/openapi.json', '/docs/', '/__mock/', '/__mock/state', '/sandboxes', '*', '//', '']

test.each(HOSTS)('the host %s is rejected as malformed, wherever it is sent', async host => {
  const server = await open()
  for (const target of TARGETS) {
    const [answer] = await rawAnswers(
      server.origin,
      `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    )
    expect([target, answer?.status, answer?.body]).toEqual([
      target,
      400,
      expect.objectContaining({ code: 'malformed_http' }),
    ])
  }
  expect(server.printed.err).toBe('')
})

test.each([
  ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'malformed_http'],
  ['an empty Host', 'GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', 400, 'malformed_http'],
  [
    'an unknown expectation',
    'POST / HTTP/1.1\r\nHost: localhost\r\nExpect: a-miracle\r\nConnection: close\r\n\r\n',
    417,
    'expectation_failed',
  ],
  ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n', 405, 'method_not_allowed'],
  ['an unknown version', 'GET / HTTP/3.7\r\nHost: localhost\r\n\r\n', 400, 'malformed_http'],
])('a request with %s gets a problem document', async (_, bytes, status, code) => {
  const [answer] = await rawAnswers((await open()).origin, bytes)
  expect(answer).toMatchObject({ status, type: 'application/problem+json', body: { status, code } })
})

test('a client that disconnects after CONNECT does not end the server', async () => {
  const server = await open()
  const { port } = new URL(server.origin)
  for (let count = 0; count < 5; count++) {
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(socket, 'data')
    socket.write('x'.repeat(100_000))
    socket.resetAndDestroy()
  }
  expect((await server.ask('GET /')).status).toBe(200)
})

describe('garbage after a valid request', () => {
  const GARBAGE = 'GARBAGE\r\n\r\n'
  const create = (name: string, token: string) => {
    const body = JSON.stringify({ name })
    return `POST /api/v1/categories HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  }

  test.each([
    ['in the same packet', (requests: string) => [requests + GARBAGE]],
    ['in the next packet', (requests: string) => [requests, GARBAGE]],
    ['in several packets', (requests: string) => [requests, 'GAR', GARBAGE, GARBAGE]],
  ])('%s is answered after the request', async (_, packetsOf) => {
    const server = await open()
    const { token } = server.mock.signIn('admin')
    const answers = await rawAnswers(server.origin, ...packetsOf(create('one', token) + create('two', token)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 400])
    expect(answers[0]?.body).toMatchObject({ name: 'one' })
  })

  test('waits for a response that is delayed', async () => {
    const server = await open()
    const { token } = server.mock.signIn('admin')
    server.mock.delay('*', 50)
    const answers = await rawAnswers(server.origin, create('one', token) + GARBAGE)
    expect(answers.map(({ status }) => status)).toEqual([201, 400])
  })

  test('in the body of a request that takes none is answered after the request', async () => {
    const server = await open()
    const { token } = server.mock.signIn('admin')
    const head = `DELETE /api/v1/sessions/current HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nTransfer-Encoding: chunked\r\n\r\n`
    const answers = await rawAnswers(server.origin, `${head}GARBAGE\r\n`)
    expect(answers.map(({ status }) => status)).toEqual([204, 400])
  })

  test('in the body of a request is answered, and nothing is done', async () => {
    const server = await open()
    const { token } = server.mock.signIn('admin')
    const before = server.mock.snapshot().records
    const head = `POST /api/v1/categories HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`
    const answers = await rawAnswers(server.origin, `${head}5\r\n{"nam\r\nGARBAGE\r\n`)
    expect(answers.map(({ status }) => status)).toEqual([400])
    expect(server.mock.snapshot().records).toEqual(before)
  })
})
