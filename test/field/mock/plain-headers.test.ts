/** Clients that take plain objects only get the headers of a session, and records. */
import { inspect, isDeepStrictEqual } from 'node:util'
import { request } from 'playwright'
import { expect, test } from 'vitest'
import { createMock } from '../../../mock/index.ts'
import { serve } from '../../../mock/node.ts'

const mock = createMock()
const { token, headers } = mock.signIn('admin')
const [key = { secret: '' }] = mock.seed({ ApiKey: [{ name: 'Sync' }] }).ApiKey ?? []

const namesIn = (value: object) => {
  const names: string[] = []
  for (const name in value) names.push(name)
  return names
}

test.each([
  ['the headers of a session', headers, token],
  ['a seeded record', key, String(key.secret)],
])('%s are a plain object, and print masked', (_, object, secret) => {
  const copy = { ...object }
  expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
  expect(namesIn(object)).toEqual(Object.keys(copy))
  expect(Reflect.ownKeys(object)).toEqual(Object.keys(copy))
  expect(Object.entries(object)).toEqual(Object.entries(copy))
  expect('toJSON' in object).toBe(false)
  expect(object).toStrictEqual(copy)
  expect(isDeepStrictEqual(object, copy)).toBe(true)
  expect(JSON.stringify(copy)).toContain(secret)
  for (const printed of [inspect(object), inspect({ object }, { showProxy: true }), JSON.stringify({ object })]) {
    expect(printed).toContain(secret.slice(-4))
    expect(printed).not.toContain(secret.slice(4, -4))
  }
})

test('they are read-only', () => {
  expect(() => Object.assign(headers, { Authorization: 'Bearer other' })).toThrow(TypeError)
  expect(() => Object.defineProperty(headers, 'X-Other', { value: '1' })).toThrow(TypeError)
  expect(() => Reflect.deleteProperty(headers, 'Authorization')).not.toThrow()
  expect({ ...headers }).toEqual({ Authorization: `Bearer ${token}` })
})

test('fetch takes the headers, and so does extraHTTPHeaders of Playwright', async () => {
  expect([...new Headers(headers)]).toEqual([['authorization', `Bearer ${token}`]])
  expect(new Request('http://shop.test', { headers }).headers.get('authorization')).toBe(`Bearer ${token}`)
  const server = await serve(mock)
  const client = await request.newContext({ baseURL: server.url, extraHTTPHeaders: headers })
  const response = await client.get('/api/v1/me')
  expect(response.status()).toBe(200)
  await client.dispose()
  await server.close()
})
