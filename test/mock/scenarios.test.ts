import { describe, expect, test } from 'vitest'
import { createMock, type ScenarioName } from '../../mock/index.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { ask, keyBody, START, SYSTEMS } from './client.ts'

const has = ({ operations }: Contract, id: string) => operations.some(operation => operation.id === id)

/** Plays a scenario in a mock that has been used before. */
async function play(contract: Contract, name: ScenarioName) {
  const mock = createMock({ contract, now: START })
  await ask(mock, 'POST /api-keys', { headers: mock.signIn('admin').headers, body: keyBody(contract) })
  mock.clock.advance('P1D')
  mock.fail('*', { status: 503 })
  const { login, ...scenario } = mock.scenario(name)
  const select = contract.schemes.warehouse ? { select: { warehouse: 7 } } : {}
  return { mock, login, ...scenario, headers: mock.signIn(login, select).headers }
}

const limits = (contract: Contract) => contract.resources.ApiKey?.limits?.[0]?.max ?? null
const keepsRevoked = (contract: Contract) => has(contract, 'revokeApiKey')
const hasWindow = (contract: Contract) => has(contract, 'openClearOperations')

test.each(SYSTEMS)('$system, empty: no keys or other data, and a key can be created', async contract => {
  const { mock, headers, ids } = await play(contract, 'empty')
  expect(ids).toEqual([])
  for (const { does, path, resource = '' } of contract.operations) {
    if (does !== 'list') continue
    const { body } = await ask(mock, `GET ${path}`, { headers })
    expect(body.data.length > 0, path).toBe(['User', 'Group', 'Warehouse'].includes(resource))
  }
  expect((await ask(mock, 'POST /api-keys', { headers, body: keyBody(contract) })).status).toBe(201)
})

test.each(SYSTEMS.filter(limits))('$system, at-limit: another key is rejected', async contract => {
  const { mock, headers, ids } = await play(contract, 'at-limit')
  expect(ids).toHaveLength(limits(contract) ?? 0)
  const { body } = await ask(mock, 'GET /api-keys', { headers })
  expect(body.data.map(({ id, status }) => [id, status])).toEqual(expect.arrayContaining(ids.map(id => [id, 'active'])))
  const refused = await ask(mock, 'POST /api-keys', { headers, body: keyBody(contract) })
  expect(refused.body.code).toBe('active_key_limit_reached')
})

test.each(SYSTEMS.filter(keepsRevoked))(
  '$system, revoked-history: five keys revoked on past days, and one active key',
  async contract => {
    const { mock, headers, ids } = await play(contract, 'revoked-history')
    const { body } = await ask(mock, 'GET /api-keys', { headers })
    const rows = ids.map(id => body.data.find(row => row.id === id))
    expect(rows.map(row => row?.status)).toEqual([...Array(5).fill('revoked'), 'active'])
    expect(rows[0]).toMatchObject({ created_at: '2025-12-27T00:00:00.000Z', revoked_at: '2025-12-27T12:00:00.000Z' })
    expect(rows[5]).toMatchObject({ created_at: START, revoked_at: null })
  },
)

test.each(SYSTEMS)('$system, read-only-user: can read, but not make restricted changes', async contract => {
  const { mock, headers } = await play(contract, 'read-only-user')
  const changing = contract.operations.filter(
    ({ method, security }) => method !== 'GET' && security.some(alternative => (alternative.session ?? []).length > 0),
  )
  for (const { method, path } of changing)
    expect((await ask(mock, `${method} ${path}`, { headers })).status, path).toBe(403)
  const { body } = await ask(mock, 'GET /me', { headers })
  expect(body.permissions.length).toBeGreaterThan(0)
})

test.each(SYSTEMS.filter(hasWindow))('$system, window-open: clear operations are allowed', async contract => {
  const { mock, headers } = await play(contract, 'window-open')
  const { body } = await ask(mock, 'GET /clear-operations', { headers })
  expect(body).toMatchObject({ open: true, expires_at: '2026-01-01T01:00:00.000Z' })
  expect((await ask(mock, 'DELETE /products', { headers })).status).toBe(200)
})

test.each(SYSTEMS)('$system, ten-thousand-keys: several pages, the newest key is active', async contract => {
  const { mock, headers, ids } = await play(contract, 'ten-thousand-keys')
  expect(new Set(ids).size).toBe(10_000)
  const { status, body } = await ask(mock, 'GET /api-keys?limit=100', { headers })
  expect([status, body.data.length, typeof body.next_cursor]).toEqual([200, 100, 'string'])
  expect(body.data[0]?.id).toBe(ids.at(-1))
  expect(body.limits.active.used).toBe(limits(contract) ?? 10_000)
  expect(body.data.filter(({ status }) => status === 'active')).toHaveLength(limits(contract) ?? 100)
})

describe.each(SYSTEMS)('$system', contract => {
  test.each<[ScenarioName, boolean, RegExp]>([
    ['at-limit', limits(contract) !== null, /it has no limit on how many/],
    ['revoked-history', keepsRevoked(contract), /it has no final state for API keys/],
    ['window-open', hasWindow(contract), /it has no window to open/],
  ])('%s works, or the error says why the system does not support it', (name, isThere, message) => {
    const mock = createMock({ contract })
    if (isThere) expect(mock.scenario(name).ids).not.toEqual([])
    else expect(() => mock.scenario(name)).toThrow(message)
  })

  test('the same scenario gives the same bytes each time', () => {
    const mock = createMock({ contract, now: START })
    const names = (['empty', 'at-limit', 'revoked-history'] as const).slice(0, limits(contract) ? 3 : 1)
    for (const name of names) {
      const once = () => [mock.scenario(name), mock.snapshot()]
      expect(once()).toEqual(once())
    }
  })
})

test('an unknown scenario throws an error with the known ones', () => {
  for (const name of ['full', 'constructor'])
    expect(() => createMock().scenario(name as ScenarioName)).toThrow(
      /no scenario ".*". The scenarios are empty, at-limit, /,
    )
})
