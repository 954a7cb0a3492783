import { describe, expect, test } from 'vitest'
import { ContractViolationError, createMock } from '../../mock/index.ts'
import { ask, START } from './client.ts'

const open = () => createMock({ now: START })
const LIMIT = { code: 'active_key_limit_reached', limit: 5, used: 5, scope: 'user' } as const

describe('an override', () => {
  test('responds instead of the mock, before authentication, with a complete problem document', async () => {
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

  test('receives the request, its parameters and its body, and the mock can still read the body', async () => {
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

  test('that was set last runs first, and its next is the one before it', async () => {
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

  test('can return the response of the mock, and the log then names the rule of the mock', async () => {
    const mock = open()
    mock.override('getMe', ({ next }) => next())
    await ask(mock, 'GET /me')
    expect(mock.requests).toMatchObject([
      { status: 401, refusal: { code: 'missing_credentials', rule: 'authenticates' } },
    ])
  })

  test('adds the headers that the contract declares', async () => {
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
    ['a body that is not JSON', () => new Response('<html>'), /its body is not JSON/],
    [
      'a code of another operation',
      () => Response.json({ code: 'not_found' }, { status: 401 }),
      /code must be one that the operation declares/,
    ],
    ['half a problem', () => Response.json({ code: 'invalid_key' }, { status: 401 }), /must have required property/],
    ['no Response', () => undefined, /must return a Response/],
  ])('is rejected if it returns %s', async (_, answer, message) => {
    const mock = open()
    mock.override('getMe', answer as () => Response)
    await expect(ask(mock, 'GET /me')).rejects.toThrow(message)
    expect(mock.requests).toMatchObject([{ operation: 'getMe', status: 0 }])
  })

  test('throws a ContractViolationError for a body that the contract does not declare', async () => {
    const mock = open()
    mock.override('deleteSession', () => new Response('{}', { status: 409 }))
    await expect(ask(mock, 'DELETE /sessions/current')).rejects.toThrow(ContractViolationError)
  })

  test('that is a response and not a function throws at once', () => {
    const mock = open()
    // @ts-expect-error Each request needs a new response.
    expect(() => mock.override('getMe', Response.json({}))).toThrow('The override of getMe must be a function')
  })

  test('of an unknown operation throws an error with the known ones', () => {
    const mock = createMock({ system: 'warehouse' })
    // @ts-expect-error The system has no such operation.
    expect(() => mock.override('deleteApiKey', ({ next }) => next())).toThrow(
      /The system warehouse has no operation "deleteApiKey". Its operations are createSession, /,
    )
  })
})
