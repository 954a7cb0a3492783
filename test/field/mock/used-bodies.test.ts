/** "My retry passes with the mock, and fails in production." A body can be sent once. */
// Source: ringcentral/ringcentral-js #103
import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMock } from '../../../mock/index.ts'
import { ENTRY_POINTS, type Entry } from './entry-points.ts'

const json = { 'Content-Type': 'application/json' }

const keyRequest = ({ base }: Entry, headers: Readonly<Record<string, string>>) =>
  new Request(`${base}/api-keys`, { method: 'POST', headers: { ...json, ...headers }, body: '{"name":"Sync"}' })

/** A body that fails after some bytes. */
function failing(count: number): ReadableStream {
  return new ReadableStream({
    pull: controller => {
      if (count-- > 0) controller.enqueue(new TextEncoder().encode('{"name":'))
      else controller.error(new Error('the disk is gone'))
    },
  })
}

const thrown = (result: Promise<Response>) =>
  result.then(
    ({ status }) => ({ status }),
    ({ name, message }) => ({ name, message }),
  )

/** What `fetch` throws without a mock. */
async function native(send: (entry: Entry) => Promise<Response>) {
  const server = createServer((request, response) => request.resume().on('end', () => response.end()))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return thrown(send({ fetch: (...call) => globalThis.fetch(...call), base: `http://127.0.0.1:${port}` }))
}

const USED = 'Cannot construct a Request with a Request object that has already been used.'

describe.each(ENTRY_POINTS)('in %s', (_, open) => {
  const cases: readonly (readonly [
    string,
    (entry: Entry, headers: Readonly<Record<string, string>>) => Promise<Response>,
  ])[] = [
    [
      'sent twice',
      async (entry, headers) => {
        const request = keyRequest(entry, headers)
        await entry.fetch(request)
        return entry.fetch(request)
      },
    ],
    [
      'sent twice at the same time',
      async (entry, headers) => {
        const request = keyRequest(entry, headers)
        const first = entry.fetch(request)
        const second = entry.fetch(request)
        await Promise.allSettled([first, second])
        return second
      },
    ],
    [
      'read before',
      async (entry, headers) => {
        const request = keyRequest(entry, headers)
        await request.text()
        return entry.fetch(request)
      },
    ],
    [
      'locked by a reader',
      async (entry, headers) => {
        const request = keyRequest(entry, headers)
        request.body?.getReader()
        return entry.fetch(request)
      },
    ],
  ]

  test.each(cases)('a request that was %s is a TypeError, and changes nothing', async (name, send) => {
    expect(await native(entry => send(entry, {}))).toEqual({ name: 'TypeError', message: USED })
    const mock = createMock()
    const entry = await open(mock)
    const { headers } = mock.signIn('admin')
    expect(await thrown(send(entry, headers))).toEqual({ name: 'TypeError', message: USED })
    const keys = mock.snapshot().records.filter(({ resource }) => resource === 'ApiKey')
    expect(keys).toHaveLength(name.startsWith('sent twice') ? 1 : 0)
  })

  test('a retry with the same request is a TypeError, whatever failed before', async () => {
    const mock = createMock()
    const entry = await open(mock)
    const { headers } = mock.signIn('admin')
    const twice = async (request: Request, status: number) => {
      expect((await entry.fetch(request)).status).toBe(status)
      expect(request.bodyUsed).toBe(true)
      expect(await thrown(entry.fetch(request))).toEqual({ name: 'TypeError', message: USED })
    }
    await twice(new Request(`${entry.base}/nothing`, { method: 'POST', headers, body: '{}' }), 404)
    await twice(new Request(`${entry.base}/me`, { method: 'PUT', headers, body: '{}' }), 405)
    await twice(new Request(`${entry.base}/sessions/current`, { method: 'DELETE', headers, body: '{}' }), 204)
    await twice(keyRequest(entry, {}), 401)
    mock.fail('createApiKey', { status: 503, times: 1 })
    await twice(keyRequest(entry, mock.signIn('admin').headers), 503)
    expect(mock.snapshot().records.filter(({ resource }) => resource === 'ApiKey')).toEqual([])
  })

  test('a clone, a request without a body, and the same URL and options can be sent again', async () => {
    const mock = createMock()
    const entry = await open(mock)
    const { headers } = mock.signIn('admin')
    const request = keyRequest(entry, headers)
    expect((await entry.fetch(request.clone())).status).toBe(201)
    expect((await entry.fetch(request)).status).toBe(201)
    const get = new Request(`${entry.base}/me`, { headers: { ...headers } })
    for (const status of [200, 200]) expect((await entry.fetch(get)).status).toBe(status)
    const init = { method: 'POST', headers: { ...json, ...headers }, body: '{"name":"Sync"}' }
    for (const status of [201, 201]) expect((await entry.fetch(`${entry.base}/api-keys`, init)).status).toBe(status)
  })

  test.each([0, 1, 3])('a stream that fails after %s chunks is a TypeError, and changes nothing', async count => {
    const send = ({ fetch, base }: Entry, headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${base}/api-keys`, {
        method: 'POST',
        headers: { ...json, ...headers },
        body: failing(count),
        ...{ duplex: 'half' },
      })
    expect(await native(send)).toMatchObject({ name: 'TypeError' })
    const mock = createMock()
    const entry = await open(mock)
    const { headers } = mock.signIn('admin')
    const before = mock.snapshot().records
    expect(await thrown(send(entry, headers))).toMatchObject({ name: 'TypeError' })
    mock.override('createApiKey', ({ next }) => next())
    expect(await thrown(send(entry, headers))).toMatchObject({ name: 'TypeError' })
    expect(mock.snapshot().records).toEqual(before)
    expect(mock.requests.filter(({ status }) => status !== 0)).toEqual([])
  })

  test('a body with GET, and a stream without duplex, are TypeErrors', async () => {
    const { fetch, base } = await open(createMock())
    expect(await thrown(fetch(`${base}/me`, { method: 'GET', body: 'x' }))).toMatchObject({ name: 'TypeError' })
    expect(await thrown(fetch(`${base}/sessions`, { method: 'POST', body: failing(0) }))).toMatchObject({
      name: 'TypeError',
    })
  })
})
