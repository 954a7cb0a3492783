import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { maskSecrets } from '../../mock/engine/values/mask.ts'
import { createMock, type Fixtures, SeedError } from '../../mock/index.ts'
import { asKey, ask, START, SYSTEMS } from './client.ts'

const open = () => createMock({ now: START })

describe.each(SYSTEMS)('$system', contract => {
  test.each(Object.keys(contract.resources))('%s: an empty row becomes a record that the system shows', async name => {
    const mock = createMock({ contract, now: START })
    const rows = contract.resources[name]?.owner?.tenant === 'id' ? [{ id: 'acc_x' }, { id: 'acc_y' }] : [{}]
    const seeded = mock.seed({ [name]: rows })[name] ?? []
    expect(seeded).toHaveLength(rows.length)
    const list = contract.operations.find(({ does, resource }) => does === 'list' && resource === name)
    if (!list) return
    const { headers } = mock.signIn('admin', contract.schemes.warehouse ? { select: { warehouse: 7 } } : {})
    const { status, body } = await ask(mock, `GET ${list.path}?limit=100`, { headers })
    expect(status).toBe(200)
    const shown = Object.keys(body.data[0] ?? {})
    const expected = seeded.map(record => Object.fromEntries(shown.map(member => [member, record[member]])))
    expect(body.data).toEqual(expect.arrayContaining(expected))
  })

  test('a key works with the secret that it was seeded with', async () => {
    const mock = createMock({ contract, now: START })
    const [key] = mock.seed({ ApiKey: [{}] }).ApiKey ?? []
    const { headers, query } = asKey(contract, String(key?.secret))
    expect((await ask(mock, `GET /me${query}`, { headers })).body).toMatchObject({
      type: 'api_key',
      api_key: { id: key?.id },
    })
  })
})

describe('seeded rows', () => {
  test('keep the given values, timestamps included, and get the rest by the rules', () => {
    const { ApiKey, Category, Order, User } = open().seed({
      ApiKey: [
        { name: 'CI' },
        { name: 'Old', status: 'revoked', created_at: '2025-06-01T02:00:00+02:00', user_id: 'usr_south_admin' },
        { name: 'Off', enabled: false },
      ],
      Category: [{ id: 'cat_mine', name: 'Mine' }],
      Order: [{ status: 'cancelled', customer_name: 'Nina' }],
      User: [{ email: 'nina@north.example', password: 'long enough', permissions: ['orders:read'] }],
    })
    expect(ApiKey).toMatchObject([
      { name: 'CI', status: 'active', enabled: true, user_id: 'usr_north_admin', created_at: START, scopes: null },
      {
        name: 'Old',
        status: 'revoked',
        created_at: '2025-06-01T00:00:00.000Z',
        revoked_at: START,
        revoked_by: 'usr_south_admin',
        account_id: 'acc_south',
      },
      { name: 'Off', status: 'paused', enabled: false },
    ])
    expect(ApiKey[0]?.secret).toMatch(/^lk_live_\w{49}$/)
    expect(ApiKey[0]?.redacted).toBe(`lk_live_****${ApiKey[0]?.secret.slice(-4)}`)
    expect(Category).toMatchObject([{ id: 'cat_mine', name: 'Mine', created_at: START }])
    expect(Order).toMatchObject([{ status: 'cancelled', customer_name: 'Nina' }])
    expect(User[0]).not.toHaveProperty('password')
  })

  test('can refer to earlier rows, and users among them can sign in', async () => {
    const mock = open()
    const { Product } = mock.seed({
      Category: [{ id: 'cat_mine' }],
      Product: [{ category_id: 'cat_mine' }, {}, {}],
      User: [{ email: 'nina@north.example', password: 'long enough' }],
    })
    expect(Product[0]?.category_id).toBe('cat_mine')
    expect(new Set(Product.map(({ sku }) => sku)).size).toBe(3)
    const body = { email: 'nina@north.example', password: 'long enough' }
    expect((await ask(mock, 'POST /sessions', { body })).status).toBe(201)
    expect(JSON.stringify(mock.snapshot())).not.toContain('long enough')
  })

  test('can be found in the same ways as other records', async () => {
    const mock = open()
    const { headers } = mock.signIn('admin')
    mock.seed({ ApiKey: [{ name: 'A' }, { name: 'B' }, { name: 'C' }, { name: 'D' }, { name: 'E' }] })
    expect((await ask(mock, 'GET /api-keys', { headers })).body.limits.active).toEqual({ used: 5, max: 5 })
    const { body } = await ask(mock, 'POST /api-keys', { headers, body: { name: 'F' } })
    expect(body.code).toBe('active_key_limit_reached')
    expect((await ask(mock, 'GET /api-keys?q=c&sort=name', { headers })).body.data).toMatchObject([{ name: 'C' }])
  })

  test('do not change the ids and secrets of later records', async () => {
    const [one, other] = [open(), open()]
    for (const mock of [one, other]) mock.seed({ ApiKey: [{}] })
    expect(one.seed({ ApiKey: [{}] })).toEqual(other.seed({ ApiKey: [{}] }))
  })
})

test('a seeded record contains its secret, and masks it when it is printed', () => {
  const seeded = open().seed({ ApiKey: [{ name: 'CI' }], Session: [{}] })
  const [{ secret } = { secret: '' }] = seeded.ApiKey
  const [{ token } = { token: '' }] = seeded.Session
  for (const printed of [inspect(seeded, { depth: 9 }), JSON.stringify(seeded)]) {
    for (const each of [secret, token]) {
      expect(printed).toContain(maskSecrets(each))
      expect(printed).not.toContain(each.slice(-49))
    }
  }
})

describe('invalid rows', () => {
  test.each<[what: string, fixtures: object, message: RegExp]>([
    ['an unknown resource', { Key: [{}] }, /Key is not a resource; the resources are Account, ApiKey, /],
    ['the name of an inherited property', { constructor: [{}] }, /constructor is not a resource/],
    ['a value that is not a list', { ApiKey: { name: 'x' } }, /ApiKey must be a list of rows/],
    ['a value that is not plain data', { ApiKey: [{ name: () => 'x' }] }, /ApiKey\[0\] must be plain data: /],
    ['a row that is not an object', { ApiKey: ['x'] }, /ApiKey\[0\] must be object/],
    ['an unknown field', { ApiKey: [{ nam: 'x' }] }, /ApiKey\[0\]\/nam is unknown/],
    [
      'generated fields',
      { ApiKey: [{ secret: 'x' }, { redacted: 'x' }] },
      /\/secret is unknown.*\n.*\/redacted is unknown/,
    ],
    ['another type', { ApiKey: [{ name: 7 }] }, /ApiKey\[0\]\/name must be string/],
    ['an unknown state', { ApiKey: [{ status: 'broken' }] }, /\/status must be one of "active", "paused"/],
    ['an unknown reference', { ApiKey: [{ user_id: 'usr_x' }] }, /\/user_id must refer to an existing user/],
    [
      'a reference to another account',
      { Product: [{ category_id: 'cat_south_hand_tools' }] },
      /\/category_id must refer to an existing/,
    ],
    ['an unknown account', { ApiKey: [{ account_id: 'acc_x' }] }, /\/account_id must refer to an existing account/],
    ['a time in the past', { ApiKey: [{ expires_at: '2025-01-01T00:00:00Z' }] }, /\/expires_at must be in the future/],
    ['a value that is taken', { User: [{ email: 'admin@north.example' }] }, /\/email is already taken/],
    ['an id that is taken', { Category: [{ id: 'c' }, { id: 'c' }] }, /Category\[1\]\/id is already taken/],
    ['no id, if ids are not generated', { Account: [{ name: 'x' }] }, /Account\[0\]\/id is required/],
    [
      'more than a limit allows',
      { ApiKey: Array(6).fill({}) },
      /ApiKey\[5\] is rejected \(active_key_limit_reached\): 5 of 5/,
    ],
  ])('%s: all problems are reported at once, and nothing is seeded', async (_, fixtures, message) => {
    const mock = open()
    mock.signIn('admin')
    const before = mock.snapshot()
    const seed = () => mock.seed({ Category: [{ name: 'Mine' }], ...fixtures } as Fixtures<'standard'>)
    expect(seed).toThrow(SeedError)
    expect(seed).toThrow(message)
    expect(mock.snapshot()).toEqual(before)
  })

  test.each([undefined, null, 'ApiKey', 5, []])('fixtures that are not an object: %j', fixtures => {
    expect(() => open().seed(fixtures as unknown as Fixtures<'standard'>)).toThrow(SeedError)
  })

  test('a secret that is passed as a name is masked', () => {
    const secret = `lk_live_${'a'.repeat(49)}`
    const seed = () => open().seed({ ApiKey: [{ [secret]: 1 }], [secret]: [] } as unknown as Fixtures<'standard'>)
    expect(seed).toThrow('/lk_live_****aaaa is unknown')
    expect(seed).not.toThrow(secret)
  })

  test('each problem has its place', () => {
    const bad = [{ nam: 'x' }, {}, { name: 7, scopes: ['x'] }]
    try {
      open().seed({ ApiKey: bad, Orders: [] } as unknown as Fixtures<'standard'>)
      expect.unreachable()
    } catch (error) {
      expect((error as SeedError).problems.map(problem => problem.split(' ')[0])).toEqual([
        'ApiKey[0]/nam',
        'ApiKey[2]/name',
        'ApiKey[2]/scopes/0',
        'Orders',
      ])
    }
  })
})
