import { inspect } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ContractViolationError, createMock } from '../../mock/index.ts'
import { type Asking, ask, requestOf, START, SYSTEMS } from './client.ts'

const open = () => createMock({ now: START })
const LIMIT = { code: 'active_key_limit_reached', limit: 5, used: 5, scope: 'user' } as const

afterEach(() => void vi.useRealTimers())

describe('an override', () => {
  test('answers in place of the mock, before anyone asks for credentials, with a whole problem document', async () => {
    const mock = open()
    const remove = mock.override('createApiKey', ({ respond }) => respond(409, LIMIT))
    const refused = await ask(mock, 'POST /api-keys', { body: { name: 'Sync' } })
    expect([refused.status, refused.headers.get('content-type')]).toEqual([409, 'application/problem+json'])
    expect(refused.body).toEqual({
      ...LIMIT,
      type: '/docs/errors#active_key_limit_reached',
      title: 'The limit of active API keys is reached',
      status: 409,
      detail: 'The limit of active API keys is reached.',
      instance: '/api/v1/api-keys',
      request_id: refused.headers.get('request-id'),
    })
    remove()
    remove()
    expect((await ask(mock, 'POST /api-keys', { body: { name: 'Sync' } })).status).toBe(401)
  })

  test('sees the request, its parameters and its body, and leaves the body to the mock', async () => {
    const mock = open()
    const { headers } = mock.signIn('admin')
    const { body: key } = await ask(mock, 'POST /api-keys', { headers, body: { name: 'Sync' } })
    mock.override('updateApiKey', async ({ request, params, body, next, respond }) => {
      const sent = (await request.json()) as { name: string }
      const answer = await next()
      return respond(200, { ...(await answer.json()), name: `${params.key_id} ${body?.name} ${sent.name}` })
    })
    const { body } = await ask(mock, `PATCH /api-keys/${key.id}`, { headers, body: { name: 'New' } })
    expect(body.name).toBe(`${key.id} New New`)
    expect((await ask(mock, `GET /api-keys/${key.id}`, { headers })).body.name).toBe('New')
  })

  test('that was set last is asked first, and calls the one before it next', async () => {
    const mock = open()
    mock.override('getMe', ({ respond }) => respond(429, { code: 'rate_limited' }, { 'Retry-After': '7' }))
    const remove = mock.override('getMe', async ({ next }) => {
      const { status, headers } = await next()
      expect([status, headers.get('retry-after')]).toEqual([429, '7'])
      return next()
    })
    expect((await ask(mock, 'GET /me')).status).toBe(429)
    expect(mock.requests.at(-1)?.refusal).toEqual({ code: 'rate_limited', rule: 'override', at: '' })
    remove()
    expect((await ask(mock, 'GET /me')).headers.get('retry-after')).toBe('7')
  })

  test('may pass on what the mock answers, whose rule the log then names', async () => {
    const mock = open()
    mock.override('getMe', ({ next }) => next())
    await ask(mock, 'GET /me')
    expect(mock.requests).toMatchObject([
      { status: 401, refusal: { code: 'missing_credentials', rule: 'authenticates' } },
    ])
  })

  test('fills in the headers that the contract declares', async () => {
    const mock = open()
    mock.override('getMe', ({ respond }) => respond(401, { code: 'invalid_key' }))
    const { headers } = await ask(mock, 'GET /me')
    expect(headers.get('www-authenticate')).toBe('Bearer realm="latchkey"')
    mock.override('createCategory', ({ respond }) =>
      respond(201, { id: 'cat_1', name: 'x', created_at: START, updated_at: START }),
    )
    const created = await ask(mock, 'POST /categories', { body: {} })
    expect(created.headers.get('location')).toBe('/api/v1/categories/cat_1')
    mock.override('deleteSession', ({ respond }) => respond(204))
    const empty = await ask(mock, 'DELETE /sessions/current')
    expect([empty.status, empty.text, empty.headers.has('content-type')]).toEqual([204, '', false])
  })

  test.each<[what: string, answer: () => unknown, message: RegExp]>([
    [
      'a status that is not declared',
      () => Response.json({}, { status: 418 }),
      /418 .* declares only 200, 401.*fail\(\)/,
    ],
    ['a body of another shape', () => Response.json({ type: 'session' }), /200 .* must have required property/],
    ['no body', () => new Response(), /it has no body/],
    ['no JSON', () => new Response('<html>'), /its body is not JSON/],
    [
      'a code of another operation',
      () => Response.json({ code: 'not_found' }, { status: 401 }),
      /code must be one that the operation declares/,
    ],
    ['half a problem', () => Response.json({ code: 'invalid_key' }, { status: 401 }), /must have required property/],
    ['no Response', () => undefined, /must return a Response/],
  ])('is refused that gives %s', async (_, answer, message) => {
    const mock = open()
    mock.override('getMe', answer as () => Response)
    await expect(ask(mock, 'GET /me')).rejects.toThrow(message)
    expect(mock.requests).toMatchObject([{ operation: 'getMe', status: 0 }])
  })

  test('throws a ContractViolationError for a body where the contract has none', async () => {
    const mock = open()
    mock.override('deleteSession', () => new Response('{}', { status: 409 }))
    await expect(ask(mock, 'DELETE /sessions/current')).rejects.toThrow(ContractViolationError)
  })

  test('that is an answer and not a function is refused at once', () => {
    const mock = open()
    // @ts-expect-error It has to be made anew for each request.
    expect(() => mock.override('getMe', Response.json({}))).toThrow('The override of getMe must be a function')
  })

  test('of an operation that the system has not is a clear error', () => {
    const mock = createMock({ system: 'warehouse' })
    // @ts-expect-error There is no such operation there.
    expect(() => mock.override('deleteApiKey', ({ next }) => next())).toThrow(
      /The system warehouse has no operation "deleteApiKey". Its operations are createSession, /,
    )
  })
})

describe('a fault', () => {
  test.each(SYSTEMS)(
    '$system: is every refusal that an operation declares, as the contract describes it',
    async contract => {
      const mock = createMock({ contract })
      for (const { id, method, path, responses } of contract.operations) {
        for (const [status, { codes = [], headers }] of Object.entries(responses)) {
          for (const code of codes) {
            const remove = mock.fail(id, { code })
            const answer = await ask(mock, `${method} ${path.replace(/\{\w+\}/, 'x')}`)
            remove()
            expect([answer.status, answer.body.code]).toEqual([Number(status), code])
            for (const name of headers) expect(answer.headers.get(name), name).toBeTruthy()
          }
        }
      }
    },
  )

  test('has the true members of a limit, and a 5xx needs no declaration', async () => {
    const mock = createMock({ system: 'warehouse' })
    mock.fail('createApiKey', { code: 'active_key_limit_reached' })
    expect((await ask(mock, 'POST /api-keys')).body).toMatchObject({ limit: 5, used: 5, scope: 'account' })
    mock.fail('createApiKey', { status: 503 })
    const { status, headers, body } = await ask(mock, 'POST /api-keys')
    expect([status, headers.get('content-type')]).toEqual([503, 'application/problem+json'])
    expect(body).toMatchObject({ type: 'about:blank', status: 503, request_id: headers.get('request-id') })
    expect(mock.requests.map(({ refusal }) => refusal?.rule)).toEqual(['fail', undefined])
  })

  test.each<[fault: object, failed: readonly boolean[]]>([
    [{ status: 503 }, [true, true, true, true]],
    [{ status: 503, times: 2 }, [true, true, false, false]],
    [{ status: 503, nth: 2 }, [false, true, false, false]],
    [{ status: 503, nth: 2, times: 2 }, [false, true, true, false]],
  ])('%j fails the requests that it says', async (fault, failed) => {
    const mock = open()
    const remove = mock.fail('getMe', fault as { status: number })
    const statuses: boolean[] = []
    for (const _ of failed) {
      await ask(mock, 'GET /api-keys')
      statuses.push((await ask(mock, 'GET /me')).status === 503)
    }
    expect(statuses).toEqual(failed)
    remove()
    expect((await ask(mock, 'GET /me')).status).toBe(401)
  })

  test('of all operations meets those that declare the refusal', async () => {
    const mock = open()
    mock.fail('*', { code: 'active_key_limit_reached' })
    expect((await ask(mock, 'POST /api-keys')).status).toBe(409)
    expect((await ask(mock, 'GET /me')).status).toBe(401)
  })

  test('of the network rejects as fetch does', async () => {
    const mock = open()
    mock.fail('*', { error: 'network', nth: 2 })
    expect((await ask(mock, 'GET /me')).status).toBe(401)
    await expect(ask(mock, 'GET /me')).rejects.toThrow(TypeError)
    expect((await ask(mock, 'GET /me')).status).toBe(401)
    expect(mock.requests.map(({ status }) => status)).toEqual([401, 0, 401])
  })

  test('of time lets a request wait until its signal aborts, and rejects with the reason', async () => {
    const mock = open()
    mock.fail('getMe', { error: 'timeout' })
    await expect(mock.fetch(requestOf(mock, 'GET /me', { signal: AbortSignal.timeout(5) }))).rejects.toMatchObject({
      name: 'TimeoutError',
    })
    const controller = new AbortController()
    const answer = ask(mock, 'GET /me', { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(answer).rejects.toThrow('enough')
  })

  test.each<[fault: object, message: RegExp]>([
    [
      { code: 'key_paused' },
      /createSession does not declare {"code":"key_paused"}\. .* a declared code \(malformed_json, /,
    ],
    [{ status: 409 }, /does not declare/],
    [{ status: 429, code: 'malformed_json' }, /does not declare/],
    [{ status: 600 }, /does not declare/],
    [{ status: 503.5 }, /does not declare/],
    [{}, /does not declare/],
    [{ error: 'fire' }, /"network" or "timeout"/],
    [{ status: 503, times: 0 }, /whole numbers of 1 or more/],
    [{ status: 503, nth: 1.5 }, /whole numbers of 1 or more/],
  ])('%j is refused', (fault, message) => {
    expect(() => open().fail('createSession', fault as { status: number })).toThrow(message)
  })
})

describe('a delay', () => {
  test('lets requests wait, adds up with others, and comes before all else', async () => {
    vi.useFakeTimers()
    const mock = open()
    mock.delay('getMe', 100)
    const remove = mock.delay('*', 50)
    mock.fail('getMe', { status: 503 })
    let status = 0
    const answer = ask(mock, 'GET /me').then(answer => {
      status = answer.status
    })
    await vi.advanceTimersByTimeAsync(149)
    expect(status).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    await answer
    expect(status).toBe(503)
    remove()
    const other = ask(mock, 'GET /api-keys')
    expect((await other).status).toBe(401)
  })

  test('between two times is drawn from the seed, the same again after a reset', async () => {
    vi.useFakeTimers()
    const mock = open()
    const waits = async () => {
      mock.delay('getMe', [50, 200])
      const times: number[] = []
      for (let count = 0; count < 20; count++) {
        const start = Date.now()
        const answer = ask(mock, 'GET /me').then(() => times.push(Date.now() - start))
        await vi.advanceTimersByTimeAsync(200)
        await answer
      }
      return times
    }
    const first = await waits()
    expect(Math.min(...first)).toBeGreaterThanOrEqual(50)
    expect(Math.max(...first)).toBeLessThanOrEqual(200)
    expect(new Set(first).size).toBeGreaterThan(10)
    mock.reset()
    expect(await waits()).toEqual(first)
  })

  test('ends when the signal aborts, and the request does nothing', async () => {
    vi.useFakeTimers()
    const mock = open()
    const { headers } = mock.signIn('admin')
    mock.delay('createApiKey', 60_000)
    const controller = new AbortController()
    const answer = ask(mock, 'POST /api-keys', { headers, body: { name: 'Sync' }, signal: controller.signal })
    const before = mock.snapshot().records
    expect(vi.getTimerCount()).toBe(1)
    controller.abort()
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    expect(vi.getTimerCount()).toBe(0)
    expect(mock.snapshot().records).toEqual(before)
  })

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, [2, 1], [-1, 1]])('of %j is refused', time => {
    expect(() => open().delay('*', time as number)).toThrow(/A delay must be a whole number of milliseconds/)
  })
})

describe('a request that is given up', () => {
  test('is rejected with the reason of its signal, before, and while its body is read', async () => {
    const mock = open()
    await expect(ask(mock, 'GET /me', { signal: AbortSignal.abort('no') })).rejects.toBe('no')
    expect(mock.requests).toEqual([])
    const controller = new AbortController()
    const init = { method: 'POST', body: new ReadableStream(), duplex: 'half', signal: controller.signal }
    const answer = mock.fetch('http://shop.test/api/v1/sessions', init)
    controller.abort('enough')
    await expect(answer).rejects.toBe('enough')
  })
})

describe('the log of requests', () => {
  test('says of each what it was and what came of it, and of a refusal its rule and place', async () => {
    const mock = open()
    const { headers } = mock.signIn('reader')
    await ask(mock, 'GET /me', { headers })
    await ask(mock, 'POST /api-keys', { headers, body: { name: 'Sync' } })
    await ask(mock, 'GET /nothing')
    expect(mock.requests).toEqual([
      { requestId: expect.stringMatching(/^req_/), method: 'GET', path: '/api/v1/me', operation: 'getMe', status: 200 },
      {
        requestId: expect.stringMatching(/^req_/),
        method: 'POST',
        path: '/api/v1/api-keys',
        operation: 'createApiKey',
        status: 403,
        refusal: { code: 'permission_denied', rule: 'security', at: '#/paths/~1api-keys/post/security' },
      },
      {
        requestId: expect.stringMatching(/^req_/),
        method: 'GET',
        path: '/api/v1/nothing',
        status: 404,
        refusal: { code: 'not_found', rule: 'route', at: '' },
      },
    ])
  })

  test('keeps the last 1000', async () => {
    const mock = open()
    for (let count = 0; count < 2010; count++) await mock.fetch(`http://shop.test/api/v1/${count}`)
    expect(mock.requests).toHaveLength(1000)
    expect([mock.requests[0]?.path, mock.requests.at(-1)?.path]).toEqual(['/api/v1/1010', '/api/v1/2009'])
  })

  test('holds no credential, wherever it was sent', async () => {
    const mock = createMock({ system: 'store-admin' })
    const { token, headers } = mock.signIn('admin')
    const { body } = await ask(mock, 'POST /api-keys', { headers, body: {} })
    await ask(mock, `GET /products?key=${body.secret}`)
    await ask(mock, `GET /products/${body.secret}`, { headers })
    await ask(mock, `GET /${token}`)
    for (const secret of [token, body.secret]) expect(JSON.stringify(mock.requests)).not.toContain(secret.slice(8, -8))
  })
})

describe('signing in', () => {
  test.each([
    ['admin', 'admin@north.example'],
    ['south-admin', 'admin@south.example'],
    ['north-reader', 'reader@north.example'],
    ['manager@north.example', 'manager@north.example'],
  ])('as %s is a session of %s', async (who, email) => {
    for (const { system } of SYSTEMS) {
      const mock = createMock({ contract: SYSTEMS.find(contract => contract.system === system) ?? mock0.contract })
      const { body } = await ask(mock, 'GET /me', { headers: mock.signIn(who).headers })
      expect(body.user).toMatchObject({ email })
    }
  })

  const mock0 = open()

  test('is what the sign-in operation gives', async () => {
    const [one, other] = [open(), open()]
    const { body } = await ask(one, 'POST /sessions', { body: { email: 'admin@north.example', password: 'password' } })
    expect(other.signIn('admin').token).toBe(body.token)
    expect(other.snapshot().records).toEqual(one.snapshot().records)
  })

  test('ends when a session does', async () => {
    const mock = open()
    const { headers } = mock.signIn('admin')
    mock.clock.advance('PT12H')
    expect((await ask(mock, 'GET /me', { headers })).body.code).toBe('invalid_session')
  })

  test('knows users that were made since, and refuses those who are disabled or not there', async () => {
    const mock = open()
    const { headers } = mock.signIn('admin')
    const body = { email: 'nina@north.example', name: 'Nina' }
    const { body: user } = await ask(mock, 'POST /users', { headers, body })
    expect((await ask(mock, 'GET /me', { headers: mock.signIn('nina').headers })).status).toBe(200)
    await ask(mock, `PATCH /users/${user.id}`, { headers, body: { enabled: false } })
    expect(() => mock.signIn('nina')).toThrow('nina@north.example cannot sign in: the user is disabled')
    expect(() => mock.signIn('owner')).toThrow(
      /There is no user "owner". The users are admin@north.example, manager@north.example, .*before the @/,
    )
  })

  test('names nobody by a secret that was taken for a name', () => {
    const mock = open()
    expect(() => mock.signIn(mock.signIn('admin').token)).toThrow(/^There is no user "ses_\*{4}\w{4}"/)
  })

  test('selects what to work in', async () => {
    const mock = createMock({ system: 'warehouse' })
    const { headers } = mock.signIn('admin', { select: { warehouse: 7 } })
    expect((await ask(mock, 'GET /inbound', { headers })).status).toBe(200)
    expect(() => mock.signIn('admin', { select: { shelf: 7 } })).toThrow(
      'no selection "shelf". The selections are warehouse',
    )
  })

  test('gives a token that is not printed, and headers that can be sent, spread and not printed', () => {
    const session = open().signIn('admin')
    const { token, headers } = session
    for (const printed of [inspect(session), JSON.stringify(session), inspect(headers), JSON.stringify({ headers })]) {
      expect(printed).not.toContain(token.slice(4, -4))
      expect(printed).toContain(`ses_****${token.slice(-4)}`)
    }
    expect({ ...headers, 'X-Other': '1' }).toEqual({ Authorization: `Bearer ${token}`, 'X-Other': '1' })
    expect(new Headers(headers).get('authorization')).toBe(`Bearer ${token}`)
  })
})

test('a reset takes overrides, faults, delays and requests away', async () => {
  const mock = open()
  mock.override('getMe', ({ respond }) => respond(429, { code: 'rate_limited' }))
  mock.fail('listApiKeys', { status: 503 })
  await ask(mock, 'GET /me')
  mock.delay('*', 60_000)
  mock.reset()
  expect((await ask(mock, 'GET /me')).status).toBe(401)
  expect((await ask(mock, 'GET /api-keys')).status).toBe(401)
  expect(mock.requests).toHaveLength(2)
})

test('answers tell the time of a clock that stands still, whatever they are', async () => {
  const mock = open()
  const dates = async () => {
    const { headers } = mock.signIn('admin')
    const answers = [
      await ask(mock, 'GET /me', { headers }),
      await ask(mock, 'POST /api-keys', { headers, body: { name: 'Sync' } }),
      await ask(mock, 'GET /me'),
      await ask(mock, 'GET /nothing'),
    ]
    mock.fail('getMe', { status: 503 })
    answers.push(await ask(mock, 'GET /me'))
    mock.override('getMe', ({ respond }) => respond(429, { code: 'rate_limited' }))
    answers.push(await ask(mock, 'GET /me'))
    mock.override('deleteSession', () => new Response(null, { status: 204 }))
    answers.push(await ask(mock, 'DELETE /sessions/current'))
    expect(answers.map(({ status }) => status)).toEqual([200, 201, 401, 404, 503, 429, 204])
    return new Set(answers.map(({ headers }) => headers.get('date')))
  }
  expect(await dates()).toEqual(new Set(['Thu, 01 Jan 2026 00:00:00 GMT']))
  mock.reset()
  mock.clock.advance('PT61M')
  expect(await dates()).toEqual(new Set(['Thu, 01 Jan 2026 01:01:00 GMT']))
  mock.reset()
  mock.clock.useRealTime()
  expect(await dates()).toEqual(new Set([null]))
})

test('an override may tell another time', async () => {
  const mock = open()
  const headers = { Date: 'Fri, 02 Jan 2026 00:00:00 GMT' }
  mock.override('deleteSession', () => new Response(null, { status: 204, headers }))
  mock.override('getMe', ({ respond }) => respond(429, { code: 'rate_limited' }, headers))
  for (const call of ['DELETE /sessions/current', 'GET /me'])
    expect((await ask(mock, call)).headers.get('date')).toBe(headers.Date)
})

test('fifty mocks at once share nothing', async () => {
  const transcript = async (index: number) => {
    const mock = createMock({ now: START })
    const { headers } = mock.signIn('admin')
    const call = (name: string, asking: Asking = {}) => ask(mock, name, { headers, ...asking })
    if (index % 3 === 0) mock.fail('getMe', { status: 503 })
    if (index % 3 === 1) mock.override('getMe', ({ respond }) => respond(429, { code: 'rate_limited' }))
    mock.delay('*', [0, 3])
    for (let count = 0; count < index % 7; count++) await call('POST /api-keys', { body: { name: `Key ${index}` } })
    mock.clock.advance(`PT${index}M`)
    const { body } = await call('GET /api-keys')
    const { status } = await call('GET /me')
    const { length } = mock.requests
    return { names: body.data.map(({ name }) => name), status, length, now: String(mock.clock) }
  }
  const all = await Promise.all(Array.from({ length: 50 }, (_, index) => transcript(index)))
  for (const [index, { names, status, length, now }] of all.entries()) {
    expect(names).toEqual(Array(Math.min(5, index % 7)).fill(`Key ${index}`))
    expect(status).toBe([503, 429, 200][index % 3])
    expect(length).toBe((index % 7) + 2)
    expect(now).toBe(new Date(Date.parse(START) + index * 60_000).toISOString())
  }
})
