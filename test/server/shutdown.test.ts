/** Stopping the server: pending requests get their responses, and nothing keeps it from stopping. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Latchkey } from './process.ts'

const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true }))

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s stops it with exit code 0, also with an idle connection',
  async signal => {
    const latchkey = await Latchkey.mock()
    const socket = await open(latchkey)
    socket.write('GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect(await read(socket)).toContain('401')

    latchkey.signal(signal)
    expect(await latchkey.ended()).toBe(0)
    expect(latchkey.err).toBe('')
  },
)

test('a request that has started gets its response, and new connections are refused', async () => {
  const latchkey = await Latchkey.mock()
  const socket = await open(latchkey)
  const body = '{"email":"admin@north.example","password":"password"}'
  socket.write(
    'POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
      `Content-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
  )
  // Once the server responds to a second request, it has the beginning of the first one.
  await fetch(`${latchkey.api}/me`)
  latchkey.signal('SIGINT')
  await refused(latchkey)
  socket.write(body.slice(10))

  expect(await read(socket)).toContain('201')
  expect(await latchkey.ended()).toBe(0)
  expect(latchkey.out).toContain('POST /api/v1/sessions 201')
})

test('a request that never completes does not keep it from stopping', async () => {
  const latchkey = await Latchkey.mock()
  const socket = await open(latchkey)
  socket.on('error', () => {})
  socket.write('POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n{')
  await fetch(`${latchkey.api}/me`)
  latchkey.signal('SIGINT')

  expect(await latchkey.ended()).toBe(0)
})

test('a second signal, of either kind, stops it at once', async () => {
  const latchkey = await Latchkey.mock('--delay', '60000')
  const socket = await open(latchkey)
  socket.on('error', () => {})
  socket.write('GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await fetch(`${latchkey.origin}/openapi.json`)
  latchkey.signal('SIGINT')
  await refused(latchkey)
  latchkey.signal('SIGTERM')
  // It has no exit code if the signal ended it, and 0 if it waited for the request.
  expect(await latchkey.ended()).toBe(null)
})

test('the state is written when it stops', async () => {
  const file = join(directory, 'ending.state')
  const first = await Latchkey.mock('--state', file)
  const headers = { Authorization: `Bearer ${first.token}` }
  const { body } = await first.ask('POST', '/api/v1/api-keys', { name: 'One' }, headers)
  first.signal('SIGINT')
  expect(await first.ended()).toBe(0)

  const second = await Latchkey.mock('--state', file)
  const me = await second.ask('GET', '/api/v1/me', undefined, { Authorization: `Bearer ${body.secret}` })
  expect(me.body.api_key.id).toBe(body.id)
  second.signal('SIGINT')
  expect(await second.ended()).toBe(0)
})

test('it keeps running when the reader of its output exits', async () => {
  const latchkey = await Latchkey.mock()
  latchkey.closeOutput()
  const statuses: number[] = []
  for (let count = 0; count < 3; count++) statuses.push((await fetch(`${latchkey.api}/me`)).status)
  latchkey.signal('SIGINT')

  expect(statuses).toEqual([401, 401, 401])
  expect(await latchkey.ended()).toBe(0)
})

async function open({ api }: Latchkey) {
  const { hostname, port } = new URL(api)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  return socket
}

async function read(socket: Awaited<ReturnType<typeof open>>): Promise<string> {
  const [chunk] = await once(socket, 'data')
  return String(chunk)
}

/** Waits until connections are refused. */
async function refused(latchkey: Latchkey): Promise<void> {
  for (;;) {
    const socket = await open(latchkey).catch(() => undefined)
    if (!socket) return
    socket.destroy()
  }
}
