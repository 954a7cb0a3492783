/** The controls of the server, and who may call them. */
import { request as httpRequest } from 'node:http'
import { describe, expect, test } from 'vitest'
import { open } from './serving.ts'

type Server = Awaited<ReturnType<typeof open>>

async function signedIn({ ask }: Server) {
  const { body } = await ask('POST /__mock/sign-in', { body: { as: 'admin' } })
  return body.headers as Record<string, string>
}

describe('the controls', () => {
  test('are listed by an index, and every listed control works', async () => {
    const server = await open()
    const { body } = await server.ask('GET /__mock/')
    expect(body.controls.length).toBeGreaterThan(10)
    expect((await server.ask('GET /__mock')).body.controls).toEqual(body.controls)
    for (const { method, url, says, example } of body.controls) {
      expect(says).not.toBe('')
      const { pathname } = new URL(url)
      if (pathname.endsWith('/state') && method === 'PUT') continue
      const { status } = await server.ask(`${method} ${pathname}`, { body: example })
      expect([method, pathname, Math.floor(status / 100)]).toEqual([method, pathname, 2])
    }
  })

  test('move the clock, and the Date header of responses with it', async () => {
    const { ask } = await open()
    const date = async () => Date.parse((await ask('GET /api/v1/me')).headers.get('date') ?? '')
    await ask('POST /__mock/clock', { body: { set: '2030-02-01T00:00:00Z' } })
    expect(await date()).toBe(Date.parse('2030-02-01T00:00:00Z'))
    await ask('POST /__mock/clock', { body: { real: true } })
    expect(Math.abs((await date()) - Date.now())).toBeLessThan(60_000)
  })

  test('move the clock, and reject invalid times', async () => {
    const { ask } = await open()
    const now = async (body: unknown) => (await ask('POST /__mock/clock', { body })).body
    expect(await now({ advance: 'PT61M' })).toEqual({ now: '2026-01-01T01:01:00.000Z', stands_still: true })
    expect(await now({ set: '2026-02-01T00:00:00+01:00' })).toMatchObject({ now: '2026-01-31T23:00:00.000Z' })
    expect(await now({ real: true })).toMatchObject({ stands_still: false })
    for (const [body, says] of [
      [{ advance: '61M' }, 'PT61M'],
      [{ advance: 5 }, '/advance must be a string'],
      [{ set: 'tomorrow' }, '2026-01-01T00:00:00Z'],
      [{ real: false }, '/real must be true'],
      [{}, 'Exactly one'],
      [undefined, 'Exactly one'],
      [{ advance: 'PT1M', real: true }, 'Exactly one'],
      [{ advanse: 'PT1M' }, 'Did you mean `advance`?'],
      ['{', 'must be JSON'],
      [[], 'must be an object'],
    ] as const) {
      const answer = await ask('POST /__mock/clock', { body })
      expect([400, 422]).toContain(answer.status)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect(answer.body.detail).toContain(says)
    }
  })

  test('accept the content type of plain curl -d', async () => {
    const server = await open()
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const answer = await server.ask('POST /__mock/clock', { headers, body: '{"advance":"PT1M"}' })
    expect(answer.body.now).toBe('2026-01-01T00:01:00.000Z')
  })

  test('reset the mock, return the state and restore it', async () => {
    const server = await open()
    const headers = await signedIn(server)
    const made = async () => (await server.ask('GET /api/v1/api-keys', { headers })).body.data.length
    await server.ask('POST /api/v1/api-keys', { headers, body: { name: 'One' } })
    const { text: state } = await server.ask('GET /__mock/state')
    await server.ask('POST /api/v1/api-keys', { headers, body: { name: 'Two' } })
    expect(await made()).toBe(2)
    expect((await server.ask('PUT /__mock/state', { body: state })).status).toBe(204)
    expect(await made()).toBe(1)
    expect((await server.ask('POST /__mock/reset')).status).toBe(204)
    expect((await server.ask('GET /api/v1/api-keys', { headers })).status).toBe(401)

    const before = (await server.ask('GET /__mock/state')).text
    for (const body of [{}, [], { ...JSON.parse(state), system: 'warehouse' }, { ...JSON.parse(state), version: 9 }]) {
      const answer = await server.ask('PUT /__mock/state', { body })
      expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed'])
    }
    expect((await server.ask('GET /__mock/state')).text).toBe(before)
  })

  test('list requests, by operation, status or code', async () => {
    const server = await open()
    const headers = await signedIn(server)
    await server.ask('GET /api/v1/api-keys', { headers })
    await server.ask('GET /api/v1/products', { headers })
    await server.ask('GET /api/v1/products')
    const of = async (query: string) => (await server.ask(`GET /__mock/requests${query}`)).body.data
    expect(await of('')).toHaveLength(3)
    expect(await of('?operation=listProducts')).toHaveLength(2)
    expect(await of('?operation=listProducts&status=401')).toMatchObject([
      { path: '/api/v1/products', refusal: { code: 'missing_credentials', rule: expect.any(String) } },
    ])
    expect(await of('?code=missing_credentials')).toHaveLength(1)
    expect((await server.ask('GET /__mock/requests?stats=1')).body.detail).toContain('Did you mean `status`?')
  })

  test('sign in as an existing user', async () => {
    const server = await open()
    const { body } = await server.ask('POST /__mock/sign-in', { body: { as: 'south-admin' } })
    expect((await server.ask('GET /api/v1/me', { headers: body.headers })).body.user.email).toBe('admin@south.example')
    const nobody = await server.ask('POST /__mock/sign-in', { body: { as: 'nobody' } })
    expect([nobody.status, nobody.body.detail]).toEqual([422, expect.stringContaining('admin@north.example')])
  })

  test('add records under the rules, and report rows that break them', async () => {
    const server = await open()
    const { body } = await server.ask('POST /__mock/seed', { body: { Product: [{ name: 'Rye flour' }] } })
    expect(body.Product).toMatchObject([{ id: expect.stringMatching(/^prd_|^prod/), name: 'Rye flour' }])
    for (const [body, says] of [
      [{ Produkt: [] }, 'Did you mean `Product`?'],
      [{ Product: [{ nmae: 'Rye flour' }] }, 'Product[0]'],
      [{ Product: 'Rye flour' }, 'Product'],
    ] as const) {
      const answer = await server.ask('POST /__mock/seed', { body })
      expect([answer.status, answer.body.detail]).toEqual([422, expect.stringContaining(says)])
    }
  })

  test('play scenarios', async () => {
    const server = await open()
    const { body } = await server.ask('POST /__mock/scenario', { body: { name: 'at-limit' } })
    expect(body.ids).toHaveLength(5)
    const nothing = await server.ask('POST /__mock/scenario', { body: { name: 'at-limits' } })
    expect([nothing.status, nothing.body.detail]).toEqual([422, expect.stringContaining('at-limit')])
  })

  test('report unknown paths and unsupported methods', async () => {
    const server = await open()
    const nothing = await server.ask('GET /__mock/clok')
    expect([nothing.status, nothing.body.detail]).toEqual([404, expect.stringContaining('/clock')])
    const put = await server.ask('PUT /__mock/clock', { body: {} })
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
  })
})

describe('a server that listens on this machine only', () => {
  test.each(['localhost:4010', '127.0.0.1', '127.1.2.3:80', '[::1]:4010', 'shop.localhost'])(
    'accepts the host %s',
    async host => expect(await statusAs(await open(), host)).toBe(200),
  )

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.1.1:4010'])(
    'rejects a host that may be the result of DNS rebinding: %s',
    async host => expect(await statusAs(await open(), host)).toBe(403),
  )

  test.each([
    ['POST /__mock/reset', { Origin: 'http://evil.example' }],
    ['POST /__mock/reset', { Origin: 'null' }],
    ['GET /__mock/state', { Origin: 'http://localhost:5173' }],
    ['GET /__mock/state', { 'Sec-Fetch-Site': 'cross-site' }],
    ['GET /__mock/state', { 'Sec-Fetch-Site': 'same-site' }],
    ['POST /sandboxes', { Origin: 'http://evil.example' }],
    ['DELETE /sandboxes/x', { Origin: 'http://evil.example' }],
    ['POST /sandboxes/x/__mock/reset', { Origin: 'http://evil.example' }],
    ['POST /%5f_mock/reset', { Origin: 'http://evil.example' }],
  ])('rejects %s from a page of another origin: %j', async (call, headers) => {
    const answer = await (await open()).ask(call, { headers: headers as Record<string, string> })
    expect([answer.status, answer.body.code]).toEqual([403, 'origin_not_allowed'])
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
  })

  test('accepts its own pages', async () => {
    const server = await open()
    expect((await server.ask('POST /__mock/reset', { headers: { Origin: server.origin } })).status).toBe(204)
  })

  test('needs no token, but the controls are closed without one if other machines can connect', async () => {
    const server = await open({ host: '0.0.0.0' })
    expect((await server.ask('GET /__mock/')).body.code).toBe('controls_closed')
  })
})

describe('a server that other machines can connect to', () => {
  const controlToken = 'c0ffee'.repeat(8)

  test.each([
    ['Authorization', `Bearer ${controlToken}`],
    ['X-Mock-Token', controlToken],
  ])('accepts the token in the header %s', async (name, value) => {
    const server = await open({ host: '0.0.0.0', controlToken })
    for (const call of ['GET /__mock/', 'POST /sandboxes'])
      expect((await server.ask(call, { headers: { [name]: value } })).status).toBeLessThan(300)
  })

  test.each([undefined, 'Bearer ', `Bearer ${controlToken.slice(1)}`, `Bearer ${controlToken}0`, 'Bearer ses_x'])(
    'rejects another token: %s',
    async value => {
      const server = await open({ host: '0.0.0.0', controlToken })
      const headers: Record<string, string> = value === undefined ? {} : { Authorization: value }
      for (const call of ['GET /__mock/', 'POST /sandboxes', 'GET /sandboxes/x', 'POST /sandboxes/x/__mock/reset']) {
        const answer = await server.ask(call, { headers })
        expect([answer.status, answer.body.code]).toEqual([401, 'control_token_required'])
        expect(answer.headers.get('www-authenticate')).toContain('Bearer')
      }
      expect((await server.ask('GET /api/v1/me')).body.code).toBe('missing_credentials')
      expect(server.printed.out + server.printed.err).not.toContain(controlToken.slice(2))
    },
  )
})

/** `fetch` does not allow setting `Host`. */
function statusAs({ origin }: Server, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${origin}/__mock/`, { headers: { Host: host } }, answer => {
      answer.resume()
      resolve(answer.statusCode)
    })
    request.on('error', reject).end()
  })
}
