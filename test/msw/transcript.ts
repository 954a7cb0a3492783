import type { Mock } from '../../mock/index.ts'
import { type Asking, init } from './shop.ts'

/** Headers that the transport adds. */
const TRANSPORT = /^(date|connection|keep-alive|transfer-encoding|content-length|vary|access-control-.*)$/

/**
 * A sequence of requests to one system, for Node.js and for pages: successes and problems of many kinds, secrets, a body
 * that is not JSON, a repeated request, and a moved clock.
 * @returns the status, headers and body of each response
 */
export async function transcript(mock: Pick<Mock, 'clock'>, send: Mock['fetch'], base: string): Promise<string> {
  const lines: string[] = []
  const ask = async (path: string, options: RequestInit | Asking = {}) => {
    const answer = await send(
      base + path,
      typeof options.body === 'string' ? (options as RequestInit) : init(options as Asking),
    )
    const text = await answer.text()
    const headers = [...answer.headers]
      .filter(([name]) => !TRANSPORT.test(name))
      .map(([name, value]) => `${name}: ${value}`)
    lines.push(`${options.method ?? 'GET'} ${path} ${answer.status}`, ...headers.sort(), text, '')
    return text === '' ? {} : JSON.parse(text)
  }
  const { token } = await ask('/sessions', {
    method: 'POST',
    body: { email: 'admin@north.example', password: 'password' },
  })
  const post = (path: string, body: unknown, headers = {}) => ask(path, { method: 'POST', token, body, headers })

  await ask('/me')
  await ask('/me', { token })
  const key = await post('/api-keys', { name: 'Ünïcode \u{1f511} sync' }, { 'Idempotency-Key': 'one' })
  await post('/api-keys', { name: 'Ünïcode \u{1f511} sync' }, { 'Idempotency-Key': 'one' })
  for (let count = 2; count <= 6; count++) await post('/api-keys', { name: `Key ${count}` })
  await ask('/api-keys?limit=2&sort=-created_at&q=key%20', { token })
  await ask('/products?limit=3', { token: key.secret })
  await ask(`/api-keys/${key.id}`, { method: 'PATCH', token, body: { enabled: false } })
  await ask('/me', { token: key.secret })
  await ask(`/api-keys/${key.id}`, { method: 'DELETE', token })
  await post(`/api-keys/${key.id}/revoke`, {})
  await ask(`/api-keys/${key.id}`, { method: 'DELETE', token })
  await ask(`/api-keys/${key.id}`, { token })
  await post('/api-keys', { nmae: 'Misspelt' })
  await ask('/api-keys', { method: 'PUT', token, body: {} })
  await ask('/nothing/here', { token })
  const authorization = { Authorization: `Bearer ${token}` }
  await ask('/api-keys', {
    method: 'POST',
    headers: { ...authorization, 'Content-Type': 'application/json' },
    body: '{"a":',
  })
  await ask('/api-keys', { method: 'POST', headers: { ...authorization, 'Content-Type': 'text/csv' }, body: 'a,b' })
  mock.clock.advance('P2D')
  await ask('/me', { token })
  return lines.join('\n')
}
