/** "What did my page send?", and "how do I stub one answer from Cypress?" */
// Source: mswjs/msw #378, #866
import { describe, expect, test } from 'vitest'
import { createMock, type Exchange } from '../../../mock/index.ts'
import { ask, START, SYSTEMS } from '../../mock/client.ts'
import { open } from '../../server/serving.ts'

const last = ({ requests }: { readonly requests: readonly Exchange[] }) => requests.at(-1)

describe('mock.requests', () => {
  test('has the query, the headers and the body', async () => {
    const mock = createMock({ now: START })
    const { headers } = mock.signIn('admin')
    await ask(mock, 'GET /api-keys?status=active&limit=5', { headers: { ...headers, 'X-App': 'shop 2' } })
    expect(last(mock)).toMatchObject({ query: { status: 'active', limit: '5' }, headers: { 'x-app': 'shop 2' } })
    expect(last(mock)).not.toHaveProperty('body')
    await ask(mock, 'POST /api-keys', { headers, body: { name: 'Sync', scopes: ['products:read'] } })
    expect(last(mock)).toMatchObject({
      query: {},
      headers: { 'content-type': 'application/json', authorization: expect.stringMatching(/^Bearer ses_\*{4}\w{4}$/) },
      body: { name: 'Sync', scopes: ['products:read'] },
      status: 201,
    })
    await ask(mock, 'GET /products?q=a&q=b', { headers })
    expect(last(mock)?.query).toEqual({ q: ['a', 'b'] })
  })

  test('has the body as it was sent, without the defaults of the contract', async () => {
    const mock = createMock()
    await ask(mock, 'POST /api-keys', { headers: mock.signIn('admin').headers, body: { name: 'Sync' } })
    expect(last(mock)?.body).toEqual({ name: 'Sync' })
  })

  test('has the body of a request that failed, was refused or overridden', async () => {
    const mock = createMock()
    const body = { name: 'Sync' }
    await ask(mock, 'POST /api-keys', { body })
    expect(last(mock)).toMatchObject({ status: 401, body })
    const remove = mock.fail('createApiKey', { status: 503 })
    await ask(mock, 'POST /api-keys', { body })
    expect(last(mock)).toMatchObject({ status: 503, body })
    remove()
    mock.fail('createApiKey', { error: 'network', times: 1 })
    await expect(ask(mock, 'POST /api-keys', { body })).rejects.toThrow(TypeError)
    expect(last(mock)).toMatchObject({ status: 0, body })
    mock.override('createApiKey', ({ respond }) => respond(401, { code: 'invalid_session' }))
    await ask(mock, 'POST /api-keys', { body })
    expect(last(mock)).toMatchObject({ status: 401, body })
  })

  test('is bounded, and has text that is not JSON', async () => {
    const mock = createMock()
    const { headers } = mock.signIn('admin')
    await ask(mock, 'POST /api-keys', { headers, body: { name: 'x'.repeat(50_000).replaceAll(/.{9}/g, '$& ') } })
    expect(last(mock)?.body).toMatch(/^\{"name":"xxxx.*…$/)
    expect(String(last(mock)?.body)).toHaveLength(16_385)
    const init = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: '{"name":' }
    await mock.fetch('http://shop.test/api/v1/api-keys', init)
    expect(last(mock)).toMatchObject({ status: 400, body: '{"name":' })
    await mock.fetch('http://shop.test/api/v1/api-keys', { ...init, body: '['.repeat(9_000) + ']'.repeat(9_000) })
    expect(JSON.stringify(last(mock)?.body).length).toBeLessThan(20_000)
  })

  test.each(SYSTEMS.map(({ system }) => system))('of %s hold no credential, in any part', async system => {
    const contract = SYSTEMS.find(one => one.system === system) ?? SYSTEMS[0]
    if (!contract) throw new Error('There is no system.')
    const mock = createMock({ contract })
    const { token, headers } = mock.signIn('admin')
    const basic = { Authorization: `Basic ${btoa(`${token}:`)}` }
    await ask(mock, 'POST /sessions', { body: { email: 'admin@north.example', password: 'pass word 1' } })
    for (const [call, asking] of [
      [`GET /me?key=${token}&password=pass%20word%201&${token}=1`, { headers: { ...headers, Cookie: 'a=short' } }],
      ['GET /me', { headers: basic }],
      ['GET /me', { headers: { Authorization: 'ApiKey short-key' } }],
      ['POST /api-keys', { headers: { ...headers, 'X-Note': token }, body: { name: token, [token]: [token] } }],
    ] as const)
      await ask(mock, call, asking)
    for (const body of ['{"email":"a", "password": "pass word 1', 'email=a&password=pass%20word%201'])
      await mock.fetch(`http://shop.test${mock.contract.basePath}/sessions`, { method: 'POST', body })
    const logged = JSON.stringify(mock.requests)
    expect(mock.requests).toHaveLength(7)
    for (const secret of [token.slice(4, -4), btoa(`${token}:`), 'a=short', 'short-key', 'pass word 1', 'pass%20word'])
      expect(logged).not.toContain(secret)
    expect(mock.requests[0]?.body).toEqual({ email: 'admin@north.example', password: '****' })
  })

  test('hold no credential in a form of several parts, or under a name that clients give to credentials', async () => {
    const mock = createMock()
    const form = new FormData()
    form.set('name', 'Sync')
    form.set('password', 'pass word 1')
    form.set('note', 'visible')
    const headers = { 'X-Api-Key': 'pass word 1', 'Set-Cookie': 'id=pass word 1', 'Idempotency-Key': 'visible' }
    await mock.fetch('http://shop.test/api/v1/api-keys', { method: 'POST', headers, body: form })
    const query = 'access_token=pass%20word%201&clientSecret=pass%20word%201&q=visible'
    await mock.fetch(`http://shop.test/api/v1/products?${query}`)
    const logged = JSON.stringify(mock.requests)
    expect(logged).not.toMatch(/pass(%20|\+| )word/)
    expect(logged.match(/visible/g)).toHaveLength(3)
  })

  test('are written, whatever a body of 1 MiB holds', async () => {
    const mock = createMock()
    for (const part of ['-a', 'name="password"', 'password=', 'a'.repeat(64)])
      await mock.fetch('http://shop.test/api/v1/sessions', { method: 'POST', body: part.repeat(2 ** 20 / part.length) })
    expect(mock.requests).toHaveLength(4)
  })

  test('are passed to onExchange', async () => {
    const exchanges: Exchange[] = []
    const mock = createMock({ onExchange: exchange => exchanges.push(exchange) })
    await ask(mock, 'GET /products?q=rye')
    expect(exchanges).toEqual(mock.requests)
  })
})

describe('the controls of the server', () => {
  test('list what a page sent', async () => {
    const server = await open()
    const { body } = await server.ask('POST /__mock/sign-in', { body: { as: 'admin' } })
    await server.ask('POST /api/v1/api-keys?x=1', { headers: body.headers, body: { name: 'Sync' } })
    const { data } = (await server.ask('GET /__mock/requests?operation=createApiKey')).body
    expect(data).toMatchObject([
      { query: { x: '1' }, headers: { authorization: expect.stringContaining('****') }, body: { name: 'Sync' } },
    ])
  })

  test('replace the answer of an operation, so many times, and can take it back', async () => {
    const server = await open()
    const of = async (call: string) => {
      const { status, body, headers } = await server.ask(call)
      return [status, body.code ?? body.data, headers.get('x-canned')]
    }
    const override = (body: unknown) => server.ask('POST /__mock/override', { body })
    const orders = { operation: 'listOrders', status: 200, body: { data: [], next_cursor: null } }
    expect((await override({ ...orders, times: 2, headers: { 'X-Canned': 'yes' } })).status).toBe(204)
    expect(await of('GET /api/v1/orders')).toEqual([200, [], 'yes'])
    expect(await of('GET /api/v1/orders')).toEqual([200, [], 'yes'])
    expect(await of('GET /api/v1/orders')).toEqual([401, 'missing_credentials', null])

    await override(orders)
    await override({ operation: 'listProducts', status: 429, body: { code: 'rate_limited' } })
    expect(await of('GET /api/v1/products')).toEqual([429, 'rate_limited', null])
    expect((await server.ask('DELETE /__mock/override?operation=listOrders')).status).toBe(204)
    expect(await of('GET /api/v1/orders')).toEqual([401, 'missing_credentials', null])
    expect(await of('GET /api/v1/products')).toEqual([429, 'rate_limited', null])
    await server.ask('DELETE /__mock/override')
    expect(await of('GET /api/v1/products')).toEqual([401, 'missing_credentials', null])
    await override(orders)
    await server.ask('POST /__mock/reset')
    expect(await of('GET /api/v1/orders')).toEqual([401, 'missing_credentials', null])
  })

  test.each([
    [{ operation: 'listOrder', status: 200 }, 'listOrders'],
    [{ operation: 'listOrders' }, '/status must be'],
    [{ operation: 'listOrders', status: 418 }, 'the operation declares only'],
    [{ operation: 'listOrders', status: 200, body: { data: 'none' } }, '/data must be array'],
    [{ operation: 'listOrders', status: 401, body: { code: 'no_such_code' } }, 'its code must be one'],
    [{ operation: 'listOrders', status: 200, body: { data: [], next_cursor: null }, times: 0 }, 'times must be'],
    [{ operation: 'listOrders', status: 200, body: {}, headers: { 'X-A': 1 } }, '/headers must be'],
    [
      { operation: 'getMe', status: 401, body: { code: 'invalid_session' }, headers: { 'a b': '1' } },
      'that HTTP allows',
    ],
    [
      { operation: 'getMe', status: 401, body: { code: 'invalid_session' }, headers: { a: '1\r\nb: 2' } },
      'that HTTP allows',
    ],
    [{ operation: 'listOrders', statu: 200 }, 'Did you mean `status`?'],
  ])('refuse an answer that the contract does not allow: %j', async (body, says) => {
    const server = await open()
    const refused = await server.ask('POST /__mock/override', { body })
    expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining(says)])
    expect((await server.ask('GET /api/v1/orders')).status).toBe(401)
  })

  test.each(['fail', 'delay', 'override'])('remove the %ss of one operation', async control => {
    const server = await open()
    for (const operation of ['listOrders', 'listProducts'])
      await server.ask('POST /__mock/fail', { body: { operation, status: 503 } })
    await server.ask('DELETE /__mock/fail?operation=listOrders')
    expect((await server.ask('GET /api/v1/orders')).status).toBe(401)
    expect((await server.ask('GET /api/v1/products')).status).toBe(503)
    const unknown = await server.ask(`DELETE /__mock/${control}?operations=listOrders`)
    expect([unknown.status, unknown.body.detail]).toEqual([422, expect.stringContaining('Use ?operation')])
    const misspelt = await server.ask(`DELETE /__mock/${control}?operation=listOrder`)
    expect([misspelt.status, misspelt.body.detail]).toEqual([422, expect.stringContaining('listOrders')])
    expect((await server.ask(`DELETE /__mock/${control}?operation=*`)).status).toBe(204)
  })
})
