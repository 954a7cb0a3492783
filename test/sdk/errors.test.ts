import { describe, expect, it, vi } from 'vitest'
import { createMock } from '../../mock/index.ts'
import {
  isLatchkeyError,
  Latchkey,
  LatchkeyConnectionError,
  LatchkeyError,
  LatchkeyResponseError,
  type ProblemCode,
} from '../../src/index.ts'
import { retryAtOnce } from './helpers.ts'
import { answerJson, serve } from './server.ts'

retryAtOnce()

/** The error that a call throws for a response of the server. */
async function thrownAt(answer: Parameters<typeof serve>[0]): Promise<unknown> {
  await using server = await serve(answer)
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
  return await shop.apiKeys.get('key_1').then(
    () => undefined,
    (error: unknown) => error,
  )
}

const problem = {
  type: '/docs/errors#not_found',
  title: 'Not found',
  status: 404,
  detail: 'You can see no such key.',
  instance: '/api/v1/api-keys/key_1',
  code: 'not_found',
  request_id: 'req_1',
}

describe('a request that the server rejects', () => {
  it('throws an error whose code narrows the problem', async () => {
    const { fetch } = createMock({ system: 'secret-keys' })
    const options = { system: 'secret-keys', baseUrl: 'http://mock.example/api/v1', fetch } as const
    const { token } = await new Latchkey(options).sessions.create({
      email: 'admin@north.example',
      password: 'password',
    })
    const shop = new Latchkey({ ...options, session: token })
    await shop.apiKeys.create({ title: 'A' })
    try {
      await shop.apiKeys.create({ title: 'B' })
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof LatchkeyError && error.code === 'active_key_limit_reached')) throw error
      expect(error.problem.limit).toBe(1)
      expect(error.problem.scope).toBe('user')
      expect(error).toMatchObject({ name: 'LatchkeyError', status: 409, requestId: error.problem.request_id })
      expect(error.message).toBe(`409 active_key_limit_reached: ${error.problem.detail}`)
    }
  })

  it('accepts an unknown code', async () => {
    const error = await thrownAt(answerJson({ ...problem, code: 'under_water' }, 409, 'application/problem+json'))
    expect(error).toBeInstanceOf(LatchkeyError)
    expect(error).toMatchObject({ code: 'under_water', problem: { code: 'under_water' } })
  })

  it('accepts a problem with only the required fields', async () => {
    const error = await thrownAt((_, response) =>
      response
        .writeHead(404, { 'Content-Type': 'application/problem+json', 'Request-Id': 'req_2' })
        .end('{"title":"Not found","status":404,"code":"not_found"}'),
    )
    expect(error).toMatchObject({ message: '404 not_found: Not found', requestId: 'req_2' })
  })
})

describe('a response that the contract does not describe', () => {
  it('can be nested to any depth', async () => {
    const error = await thrownAt((_, response) =>
      response.writeHead(502, { 'Content-Type': 'application/json' }).end('['.repeat(3000) + ']'.repeat(3000)),
    )
    expect(error).toMatchObject({ code: 'unexpected_response', status: 502 })
  })

  it.each([
    [502, 'text/html', '<html>Bad Gateway</html>', '502 with text/html, not JSON of the contract.'],
    [500, 'application/json', '{"message":"oops"}', '500 with application/json, not JSON of the contract.'],
    [
      400,
      'application/json',
      '{"title":"A","status":400,"code":7}',
      '400 with application/json, not JSON of the contract.',
    ],
    [
      400,
      'application/json',
      '{"title":"A","status":"400","code":"E"}',
      '400 with application/json, not JSON of the contract.',
    ],
    [
      400,
      'application/json',
      '{"detail":"A","status":400,"code":"E"}',
      '400 with application/json, not JSON of the contract.',
    ],
    [503, 'text/plain', '', '503 with no body, not JSON of the contract.'],
    [200, 'text/html', '<html>Sign in</html>', '200 with text/html, not JSON of the contract.'],
    [200, 'application/json', '{"id":"key_1"', '200 with application/json, not JSON of the contract.'],
    [200, 'application/json', '', '200 with no body, not JSON of the contract.'],
    [200, 'application/json', '[1]', '200 with application/json, not JSON of the contract.'],
    [200, 'text/html', '{"id":"key_1"}', '200 with text/html, not JSON of the contract.'],
    [
      200,
      'text/plain; note=application/json',
      '{}',
      '200 with text/plain; note=application/json, not JSON of the contract.',
    ],
  ])('%i %s %j', async (status, type, body, message) => {
    const error = await thrownAt((_, response) =>
      response.writeHead(status, { 'Content-Type': type, 'Request-Id': 'req_3' }).end(body),
    )
    expect(error).toBeInstanceOf(LatchkeyResponseError)
    expect(error).toBeInstanceOf(LatchkeyError)
    expect(error).toMatchObject({
      name: 'LatchkeyResponseError',
      code: 'unexpected_response',
      status,
      operation: 'apiKeys.get',
      path: '/api-keys/{key_id}',
      method: 'GET',
      url: expect.stringMatching(/\/api\/v1\/api-keys\/key_1$/),
      requestId: 'req_3',
      message: expect.stringMatching(/^GET http:\/\/127\.0\.0\.1:\d+\/api\/v1\/api-keys\/key_1 returned /),
    })
    expect(error).not.toHaveProperty('problem')
    expect(String(error)).toMatch(message)
  })
})

describe('a connection that fails', () => {
  it('throws an error with the URL and the reason', async () => {
    const server = await serve()
    await server[Symbol.asyncDispose]()
    const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl })
    const error = await shop.apiKeys.get('key_1').catch((error: unknown) => error)
    expect(error).toBeInstanceOf(LatchkeyConnectionError)
    expect(error).toBeInstanceOf(LatchkeyError)
    expect(error).toMatchObject({
      name: 'LatchkeyConnectionError',
      code: 'connection_failed',
      cause: { name: 'TypeError', message: 'fetch failed', cause: { code: 'ECONNREFUSED' } },
    })
    expect(error).not.toHaveProperty('status')
    // Like the cause of any error, it is not enumerable.
    expect(Object.keys(Object(error))).not.toContain('cause')
    expect(JSON.parse(JSON.stringify(error))).not.toHaveProperty('cause')
    expect(String(error)).toMatch(/GET http:\/\/127\.0\.0\.1:\d+\/api\/v1\/api-keys\/key_1 failed: .*ECONNREFUSED/)
    await expect(shop.fetch.GET('/me')).rejects.toThrow(LatchkeyConnectionError)
  })

  it.each([200, 409])('can fail in the middle of a response: %i', async status => {
    const error = await thrownAt((_, response) => {
      response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': 100 }).write('{"id":')
      setTimeout(() => response.destroy(), 10)
    })
    expect(error).toBeInstanceOf(LatchkeyConnectionError)
  })

  it('shows the code of an error without a message, as Node throws for several addresses', async () => {
    const cause = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
    const shop = new Latchkey({ system: 'standard', baseUrl: 'http://mock.example', fetch })
    await expect(shop.me.get()).rejects.toThrow('GET http://mock.example/me failed: ECONNREFUSED')
  })

  it('shows the message of the innermost of five causes', async () => {
    const messages = ['refused', 'socket', 'agent', 'proxy', 'fetch failed']
    const thrown = messages.reduce<Error | undefined>((cause, message) => new Error(message, { cause }), undefined)
    const fetch = () => Promise.reject(thrown)
    const shop = new Latchkey({ system: 'standard', baseUrl: 'http://mock.example', fetch })
    await expect(shop.me.get()).rejects.toThrow('GET http://mock.example/me failed: refused')
  })

  it('shows what a custom fetch throws', async () => {
    const shop = new Latchkey({
      system: 'standard',
      baseUrl: 'http://mock.example/api/v1',
      fetch: () => Promise.reject('no network in this test'),
    })
    await expect(shop.me.get()).rejects.toThrow('GET http://mock.example/api/v1/me failed: no network in this test')
  })
})

describe('isLatchkeyError', () => {
  it('recognizes the errors of another copy of the package', async () => {
    vi.resetModules()
    const copy = await import('../../src/index.ts')
    const error = new copy.LatchkeyConnectionError('down')
    expect(error).not.toBeInstanceOf(LatchkeyError)
    expect(isLatchkeyError(error)).toBe(true)
  })

  it('rejects anything else', async () => {
    expect(isLatchkeyError(await thrownAt(answerJson(problem, 404)))).toBe(true)
    for (const other of [new Error('x'), { code: 'not_found' satisfies ProblemCode }, null, undefined, 'not_found'])
      expect(isLatchkeyError(other)).toBe(false)
  })
})
