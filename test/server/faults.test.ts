/** Faults and delays over HTTP, and clients that disconnect. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { open } from './serving.ts'

test('requests fail as often as a fault specifies, until all faults are removed', async () => {
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
])('rejects the fault %j', async (body, says) => {
  const server = await open()
  const answer = await server.ask('POST /__mock/fail', { body })
  expect([answer.status, answer.body.detail]).toEqual([422, expect.stringContaining(says)])
  expect((await server.ask('GET /api/v1/me')).status).toBe(401)
})

test('a fault that breaks the connection is not logged as a failure of the mock', async () => {
  const server = await open()
  await server.ask('POST /__mock/fail', { body: { operation: 'getMe', error: 'network', times: 1 } })
  await expect(server.ask('GET /api/v1/me')).rejects.toThrow(TypeError)
  expect((await server.ask('GET /api/v1/me')).status).toBe(401)
  await server.close()
  expect(server.printed.out).toContain('GET /api/v1/me 499')
  expect(server.printed.err).toBe('')
})

test('a client that disconnects is not logged as a failure', async () => {
  const server = await open()
  const delayed = await askDelayed(server)
  delayed.abort()
  await expect(delayed.answer).rejects.toThrow('abort')
  await expect.poll(() => server.printed.out).toContain('GET /api/v1/me 499')
  expect(server.printed.err).toBe('')
})

test('a client that disconnects while it sends a body to the controls is not logged as a failure', async () => {
  const server = await open()
  const { hostname, port } = new URL(server.origin)
  const socket = connect(Number(port), hostname)
  socket.write('POST /__mock/reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{')
  await once(socket, 'connect')
  // The server reads what was sent before this.
  await server.ask('GET /api/v1/products')
  socket.destroy()
  await expect.poll(() => server.printed.out).toContain('POST /__mock/reset 499')
  expect(server.printed.err).toBe('')
})

test('requests are delayed, until all delays are removed', async () => {
  const server = await open()
  const delayed = await askDelayed(server)
  expect(delayed.isAnswered()).toBe(false)
  await server.ask('DELETE /__mock/delay')
  expect((await server.ask('GET /api/v1/me')).status).toBe(401)
  delayed.abort()
  await expect(delayed.answer).rejects.toThrow('abort')
  for (const milliseconds of [-1, 'long', [200, 50], undefined]) {
    const { status } = await server.ask('POST /__mock/delay', { body: { milliseconds } })
    expect([milliseconds, status]).toEqual([milliseconds, 422])
  }
})

/** Sends a request that would be answered in ten minutes, and waits until the server has it. */
async function askDelayed({ origin, ask }: Awaited<ReturnType<typeof open>>) {
  await ask('POST /__mock/delay', { body: { operation: 'getMe', milliseconds: [600_000, 600_001] } })
  const controller = new AbortController()
  let isAnswered = false
  const answer = fetch(`${origin}/api/v1/me`, { signal: controller.signal }).finally(() => {
    isAnswered = true
  })
  // The test that awaits it gets the failure. Until then it is not an unhandled rejection.
  answer.catch(() => {})
  // A later request of another operation is answered first.
  await ask('GET /api/v1/products')
  return { answer, isAnswered: () => isAnswered, abort: () => controller.abort() }
}
