import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import { streamOf } from './streams.ts'
import { World } from './world.ts'

const MIB = 1024 * 1024

async function open() {
  const world = new World()
  const admin = await world.signIn()
  return { world, admin }
}

const bytes = (text: string) => new TextEncoder().encode(text)

describe('a body that breaks its schema', () => {
  test('is rejected with all errors at once, each with a JSON pointer', async () => {
    const { world, admin } = await open()
    const { status, body } = await world.request('POST /api-keys?colour=red', {
      as: admin,
      headers: { 'idempotency-key': 'x'.repeat(256) },
      body: { scopes: ['orders:read', 'everything'], user_id: 7, 'a/b~c': 1, expires_at: '2020-01-01T00:00:00Z' },
    })
    expect(status).toBe(422)
    expect(body.errors.map(({ in: place, pointer, message }) => [place, pointer, message])).toEqual([
      ['query', '/colour', 'is unknown'],
      ['header', '/Idempotency-Key', 'must NOT have more than 255 characters'],
      ['body', '/name', 'is required'],
      ['body', '/a~1b~0c', 'is unknown'],
      ['body', '/user_id', 'must be string'],
      ['body', '/scopes/1', expect.stringContaining('must be one of "api_keys:read", ')],
      ['body', '/expires_at', 'must be in the future'],
    ])
    expect(body.detail).toBe('query /colour is unknown (and 6 more).')
  })

  test.each([
    ['nothing', undefined, 'is required'],
    ['null', 'null', 'must be object'],
    ['a list', '[]', 'must be object'],
    ['a number', '1', 'must be object'],
    ['a string', '"name"', 'must be object'],
    ['an empty object', '{}', 'is required'],
  ])('is rejected: %s', async (_, raw, message) => {
    const { world, admin } = await open()
    const { status, body } = await world.request('POST /api-keys', { as: admin, ...(raw === undefined ? {} : { raw }) })
    expect([status, body.errors[0]?.message]).toEqual([422, message])
  })

  test('is rejected if it updates no property', async () => {
    const { world, admin } = await open()
    const { body } = await world.request('PATCH /users/usr_north_reader', { as: admin, body: {} })
    expect(body.errors).toEqual([{ in: 'body', pointer: '', message: 'must have at least 1 property' }])
  })

  test('is rejected if it has a read-only property of the record', async () => {
    const { world, admin } = await open()
    for (const member of ['id', 'status', 'account_id', 'created_at', 'secret', 'redacted', 'hash']) {
      const { body } = await world.request('POST /api-keys', { as: admin, body: { name: 'x', [member]: 'x' } })
      expect(body.errors).toEqual([{ in: 'body', pointer: `/${member}`, message: 'is unknown' }])
    }
  })

  test('is rejected for each item that a list of unique items repeats', async () => {
    const { world, admin } = await open()
    const body = { name: 'x', scopes: ['orders:read', 'orders:read', 'users:read', 'orders:read'] }
    const { body: problem } = await world.request('POST /api-keys', { as: admin, body })
    expect(problem.errors).toEqual(
      ['/scopes/1', '/scopes/3'].map(pointer => ({ in: 'body', pointer, message: 'must not be listed twice' })),
    )
  })

  test('is rejected if it has a property of another system only', async () => {
    const world = new World({ contract: contracts['account-keys'] })
    const { body } = await world.request('POST /api-keys', {
      as: await world.signIn(),
      body: { name: 'x', scopes: null, enabled: true },
    })
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(['/scopes', '/enabled'])
  })
})

describe('a body that is not JSON', () => {
  test.each([
    '{',
    'NaN',
    "{'name':'x'}",
    '{"name":"x",}',
    '{"name":"x"} {}',
    '\u0000',
    '{"name":"\n"}',
    '[[[[',
    '{"name":"\\x"}',
  ])('is rejected as malformed: %j', async raw => {
    const { world, admin } = await open()
    const { status, body } = await world.request('POST /api-keys', { as: admin, raw })
    expect([status, body.code]).toEqual([400, 'malformed_json'])
  })

  test('is rejected with the position of the error if the parser reports it, and without text of the body', async () => {
    const { world, admin } = await open()
    const detail = async (raw: string) => (await world.request('POST /api-keys', { as: admin, raw })).body.detail
    expect(await detail('{"name":"x",}')).toBe('The body is not JSON in UTF-8. The error is at character 12.')
    expect(await detail('{"name": hunter2 }')).toBe('The body is not JSON in UTF-8.')
    expect(await detail('at position 4929')).toBe('The body is not JSON in UTF-8.')
  })

  test('is rejected for invalid UTF-8, but not for a byte order mark', async () => {
    const { world, admin } = await open()
    const invalid = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]]
    for (const sequence of invalid) {
      const raw = new Uint8Array([...bytes('{"name":"'), ...sequence, ...bytes('"}')])
      expect((await world.request('POST /api-keys', { as: admin, raw })).body.code).toBe('malformed_json')
    }
    expect((await world.request('POST /api-keys', { as: admin, raw: '\ufeff{"name":"x"}' })).status).toBe(201)
  })
})

describe('a media type', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json5',
    'json',
    'application/problem+json',
  ])('is rejected: %s', async type => {
    const { world, admin } = await open()
    const headers = { 'content-type': type }
    const { status, body } = await world.request('POST /api-keys', { as: admin, raw: '{"name":"x"}', headers })
    expect([status, body.code]).toEqual([415, 'unsupported_media_type'])
  })

  test.each(['application/json', 'Application/JSON; charset=UTF-8', 'application/json;x=y'])(
    'is accepted: %s',
    async type => {
      const { world, admin } = await open()
      const headers = { 'content-type': type }
      expect((await world.request('POST /api-keys', { as: admin, raw: '{"name":"x"}', headers })).status).toBe(201)
    },
  )

  test('is required if the request has a body, and not required without a body', async () => {
    const { world, admin } = await open()
    const raw = bytes('{"name":"x"}')
    const request = new Request('http://shop.test/api/v1/api-keys', {
      method: 'POST',
      headers: { authorization: `Bearer ${admin}` },
      body: raw,
    })
    expect((await world.send(request)).status).toBe(415)
    const stores = new World({ contract: contracts['store-admin'] })
    const headers = { 'content-type': 'text/plain' }
    expect((await stores.request('POST /api-keys', { as: await stores.signIn(), headers })).status).toBe(201)
  })
})

describe('a body of more than 1 MiB', () => {
  const product = (size: number) => {
    const start = '{"sku":"A","name":"x","price":{"amount":1,"currency":"EUR"}}'
    return start + ' '.repeat(size - start.length)
  }

  test('is rejected, and a body of exactly 1 MiB is accepted', async () => {
    const { world, admin } = await open()
    const send = (size: number) => world.request('POST /products', { as: admin, raw: product(size) })
    expect((await send(MIB)).status).toBe(201)
    const { status, body } = await send(MIB + 1)
    expect([status, body.code]).toEqual([413, 'body_too_large'])
  })

  test('is rejected if it is sent in chunks without a length, and the rest is not read', async () => {
    const { world, admin } = await open()
    let sent = 0
    let isCancelled = false
    const raw = new ReadableStream({
      pull(controller) {
        sent += 64 * 1024
        controller.enqueue(new Uint8Array(64 * 1024))
      },
      cancel() {
        isCancelled = true
      },
    })
    expect((await world.request('POST /products', { as: admin, raw })).status).toBe(413)
    expect([sent < 2 * MIB, isCancelled]).toEqual([true, true])
  })

  test('is rejected because of its Content-Length before it is read', async () => {
    const { world, admin } = await open()
    const headers = { 'content-length': String(MIB + 1) }
    const raw = new ReadableStream({ pull: () => new Promise(() => {}) })
    expect((await world.request('POST /products', { as: admin, raw, headers })).status).toBe(413)
  })

  test.each(['5', '0', '-1', 'many', '1e3', ''])('is rejected even if its Content-Length is %j', async length => {
    const { world, admin } = await open()
    const headers = { 'content-length': length }
    const { status } = await world.request('POST /products', { as: admin, raw: product(MIB + 1), headers })
    expect(status).toBe(413)
  })

  test('is rejected only after the checks of credentials, permissions and existence', async () => {
    const { world, admin } = await open()
    const raw = product(MIB + 1)
    expect((await world.request('POST /products', { raw })).status).toBe(401)
    expect(
      (await world.request('POST /products', { as: await world.signIn('reader@north.example'), raw })).status,
    ).toBe(403)
    expect((await world.request('PATCH /products/nothing', { as: admin, raw })).status).toBe(404)
  })
})

describe('a body that cannot be read', () => {
  const broken = () =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(bytes('{"name"'))
      },
      pull() {
        throw new Error('The connection is gone.')
      },
    })

  test.each([
    ['the connection breaks', broken],
    ['it contains strings instead of bytes', () => streamOf('{"name":"x"}')],
    ['it contains null', () => streamOf(null)],
    ['it contains numbers', () => streamOf(1, 2, 3)],
  ])('throws what fetch throws if %s', async (_, body) => {
    const { world, admin } = await open()
    const response = world.request('POST /api-keys', { as: admin, raw: body() })
    await expect(response).rejects.toMatchObject({ name: 'TypeError', message: 'fetch failed' })
  })

  test('throws what fetch throws if it has already been read', async () => {
    const { world, admin } = await open()
    const init = { method: 'POST', headers: { authorization: `Bearer ${admin}` }, body: '{"name":"x"}' }
    const request = new Request('http://shop.test/api/v1/api-keys', init)
    await request.text()
    await expect(world.send(request)).rejects.toMatchObject({ name: 'TypeError' })
  })
})

describe('a body', () => {
  test('can be sent in many chunks', async () => {
    const { world, admin } = await open()
    const pieces = [...'{"name":"é"}'].map(bytes)
    expect((await world.request('POST /api-keys', { as: admin, raw: streamOf(...pieces) })).body.name).toBe('é')
  })

  test('is read if requests have no stream, as in Firefox', async () => {
    const { world, admin } = await open()
    const request = new Request('http://shop.test/api/v1/api-keys', {
      method: 'POST',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      body: '{"name":"x"}',
    })
    Object.defineProperty(request, 'body', { value: undefined })
    expect((await world.send(request)).status).toBe(201)
  })
})

describe('a path', () => {
  test.each([
    ['PUT', '/api-keys', 'GET, HEAD, POST'],
    ['HEAD', '/api-keys/revoke', 'POST'],
    ['OPTIONS', '/api-keys/x', 'GET, HEAD, PATCH, DELETE'],
    ['GET', '/api-keys/revoke', 'POST'],
    ['Patch', '/me', 'GET, HEAD'],
    ['PROPFIND', '/me', 'GET, HEAD'],
  ])('without this method is rejected with the allowed methods: %s %s allows %s', async (method, path, allow) => {
    const { world } = await open()
    const { status, headers } = await world.request(`${method} ${path}`)
    expect([status, headers.get('allow')]).toEqual([405, allow])
  })

  test.each([
    '/',
    '/nothing',
    '/ME',
    '/me/',
    '/api-keys/',
    '/products/',
    '//me',
    '/api-keys//revoke',
    '/api-keys/x/y',
    '/%4DE',
    '/__proto__',
    '/constructor',
    '/api-keys/../me/',
  ])('is not found: %s', async path => {
    const { world, admin } = await open()
    for (const method of ['GET', 'DELETE']) {
      const { status, body } = await world.request(`${method} ${path}`, { as: admin })
      expect([status, body.code]).toEqual([404, 'not_found'])
    }
  })

  test('of a record with an empty id never means the collection', async () => {
    const { world, admin } = await open()
    await world.request('POST /clear-operations/open', { as: admin })
    expect((await world.request('DELETE /products/', { as: admin })).status).toBe(404)
    expect((await world.request('GET /products', { as: admin })).body.data.length).toBeGreaterThan(0)
  })

  test('outside the base path is rejected with the base path of the API', async () => {
    const { world } = await open()
    for (const url of [
      'http://shop.test/',
      'http://shop.test/api/v1',
      'http://shop.test/api/v10/me',
      'data:text/plain,x',
    ]) {
      const { status, body } = await world.send(new Request(url))
      expect(status).toBe(404)
      expect(body.detail).toContain('The API is under /api/v1')
    }
  })

  test('is percent-decoded once', async () => {
    const { world, admin } = await open()
    const get = async (id: string) => (await world.request(`GET /users/${id}`, { as: admin })).status
    expect([await get('usr%5Fnorth%5freader'), await get('usr%255Fnorth_reader')]).toEqual([200, 404])
  })

  test.each([
    '%zz',
    '%',
    '%E0%A4%A',
    '%00',
    '%F0%9F',
    'a|b',
    '[x]',
    '^',
    '{x}',
    '"',
    'ä',
    '😀',
    "'",
    '*',
    'a:b',
    '@',
    ';a=b',
    '%2F',
    '..%2F',
  ])('with the id %s is not found, and `instance` is a URI reference', async id => {
    const { world, admin } = await open()
    const { status, body } = await world.request(`GET /api-keys/${id}`, { as: admin })
    expect([status, body.code]).toEqual([404, 'not_found'])
    expect(body.instance).toMatch(/^\/api\/v1\/api-keys\/(?:[\w\-.~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+$/)
  })

  test('that starts with two slashes does not become a host in `instance`', async () => {
    const { world } = await open()
    const { body } = await world.send(new Request('http://shop.test//evil.test:port/x'))
    expect(new URL(body.instance, 'http://shop.test').host).toBe('shop.test')
  })
})

describe('query parameters', () => {
  test.each([
    ['limit=0', '/limit', 'must be >= 1'],
    ['limit=101', '/limit', 'must be <= 100'],
    ['limit=1e3', '/limit', 'must be integer'],
    ['limit=', '/limit', 'must be integer'],
    ['limit=NaN', '/limit', 'must be integer'],
    ['limit=Infinity', '/limit', 'must be integer'],
    ['limit=5.5', '/limit', 'must be integer'],
    ['limit=+5', '/limit', 'must be integer'],
    ['limit=0x10', '/limit', 'must be integer'],
    ['limit=99999999999999999999', '/limit', 'must be <= 100'],
    ['limit=5&limit=5', '/limit', 'must not be sent more than once'],
    ['q=', '/q', 'must NOT have fewer than 1 characters'],
    [
      'sort=secret',
      '/sort',
      'must be one of "created_at", "-created_at", "name", "-name", "last_used_at", "-last_used_at"',
    ],
    ['status=gone', '/status', 'must be one of "active", "paused", "retiring", "revoked", "expired"'],
    ['Limit=5', '/Limit', 'is unknown'],
    ['__proto__=1', '/__proto__', 'is unknown'],
    ['constructor=1', '/constructor', 'is unknown'],
    ['hasOwnProperty=1', '/hasOwnProperty', 'is unknown'],
    ['=', '/', 'is unknown'],
    ['a%2Fb=1', '/a~1b', 'is unknown'],
    ['%ff=1', '/\ufffd', 'is unknown'],
    ['cursor=', '/cursor', 'must NOT have fewer than 1 characters'],
  ])('are rejected: %s', async (query, pointer, message) => {
    const { world, admin } = await open()
    const { status, body } = await world.request(`GET /api-keys?${query}`, { as: admin })
    expect([status, ...body.errors]).toEqual([422, { in: 'query', pointer, message }])
  })

  test('with malformed percent-encoding are read unchanged', async () => {
    const { world, admin } = await open()
    expect((await world.request('GET /products?q=100%', { as: admin })).body.data).toEqual([])
    expect((await world.request('GET /products?q=%ED%A0%80', { as: admin })).status).toBe(200)
  })

  test('are rejected if the operation declares no parameters', async () => {
    const { world, admin } = await open()
    for (const call of ['GET /me?x=1', 'DELETE /sessions/current?x=1', 'GET /users/usr_north_admin?x=1'])
      expect((await world.request(call, { as: admin })).status).toBe(422)
  })

  test('can be booleans: true and false', async () => {
    const { world, admin } = await open()
    const count = async (enabled: string) =>
      (await world.request(`GET /users?enabled=${enabled}`, { as: admin })).body.data?.length
    expect([await count('true'), await count('false'), await count('1')]).toEqual([4, 0, undefined])
  })
})

describe('every response', () => {
  test('has a unique request id, which a problem document repeats', async () => {
    const { world, admin } = await open()
    const responses = await Promise.all([
      world.request('GET /me', { as: admin }),
      world.request('GET /me'),
      world.request('GET /nothing'),
      world.request('PUT /me'),
      world.request('DELETE /sessions/current', { as: admin }),
    ])
    const ids = responses.map(({ headers }) => headers.get('request-id'))
    expect(new Set(ids).size).toBe(5)
    for (const id of ids) expect(id).toMatch(/^req_[0-9A-Za-z]{12}$/)
    expect(responses[1]?.body.request_id).toBe(ids[1])
    expect(responses[1]?.headers.get('content-type')).toBe('application/problem+json')
    expect(responses[0]?.headers.get('content-type')).toBe('application/json')
  })

  test('to a creation has the path of the new record in Location', async () => {
    const { world, admin } = await open()
    const price = { amount: 1, currency: 'EUR' }
    const bodies = {
      'api-keys': { name: 'x' },
      users: { name: 'x', email: 'x@north.example' },
      groups: { name: 'x' },
      products: { sku: 'x', name: 'x', price },
      categories: { name: 'x' },
    }
    for (const [path, body] of Object.entries(bodies)) {
      const created = await world.request(`POST /${path}`, { as: admin, body })
      expect(created.headers.get('location')).toBe(`/api/v1/${path}/${created.body.id}`)
      const got = await world.request(`GET /${path}/${created.body.id}`, { as: admin })
      expect(got.body.id).toBe(created.body.id)
    }
  })
})
