import { describe, expect, test } from 'vitest'
import { isCounted } from '../../../openapi/vocabulary/words/limits.ts'
import { resource } from '../../../test/engine/fixtures.ts'
import { Collection } from './collection.ts'

const LIMIT = { count: { status: ['active'] }, per: 'user', max: 5, refuse: 'x' } as const

function open(visible_to: 'account' | 'owner' = 'account') {
  const things = new Collection(
    'Thing',
    resource({
      owner: { tenant: 'account_id', user: 'user_id' },
      visible_to,
      limits: [LIMIT],
      properties: {
        sku: { unique: 'account' },
        email: { unique: 'everywhere' },
        parent_id: { refers_to: 'Thing', on_delete: 'cascade' },
      },
    }),
  )
  const row = { account_id: 'a', user_id: 'u', status: 'active' }
  const insert = (id: string, values = {}, hash?: string) =>
    things.insert({ ...row, id, ...values }, hash === undefined ? undefined : { hash })
  return { things, row, insert }
}

describe('a collection', () => {
  test('finds records by id and by the hash of their secret, and no properties of Object.prototype', () => {
    const { things, insert } = open()
    const entry = insert('t1', {}, 'hash')
    expect([things.get('t1'), things.byHash('hash')]).toEqual([entry, entry])
    for (const name of ['__proto__', 'constructor', 'toString', ''])
      expect([things.get(name), things.byHash(name), things.referringTo('parent_id', name)]).toEqual([
        undefined,
        undefined,
        [],
      ])
    things.remove(entry)
    expect([things.get('t1'), things.byHash('hash')]).toEqual([undefined, undefined])
  })

  test('finds records by the current values of unique properties, in the account or everywhere', () => {
    const { things, insert } = open()
    const entry = insert('t1', { sku: 's', email: 'e' })
    expect(things.byUnique('sku', { account_id: 'a', sku: 's' })).toBe(entry)
    expect(things.byUnique('sku', { account_id: 'b', sku: 's' })).toBeUndefined()
    expect(things.byUnique('email', { account_id: 'b', email: 'e' })).toBe(entry)
    expect(things.byUnique('name', { name: 'x' })).toBeUndefined()
    things.replace(entry, { ...entry.row, sku: 'other' })
    expect(things.byUnique('sku', { account_id: 'a', sku: 's' })).toBeUndefined()
    expect(things.byUnique('sku', { account_id: 'a', sku: 'other' })).toBe(entry)
  })

  test('finds the records that currently refer to a record', () => {
    const { things, insert } = open()
    const [one, two] = [insert('t1', { parent_id: 'p' }), insert('t2', { parent_id: 'p' })]
    expect(things.referringTo('parent_id', 'p')).toEqual([one, two])
    things.replace(one, { ...one.row, parent_id: null })
    expect(things.referringTo('parent_id', 'p')).toEqual([two])
  })

  test('counts the records of each scope in the counted states', () => {
    const { things, insert } = open()
    const usage = (scope = 'u') => ({ ...things.usage(LIMIT, scope) })
    const entry = insert('t1')
    insert('t2', { status: 'paused' })
    insert('t3', { user_id: 'v' })
    expect([usage(), usage('v'), usage('w')]).toEqual([{ used: 1 }, { used: 1 }, { used: 0 }])
    things.replace(entry, { ...entry.row, status: 'paused' })
    expect(usage()).toEqual({ used: 0 })
    things.replace(entry, { ...entry.row, status: 'active' })
    expect(usage()).toEqual({ used: 1 })
    things.remove(entry)
    expect(usage()).toEqual({ used: 0 })
  })

  test('sorts the records that an account or an owner can see, including those older than the index', () => {
    const ids = (things: Collection, tenant: string, user: string | null) =>
      [...things.sorted(tenant, user, 'id').walk(undefined, false)].map(({ id }) => id)
    for (const [visible_to, expected] of [
      ['account', [['t1', 't2', 't3'], ['t4'], ['t1', 't2', 't3']]],
      ['owner', [['t1', 't3'], [], []]],
    ] as const) {
      const { things, insert } = open(visible_to)
      insert('t3')
      expect(ids(things, 'a', 'u')).toEqual(['t3'])
      insert('t1')
      insert('t2', { user_id: 'v' })
      insert('t4', { account_id: 'b', user_id: 'x' })
      expect([ids(things, 'a', 'u'), ids(things, 'b', 'u'), ids(things, 'a', null)]).toEqual(expected)
    }
  })

  test('returns all records of an account', () => {
    const { things, insert } = open()
    const entry = insert('t1')
    insert('t2', { account_id: 'b' })
    expect([...things.ofTenant('a')]).toEqual([entry])
    expect([...new Collection('Thing', resource()).ofTenant('undefined')]).toEqual([])
  })
})

test('a record is counted if its state is one that the limit counts', () => {
  const { row } = open()
  expect([isCounted(LIMIT, row), isCounted(LIMIT, { status: 'paused' }), isCounted(LIMIT, {})]).toEqual([
    true,
    false,
    false,
  ])
})
