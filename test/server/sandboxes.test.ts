import { describe, expect, test } from 'vitest'
import { ask, open } from './serving.ts'

async function signIn(url: string): Promise<Record<string, string>> {
  const { body } = await ask(url, 'POST /api/v1/sessions', {
    body: { email: 'admin@north.example', password: 'password' },
  })
  return { Authorization: `Bearer ${body.token}` }
}

/** The responses of a sandbox to a fixed sequence of requests, without its own path. */
async function transcript(url: string, name: string): Promise<string> {
  const headers = await signIn(url)
  const lines: string[] = []
  const take = async (call: string, body?: unknown) => {
    const answer = await ask(url, call, { headers, body })
    const kept = ['location', 'request-id', 'content-type'].map(name => answer.headers.get(name))
    lines.push([call, answer.status, ...kept, answer.text].join(' '))
    return answer
  }
  const { body: key } = await take('POST /api/v1/api-keys', { name })
  await take(`GET /api/v1/api-keys/${key.id}`)
  await take(`POST /api/v1/api-keys/${key.id}/revoke`)
  await take(`POST /api/v1/api-keys/${key.id}/revoke`)
  await take('GET /api/v1/api-keys?limit=100')
  await take('GET /api/v1/nothing')
  return lines.join('\n').replaceAll(new URL(url).pathname, '')
}

test('a hundred concurrent sandboxes give the same bytes for the same seed, and are isolated', async () => {
  const server = await open({ max: 100 })
  const made = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      server.ask('POST /sandboxes', { body: { seed: index % 2, clock: '2026-01-01T00:00:00Z' } }),
    ),
  )
  expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]))
  const urls = made.map(({ body }) => String(body.url))
  expect(new Set(urls).size).toBe(100)

  const transcripts = await Promise.all(urls.map(url => transcript(url, 'Parallel')))
  expect(new Set(transcripts.filter((_, index) => index % 2 === 0)).size).toBe(1)
  expect(new Set(transcripts.filter((_, index) => index % 2 === 1)).size).toBe(1)
  expect(transcripts[0]).not.toBe(transcripts[1])
  expect(transcripts[0]?.match(/"used":1/g)).toBeNull()
  expect(server.mock.snapshot().records.some(({ resource }) => resource === 'ApiKey')).toBe(false)
})

test('/ links to the path that creates them', async () => {
  const server = await open()
  const { body } = await server.ask('GET /')
  expect(body.sandboxes).toBe(`${server.origin}/sandboxes`)
  const sandbox = (await ask(server.origin, `POST ${new URL(body.sandboxes).pathname}`)).body
  expect(await (await fetch(sandbox.url)).json()).not.toHaveProperty('sandboxes')
})

test('the Date header is the time of the sandbox', async () => {
  const server = await open()
  const { body } = await server.ask('POST /sandboxes', { body: { clock: '2020-02-29T12:00:00.5Z' } })
  const answer = await ask(body.url, 'GET /api/v1/me')
  expect(answer.headers.get('date')).toBe('Sat, 29 Feb 2020 12:00:00 GMT')
})

describe('a sandbox', () => {
  test('has its API, contract and controls below its own URL, and links in its responses stay below it', async () => {
    const server = await open()
    const { body: sandbox, headers } = await server.ask('POST /sandboxes')
    const { pathname } = new URL(sandbox.url)
    expect(headers.get('location')).toBe(pathname)
    expect(sandbox).toMatchObject({
      system: 'standard',
      api: `${sandbox.url}/api/v1`,
      contract: `${sandbox.url}/openapi.json`,
      controls: `${sandbox.url}/__mock/`,
    })
    const document = await ask(sandbox.url, 'GET /openapi.json')
    expect(new URL(document.body.servers[0].url, server.origin).href).toBe(sandbox.api)
    expect((await fetch(sandbox.url)).status).toBe(200)

    const admin = await signIn(sandbox.url)
    const created = await ask(sandbox.url, 'POST /api/v1/api-keys', { headers: admin, body: { name: 'One' } })
    const location = created.headers.get('location') ?? ''
    expect(location).toBe(`${pathname}/api/v1/api-keys/${created.body.id}`)
    expect((await server.ask(`GET ${location}`, { headers: admin })).body.id).toBe(created.body.id)
    expect((await ask(sandbox.url, 'GET /api/v1/nothing')).body).toMatchObject({
      instance: `${pathname}/api/v1/nothing`,
      detail: expect.stringContaining(`${pathname}/api/v1`),
    })
    expect((await server.ask(`GET /api/v1/api-keys/${created.body.id}`, { headers: admin })).status).toBe(401)
  })

  test('has its own controls', async () => {
    const server = await open()
    const [one, other] = await Promise.all(
      [1, 2].map(async () => (await server.ask('POST /sandboxes', { body: { clock: '2026-01-01T00:00:00Z' } })).body),
    )
    await ask(one.url, 'POST /__mock/clock', { body: { advance: 'PT61M' } })
    expect((await ask(one.url, 'GET /__mock/clock')).body.now).toBe('2026-01-01T01:01:00.000Z')
    expect((await ask(other.url, 'GET /__mock/clock')).body.now).toBe('2026-01-01T00:00:00.000Z')
    expect((await server.ask('GET /__mock/clock')).body.now).toBe('2026-01-01T00:00:00.000Z')
    await ask(one.url, 'GET /api/v1/me')
    expect((await ask(one.url, 'GET /__mock/requests')).body.data).toHaveLength(1)
    expect((await ask(other.url, 'GET /__mock/requests')).body.data).toHaveLength(0)
  })

  test('can have another system than the server', async () => {
    const server = await open()
    const { body } = await server.ask('POST /sandboxes', { body: { system: 'store-admin' } })
    const headers = await signIn(body.url)
    const { body: key } = await ask(body.url, 'POST /api/v1/api-keys', { headers })
    expect((await ask(body.url, `GET /api/v1/products?key=${key.secret}`)).status).toBe(200)
    await server.close()
    expect(server.printed.out).toContain('key=****')
    expect(server.printed.out).not.toContain(key.secret.slice(-40))
  })

  test('starts in its scenario, and returns to it at a reset', async () => {
    const server = await open()
    const { body } = await server.ask('POST /sandboxes', { body: { scenario: 'at-limit' } })
    for (let count = 0; count < 2; count++) {
      const headers = await signIn(body.url)
      const answer = await ask(body.url, 'POST /api/v1/api-keys', { headers, body: { name: 'One too many' } })
      expect(answer.body.code).toBe('active_key_limit_reached')
      expect((await ask(body.url, 'POST /__mock/reset')).status).toBe(204)
    }
  })

  test('can be deleted', async () => {
    const server = await open()
    const { body } = await server.ask('POST /sandboxes')
    const { pathname } = new URL(body.url)
    expect((await server.ask(`DELETE ${pathname}`)).status).toBe(204)
    for (const call of [
      `GET ${pathname}`,
      `DELETE ${pathname}`,
      `GET ${pathname}/api/v1/me`,
      `GET ${pathname}/__mock/`,
    ])
      expect((await server.ask(call)).body.code).toBe('sandbox_not_found')
  })

  test('can have an idle time beyond the year 9999', async () => {
    const server = await open({ idle: 1e18 })
    const { status, body } = await server.ask('POST /sandboxes')
    expect([status, body.expires_at]).toEqual([201, '9999-12-31T23:59:59.999Z'])
  })

  test('is deleted after its idle time, and not before', async () => {
    let now = 0
    const server = await open({ idle: 1000, now: () => now })
    const [used, unused] = await Promise.all([1, 2].map(async () => (await server.ask('POST /sandboxes')).body.url))
    now = 999
    expect((await ask(used, 'GET /api/v1/me')).status).toBe(401)
    now = 1000
    expect((await ask(unused, 'GET /api/v1/me')).body.code).toBe('sandbox_not_found')
    now = 1998
    expect((await ask(used, 'GET /api/v1/me')).status).toBe(401)
    now = 2998
    expect((await ask(used, 'GET /api/v1/me')).body.code).toBe('sandbox_not_found')
    expect(server.sandboxes.size).toBe(0)
  })

  test.each([
    [{ system: 'warehous' }, 'Did you mean `warehouse`?'],
    [{ system: '../standard' }, 'no system'],
    [{ sytem: 'warehouse' }, '/sytem is not a known field. Did you mean `system`?'],
    [{ seed: 1.5 }, '/seed must be a whole number'],
    [{ clock: 'yesterday' }, '2026-01-01T00:00:00Z'],
    [{ clock: 5 }, '/clock must be a string'],
    [{ scenario: 'none' }, 'at-limit'],
    [[], 'must be an object'],
  ])('is not created with %j', async (body, says) => {
    const server = await open()
    const answer = await server.ask('POST /sandboxes', { body })
    expect(answer.status).toBe(422)
    expect(answer.body.detail).toContain(says)
    expect(server.sandboxes.size).toBe(0)
  })

  test('is not created with a body that is not JSON', async () => {
    expect((await (await open()).ask('POST /sandboxes', { body: '{' })).body.code).toBe('malformed_json')
  })

  test.each([
    ['GET /sandboxes', 'POST'],
    ['PATCH /sandboxes/x', 'GET, HEAD, PUT, DELETE'],
  ])('%s is not allowed', async (call, allow) => {
    const answer = await (await open()).ask(call)
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow])
  })
})

describe('an id that the client chooses', () => {
  const id = 'f'.repeat(32)

  test('can be used once', async () => {
    const server = await open()
    const made = await server.ask(`PUT /sandboxes/${id}`, { body: { system: 'warehouse' } })
    expect([made.status, made.headers.get('location')]).toEqual([201, `/sandboxes/${id}`])
    expect(made.body).toMatchObject({ id, system: 'warehouse' })
    const again = await server.ask(`PUT /sandboxes/${id}`, { body: { system: 'standard' } })
    expect([again.status, again.body.code]).toEqual([409, 'sandbox_exists'])
    expect((await server.ask(`GET /sandboxes/${id}`)).body.system).toBe('warehouse')
  })

  test('creates one sandbox, even if several requests arrive at the same time', async () => {
    const server = await open()
    const made = await Promise.all(Array.from({ length: 5 }, () => server.ask(`PUT /sandboxes/${id}`)))
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409])
  })

  test.each(['short', 'f'.repeat(65), `${'f'.repeat(32)}%20`])(
    'is rejected if it is too short, too long or not plain text: %s',
    async bad => {
      const { status, body } = await (await open()).ask(`PUT /sandboxes/${bad}`)
      expect([status, body.code]).toEqual([422, 'validation_failed'])
    },
  )
})

describe('the maximum', () => {
  test('of sandboxes', async () => {
    let now = 0
    const server = await open({ max: 2, idle: 60_000, now: () => now })
    // Sandboxes of another system take a moment to create, so the requests overlap.
    const body = { system: 'user-keys' }
    const made = await Promise.all([1, 2, 3].map(() => server.ask('POST /sandboxes', { body })))
    const full = made.find(({ status }) => status === 503)
    expect(made.filter(({ status }) => status === 201)).toHaveLength(2)
    expect(full?.body).toMatchObject({ code: 'sandboxes_full', detail: expect.stringContaining('--max-sandboxes') })
    expect(full?.headers.get('retry-after')).toBe('60')
    now = 30_500
    expect((await server.ask('POST /sandboxes')).headers.get('retry-after')).toBe('30')
    now = 60_000
    expect((await server.ask('POST /sandboxes')).status).toBe(201)
  })

  test('of records', async () => {
    const server = await open({ maxRecords: 3 })
    const { body } = await server.ask('POST /sandboxes', { body: { system: 'account-keys' } })
    const headers = await signIn(body.url)
    const create = () => ask(body.url, 'POST /api/v1/api-keys', { headers, body: { name: 'One' } })
    expect([(await create()).status, (await create()).status]).toEqual([201, 201])
    const full = await create()
    expect([full.status, full.body.code, full.headers.has('retry-after')]).toEqual([503, 'sandboxes_full', true])
    expect((await server.ask('POST /sandboxes')).status).toBe(503)

    const { body: list } = await ask(body.url, 'GET /api/v1/api-keys', { headers })
    expect(list.data).toHaveLength(2)
    expect((await ask(body.url, `DELETE /api/v1/api-keys/${list.data[0].id}`, { headers })).status).toBe(204)
    expect((await create()).status).toBe(201)
    expect((await server.ask(`DELETE ${new URL(body.url).pathname}`)).status).toBe(204)
    expect((await server.ask('POST /sandboxes')).status).toBe(201)
  })
})
