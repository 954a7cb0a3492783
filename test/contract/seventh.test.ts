/** A custom system that is only an overlay, without a line of TypeScript. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Latchkey } from '../server/process.ts'

let latchkey: Latchkey
let token = ''

beforeAll(async () => {
  latchkey = await Latchkey.mock('--contract', 'test/contract/seventh.overlay.yaml')
  const response = await call('POST', '/sessions', {}, { email: 'admin@north.example', password: 'password' })
  token = (await response.json()).token
})

afterAll(() => latchkey.signal('SIGINT'))

const call = (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
  fetch(latchkey.api + path, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

const asAdmin = (method: string, path: string, body?: unknown) =>
  call(method, path, { Authorization: `Bearer ${token}` }, body)

async function code(response: Response): Promise<string> {
  return `${response.status} ${(await response.json()).code}`
}

test('keeps its own rules under latchkey mock --contract', async () => {
  expect(latchkey.out).toContain('2 active keys per user')
  const first = await (await asAdmin('POST', '/api-keys', { name: 'One' })).json()
  expect((await call('GET', '/me', { Authorization: `Token ${first.secret}` })).status).toBe(200)
  expect(await code(await call('GET', '/me', { Authorization: `Bearer ${first.secret}` }))).toBe(
    '401 missing_credentials',
  )

  expect((await asAdmin('POST', '/api-keys', { name: 'Two' })).status).toBe(201)
  const third = await asAdmin('POST', '/api-keys', { name: 'Three' })
  expect(await third.json()).toMatchObject({
    status: 409,
    code: 'active_key_limit_reached',
    limit: 2,
    used: 2,
    scope: 'user',
  })

  expect(await code(await asAdmin('PATCH', `/api-keys/${first.id}`, { enabled: false }))).toBe('422 validation_failed')
  expect((await asAdmin('POST', `/api-keys/${first.id}/revoke`)).status).toBe(200)
  expect(await code(await asAdmin('DELETE', `/api-keys/${first.id}`))).toBe('405 method_not_allowed')
  expect(await code(await call('GET', '/me', { Authorization: `Token ${first.secret}` }))).toBe('401 key_revoked')
})
