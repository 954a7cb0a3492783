/** The output of the server, by format and log level. */
import { describe, expect, test } from 'vitest'
import { Latchkey } from './process.ts'

const SECRET = /[a-z]+(?:_[a-z]+)*_[0-9A-Za-z]{49}/g

describe('--json', () => {
  test('prints one object per line, and no secret except the tokens of the first line', async () => {
    const latchkey = new Latchkey(['mock', '--port', '0', '--json', '--system', 'store-admin'])
    await latchkey.printed('\n')
    const ready = JSON.parse(latchkey.out)
    expect(ready).toMatchObject({
      type: 'ready',
      system: 'store-admin',
      api: `${ready.origin}/api/v1`,
      contract: `${ready.origin}/openapi.json`,
      controls: `${ready.origin}/__mock/`,
      sandboxes: `${ready.origin}/sandboxes`,
      session: { login: 'admin@north.example', token: expect.stringMatching(/^ses_/) },
    })
    expect(ready).not.toHaveProperty('control_token')
    const headers = { Authorization: `Bearer ${ready.session.token}` }
    const { secret } = await (await fetch(`${ready.api}/api-keys`, { method: 'POST', headers })).json()
    await fetch(`${ready.api}/products?key=${secret}`)
    await fetch(`${ready.api}/products?key=${secret}`, { method: 'DELETE' })
    await fetch(`${ready.origin}/openapi.json`)
    latchkey.signal('SIGTERM')
    expect(await latchkey.ended()).toBe(0)

    const [, ...lines] = latchkey.out.trim().split('\n')
    expect(lines.map(line => JSON.parse(line))).toEqual([
      request('POST', '/api/v1/api-keys', 201, 'createApiKey'),
      request('GET', '/api/v1/products?key=****', 200, 'listProducts'),
      {
        ...request('DELETE', '/api/v1/products?key=****', 403, 'clearProducts'),
        refusal: { code: 'clear_operations_closed', rule: 'window', at: expect.stringContaining('#/') },
      },
      { type: 'request', method: 'GET', target: '/openapi.json', status: 200, milliseconds: expect.any(Number) },
    ])
    expect(lines.join('\n').match(SECRET)).toBeNull()
    expect(latchkey.err).toBe('')
  })

  const request = (method: string, target: string, status: number, operation: string) => ({
    type: 'request',
    method,
    target,
    status,
    milliseconds: expect.any(Number),
    request_id: expect.stringMatching(/^req_/),
    operation,
  })
})

describe('--log-level', () => {
  const PREFLIGHT = { Origin: 'http://a.example', 'Access-Control-Request-Method': 'GET' }

  async function printed(level: string): Promise<string> {
    // Without output, the test must choose the port.
    const port = String(20_000 + Math.floor(Math.random() * 10_000))
    const latchkey = new Latchkey(['mock', '--cors', '--log-level', level, '--port', port])
    const url = `http://127.0.0.1:${port}/api/v1/me`
    const preflight = () =>
      fetch(url, { method: 'OPTIONS', headers: PREFLIGHT }).then(
        ({ status }) => status,
        () => 0,
      )
    await expect.poll(preflight, { timeout: 20_000 }).toBe(204)
    await fetch(url)
    latchkey.signal('SIGTERM')
    expect(await latchkey.ended()).toBe(0)
    expect(latchkey.err).toBe('')
    return latchkey.out
  }

  test('silent: nothing', async () => expect(await printed('silent')).toBe(''))

  test('error: the banner', async () => {
    const out = await printed('error')
    expect(out).toContain('Ctrl-C')
    expect(out).not.toContain('GET')
  })

  test('info: the requests', async () => {
    const out = await printed('info')
    expect(out).toContain('GET /api/v1/me 401')
    expect(out).not.toContain('OPTIONS')
  })

  test('debug: also preflights, and the operation of each request', async () => {
    const out = await printed('debug')
    expect(out).toContain('OPTIONS /api/v1/me 204')
    expect(out).toMatch(/GET \/api\/v1\/me 401 .*\[getMe req_\w+\]/)
  })
})

test('if other machines can connect, the banner shows a token for the controls, and nothing else shows it', async () => {
  const latchkey = await Latchkey.mock('--host', '0.0.0.0')
  const banner = latchkey.out
  const [, token = ''] = /X-Mock-Token: (\w+)/.exec(banner) ?? []
  expect(token).toMatch(/^[0-9a-f]{48}$/)
  const { origin } = latchkey
  expect((await fetch(`${origin}/__mock/state`)).status).toBe(401)
  expect((await fetch(`${origin}/__mock/state`, { headers: { 'X-Mock-Token': token } })).status).toBe(200)
  expect((await fetch(`${origin}/__mock/state?token=${token}`)).status).toBe(401)
  expect((await fetch(`${origin}/__mock/${token}`, { headers: { 'X-Mock-Token': token } })).status).toBe(404)
  latchkey.signal('SIGTERM')
  expect(await latchkey.ended()).toBe(0)
  expect(latchkey.out.slice(banner.length)).toMatch(/\/__mock\//)
  expect(latchkey.out.slice(banner.length) + latchkey.err).not.toContain(token.slice(0, 40))
})
