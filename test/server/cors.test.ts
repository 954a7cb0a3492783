import { describe, expect, test } from 'vitest'
import { open } from './serving.ts'

const PAGE = 'http://localhost:5173'
const PREFLIGHT = {
  Origin: PAGE,
  'Access-Control-Request-Method': 'PATCH',
  'Access-Control-Request-Headers': 'authorization, idempotency-key',
}

const corsHeaders = (headers: Headers) => [...headers.keys()].filter(name => name.startsWith('access-control'))

test('without --cors there are no CORS headers, and a preflight is logged like any other request', async () => {
  const server = await open()
  for (const call of ['OPTIONS /api/v1/api-keys', 'GET /api/v1/api-keys', 'GET /', 'GET /nothing']) {
    const answer = await server.ask(call, { headers: PREFLIGHT })
    expect(corsHeaders(answer.headers)).toEqual([])
    expect(answer.headers.has('vary')).toBe(false)
  }
  expect((await server.ask('OPTIONS /api/v1/api-keys', { headers: PREFLIGHT })).status).toBe(405)
  await server.close()
  expect(server.printed.out.match(/OPTIONS \/api\/v1\/api-keys 405/g)).toHaveLength(2)
})

describe('--cors for all origins', () => {
  test('a preflight needs no credentials, lists what is allowed, and is not logged', async () => {
    const server = await open({ origins: '*' })
    const { status, headers, text } = await server.ask('OPTIONS /api/v1/api-keys', { headers: PREFLIGHT })
    expect([status, text]).toEqual([204, ''])
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-allow-methods')?.split(',')).toEqual(
      expect.arrayContaining(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
    )
    expect(headers.get('access-control-allow-headers')).toBe('authorization,idempotency-key')
    expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(0)
    expect(headers.has('access-control-allow-credentials')).toBe(false)
    await server.ask('GET /api/v1/me')
    await server.close()
    expect(server.printed.out).toMatch(/^GET \/api\/v1\/me 401/)
    expect(server.mock.requests).toHaveLength(1)
  })

  test('pages can read successes, problems and failures, with their headers', async () => {
    const server = await open({ origins: '*' })
    const { headers } = server.mock.signIn('admin')
    const asking = { headers: { ...headers, Origin: PAGE }, body: { name: 'One' } }
    const answers = [
      await server.ask('POST /api/v1/api-keys', asking),
      await server.ask('GET /api/v1/me', { headers: { Origin: PAGE } }),
      await server.ask('GET /nothing', { headers: { Origin: PAGE } }),
      await server.ask('GET /openapi.json', { headers: { Origin: PAGE } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 401, 404, 200])
    for (const { headers } of answers) {
      expect(headers.get('access-control-allow-origin')).toBe('*')
      const exposed = headers.get('access-control-expose-headers')?.split(',') ?? []
      for (const name of ['Date', 'Request-Id', 'Location', 'Retry-After', 'Idempotency-Replayed', 'WWW-Authenticate'])
        expect(exposed).toContain(name)
    }
  })

  test('the controls stay closed', async () => {
    const server = await open({ origins: '*' })
    const calls = ['/__mock/reset', '/sandboxes', '/sandboxes/x', '/sandboxes/x/__mock/reset']
    for (const path of calls) {
      for (const call of [`OPTIONS ${path}`, `POST ${path}`]) {
        const answer = await server.ask(call, { headers: PREFLIGHT })
        expect([call, answer.status, corsHeaders(answer.headers)]).toEqual([call, 403, []])
      }
    }
  })

  test('an OPTIONS request that is not a preflight is handled like any other request', async () => {
    expect((await (await open({ origins: '*' })).ask('OPTIONS /api/v1/api-keys')).status).toBe(405)
  })
})

describe('--cors for one origin', () => {
  test('the response names the origin, and varies by it', async () => {
    const server = await open({ origins: [PAGE] })
    for (const call of ['OPTIONS /api/v1/api-keys', 'GET /api/v1/api-keys']) {
      const { headers } = await server.ask(call, { headers: PREFLIGHT })
      expect(headers.get('access-control-allow-origin')).toBe(PAGE)
      expect(headers.get('vary')).toContain('Origin')
    }
  })

  test('another origin is not allowed', async () => {
    const server = await open({ origins: [PAGE] })
    for (const call of ['OPTIONS /api/v1/api-keys', 'GET /api/v1/api-keys']) {
      const { headers } = await server.ask(call, { headers: { ...PREFLIGHT, Origin: 'http://localhost:5174' } })
      expect(headers.has('access-control-allow-origin')).toBe(false)
      expect(headers.get('vary')).toContain('Origin')
    }
  })

  test('only pages of that origin may use the controls', async () => {
    const server = await open({ origins: [PAGE] })
    expect((await server.ask('OPTIONS /__mock/reset', { headers: PREFLIGHT })).status).toBe(204)
    expect((await server.ask('POST /__mock/reset', { headers: { Origin: PAGE } })).status).toBe(204)
    const other = await server.ask('POST /__mock/reset', { headers: { Origin: 'http://localhost:5174' } })
    expect(other.status).toBe(403)
  })
})
