/** A control that is refused changes nothing, and a control that resets keeps what the command line configured. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { CONTROLS } from '../../../mock/server/control-routes/controls.ts'
import { Latchkey } from '../../server/process.ts'
import { open } from '../../server/serving.ts'

type Server = Awaited<ReturnType<typeof open>>

const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true }))

/** Requests that each control must refuse, as its query or its body. */
const REFUSED: Readonly<Record<string, readonly unknown[]>> = {
  'POST /reset': ['{'],
  'POST /clock': [
    { advance: 'PT' },
    { advance: 'P9999999D' },
    { set: '2026-02-30T00:00:00Z' },
    { real: 1 },
    { set: 1 },
  ],
  'PUT /state': [{}, 'no JSON', null],
  'POST /seed': [
    { Product: [{ name: 'Rye flour' }, null] },
    { Product: [{ name: 'Rye flour' }, 'Rye flour'] },
    { Product: [{ name: 'Rye flour' }, { name: 1 }] },
    { Product: [{ name: 'Rye flour' }], Category: {} },
    { Product: [{ name: 'Rye flour' }], Nothing: [] },
    { ApiKey: Array(6).fill({}) },
  ],
  'POST /scenario': [{ name: 'at-limt' }, { name: 'window-open' }, { name: 1 }, {}, { name: 'empty', more: 1 }],
  'POST /sign-in': [{ as: 'nobody' }, { as: 1 }, {}],
  'POST /fail': [
    { operation: 'listOrder', status: 503 },
    { operation: 'listOrders', status: 999 },
    { operation: 'listOrders', status: 503, times: 'x' },
    { operation: 'listOrders', status: 503, nth: 0 },
    { operation: 'listOrders', code: 'nothing' },
    { operation: 'listOrders' },
  ],
  'DELETE /fail': ['?operatoin=listOrders'],
  'POST /delay': [{ milliseconds: -1 }, { milliseconds: [2, 1] }, { milliseconds: 1, operation: 'listOrder' }, {}],
  'DELETE /delay': ['?operatoin=listOrders'],
  'POST /override': [
    { operation: 'getMe', status: 200, body: {} },
    { operation: 'getMe', status: 299 },
    { operation: 'getM', status: 200 },
    { operation: 'getMe', status: 401, body: { code: 'invalid_session' }, times: 0 },
    { operation: 'getMe', status: 401, body: { code: 'invalid_session' }, headers: { 'X Y': 'z' } },
  ],
  'DELETE /override': ['?operatoin=listOrders'],
}

/** Everything that a control can change. */
async function everything({ ask, mock }: Server, headers: Readonly<Record<string, string>>) {
  const started = performance.now()
  const probes = await Promise.all(
    ['listOrders', 'listUsers', 'getMe'].map(async id => {
      const { path } = mock.contract.operations.find(operation => operation.id === id) ?? { path: '' }
      return (await ask(`GET /api/v1${path}`, { headers })).status
    }),
  )
  const { counters, ...state } = mock.snapshot()
  // The probes draw request ids.
  const { request: _, ...drawn } = counters
  const isDelayed = performance.now() - started >= 40
  const requests = mock.requests.filter(({ operation }) => operation === 'createApiKey').length
  return { probes, isDelayed, drawn, state, clock: mock.clock.fixed, requests }
}

test('every control that takes a request is tried', () => {
  const taking = CONTROLS.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)
  expect(Object.keys(REFUSED).sort()).toEqual(taking.sort())
})

test.each(Object.entries(REFUSED).flatMap(([call, all]) => all.map(sent => [call, sent] as const)))(
  'refused, and nothing changes: %s %j',
  async (call, sent) => {
    // A system without a window, which one of the scenarios needs.
    const server = await open({ system: 'secret-keys' })
    const headers = { ...server.mock.signIn('admin').headers }
    await server.ask('POST /api/v1/api-keys', { headers, body: { title: 'One' } })
    await server.ask('POST /__mock/clock', { body: { advance: 'PT1M' } })
    await server.ask('POST /__mock/fail', { body: { operation: 'listOrders', status: 503 } })
    await server.ask('POST /__mock/delay', { body: { operation: 'getMe', milliseconds: 50 } })
    await server.ask('POST /__mock/override', {
      body: { operation: 'listUsers', status: 401, body: { code: 'invalid_session' } },
    })
    const before = await everything(server, headers)
    const [method, path] = call.split(' ')
    const isQuery = typeof sent === 'string' && sent.startsWith('?')
    const answer = await server.ask(`${method} /__mock${path}${isQuery ? sent : ''}`, isQuery ? {} : { body: sent })
    expect([400, 422]).toContain(answer.status)
    expect(await everything(server, headers)).toEqual(before)
  },
)

describe('the command line', () => {
  const resetting = [
    ['POST /__mock/reset', undefined],
    ['POST /__mock/scenario', { name: 'at-limit' }],
    ['POST /__mock/scenario', { name: 'empty' }],
  ] as const

  test('--fail, --delay and the printed session stay after each control that resets', async () => {
    const file = join(directory, 'kept.state')
    const latchkey = await Latchkey.mock('--state', file, '--fail', 'listOrders=503', '--delay', '60')
    const headers = { Authorization: `Bearer ${latchkey.token}` }
    for (const [call, body] of resetting) {
      const [method = '', path = ''] = call.split(' ')
      await latchkey.ask(method, path, body)
      const started = performance.now()
      expect((await latchkey.ask('GET', '/api/v1/me', undefined, headers)).status).toBe(200)
      expect(performance.now() - started).toBeGreaterThan(55)
      expect((await latchkey.ask('GET', '/api/v1/orders', undefined, headers)).status).toBe(503)
    }
    const before = readFileSync(file)
    for (const name of ['at-limt', 'constructor'])
      expect((await latchkey.ask('POST', '/__mock/scenario', { name })).status).toBe(422)
    expect(readFileSync(file)).toEqual(before)
    latchkey.signal('SIGTERM')
    expect(await latchkey.ended()).toBe(0)
  })

  test('the printed session stays after a reset of a state that was restored', async () => {
    const file = join(directory, 'restored.state')
    const first = await Latchkey.mock('--state', file)
    first.signal('SIGTERM')
    await first.ended()
    const second = await Latchkey.mock('--state', file)
    for (const [call, body] of resetting) {
      const [method = '', path = ''] = call.split(' ')
      await second.ask(method, path, body)
      const headers = { Authorization: `Bearer ${second.token}` }
      expect((await second.ask('GET', '/api/v1/me', undefined, headers)).status).toBe(200)
    }
    second.signal('SIGTERM')
    await second.ended()
  })
})

test('a sandbox returns to its own scenario at a reset, and plays another one when asked', async () => {
  const server = await open()
  const { body: sandbox } = await server.ask('POST /sandboxes', { body: { scenario: 'at-limit' } })
  const path = new URL(sandbox.url).pathname
  const keys = async () => {
    const { body } = await server.ask(`GET ${path}/__mock/state`)
    return body.records.filter(({ resource }: { resource: string }) => resource === 'ApiKey').length
  }
  const counted = async () => (await server.ask(`GET ${path}`)).body.records
  const atLimit = await counted()
  expect([await keys(), atLimit]).toEqual([5, 5])
  await server.ask(`POST ${path}/__mock/scenario`, { body: { name: 'empty' } })
  expect(await keys()).toBe(0)
  await server.ask(`POST ${path}/__mock/reset`)
  expect([await keys(), await counted()]).toEqual([5, atLimit])
})
