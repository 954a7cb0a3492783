/** What all parts of a mock share: reset, the Date header and isolation. */
import { expect, test } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { type Asking, ask, START } from './client.ts'

const open = () => createMock({ now: START })

test('a reset removes overrides, faults, delays and logged requests', async () => {
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

test('every response has the time of a frozen clock as its Date', async () => {
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

test('an override can set another Date', async () => {
  const mock = open()
  const headers = { Date: 'Fri, 02 Jan 2026 00:00:00 GMT' }
  mock.override('deleteSession', () => new Response(null, { status: 204, headers }))
  mock.override('getMe', ({ respond }) => respond(429, { code: 'rate_limited' }, headers))
  for (const call of ['DELETE /sessions/current', 'GET /me'])
    expect((await ask(mock, call)).headers.get('date')).toBe(headers.Date)
})

test('fifty concurrent mocks share nothing', async () => {
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
