/** The guide to the seeded shop says what the contracts have. */
import { describe, expect, test } from 'vitest'
import { readGuide } from '../../docs/build/pages/guides.ts'
import { readSystems, type System } from '../../docs/build/system.ts'
import { createMock, type ScenarioName } from '../../mock/index.ts'
import type { JsonObject } from '../../openapi/contract/json.ts'
import { tableOf } from './table.ts'

const { text } = readGuide('seeded-shop')
const systems = readSystems()

const table = (heading: string) => tableOf(text, heading)
const seedsOf = ({ contract }: System, resource: string): readonly JsonObject[] =>
  contract.resources[resource]?.seed ?? []
const [standard] = systems.filter(({ overlay }) => overlay === undefined)
const seeds = (resource: string) => (standard ? seedsOf(standard, resource) : [])
const nameOf = (resource: string, id: unknown) => seeds(resource).find(row => row.id === id)?.name

test('the people', async () => {
  const people = seeds('User').map(({ email, name, id, group_id: group }) => [
    ...[email, name, id, nameOf('Group', group)],
  ])
  expect(table('sign-in').map(([login, , ...rest]) => [login, ...rest])).toEqual(people)
  for (const [login, role = ''] of table('sign-in')) {
    const mock = createMock({ system: 'standard' })
    const me = await mock.fetch('/api/v1/me', { headers: mock.signIn(role).headers })
    expect(await me.json()).toMatchObject({ user: { email: login } })
  }
})

test('their permissions', () => {
  const permissions = seeds('User').map(({ group_id: group, permissions }) => [
    ...new Set([seeds('Group').find(({ id }) => id === group)?.permissions, permissions].flat()),
  ])
  const most = Math.max(...permissions.map(({ length }) => length))
  const written = permissions.map(names =>
    names.length === most ? expect.stringMatching(/^all of them/) : names.join(', '),
  )
  expect(table('user').map(([, names]) => names)).toEqual(written)
})

test('the warehouses', () => {
  const warehouses = seeds('Warehouse').map(({ id, name, city, account_id: account }) => [
    ...[String(id), name, city, nameOf('Account', account)],
  ])
  expect(table('warehouse')).toEqual(warehouses)
})

test('the records, by account', () => {
  const resources = ['Product', 'Category', 'Order', 'InventoryItem', 'InboundShipment', 'Group', 'ApiKey']
  const rows = table('records')
  expect(rows.length).toBe(resources.length)
  for (const [index, resource] of resources.entries()) {
    const of = (account: string) => seeds(resource).filter(row => row.account_id === account)
    const [north, south] = [of('acc_north'), of('acc_south')]
    const ids = [north, south].map(([first]) => String(first?.id ?? ''))
    expect(rows[index]?.slice(1)).toEqual([String(north.length), String(south.length), ...ids])
  }
})

test.each(systems)('$id has the same records, as far as it has the resource', system => {
  for (const resource of Object.keys(system.contract.resources).filter(name => !['Group', 'ApiKey'].includes(name))) {
    const own = seedsOf(system, resource).map(({ id }) => id)
    if (own.length > 0) expect(own).toEqual(seeds(resource).map(({ id }) => id))
  }
})

describe('the scenarios', () => {
  const scenarios = table('scenario')

  test.each(scenarios)('%s', (name = '', _, where = '') => {
    const ids = systems.map(({ id }) => id)
    const supporting = (where === 'all' ? ids.slice(-1) : ids).filter(id => supports(id, name as ScenarioName))
    expect(supporting).toEqual(where === 'all' ? ids.slice(-1) : where.split(', '))
  })

  test('are all listed', () => {
    expect(() => createMock().scenario('none' as ScenarioName)).toThrow(
      scenarios
        .map(([name]) => name)
        .join(', ')
        .replace(/, ([^,]+)$/, ' and $1'),
    )
  })
})

function supports(system: string, scenario: ScenarioName): boolean {
  try {
    createMock({ system: system as 'standard' }).scenario(scenario)
    return true
  } catch (error) {
    expect(String(error)).toContain('does not support')
    return false
  }
}
