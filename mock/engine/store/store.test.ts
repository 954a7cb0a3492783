import { describe, expect, test } from 'vitest'
import { contextOf, resource } from '../../../test/engine/fixtures.ts'
import { contracts } from '../../generated/index.ts'
import { hashSecret } from '../values/secret.ts'
import { Store, withHashes } from './store.ts'

const open = () => contextOf().store
const remove = (store: Store, resource: string, id: string) => {
  const entry = store.collection(resource).get(id)
  if (entry) store.remove(store.collection(resource), entry)
}

describe('a store', () => {
  test('contains the seeded records at first, with hashed passwords', () => {
    const store = open()
    expect(store.collection('User').get('usr_north_admin')?.row).toMatchObject({
      email: 'admin@north.example',
      password: hashSecret('password'),
    })
    for (const { name, resource } of store.collections())
      for (const { id } of resource.seed ?? []) expect(store.collection(name).get(String(id))).toBeDefined()
    expect(() => store.collection('Nothing')).toThrow('has no such resource')
  })

  test('removes the records that refer to a removed record, or their references, as on_delete requires', () => {
    const store = open()
    remove(store, 'Category', 'cat_north_tea')
    expect(store.collection('Product').get('prod_north_chai')?.row.category_id).toBeNull()
    remove(store, 'Product', 'prod_north_chai')
    expect(store.collection('InventoryItem').get('inv_north_chai_7')).toBeUndefined()
    expect(store.collection('InventoryItem').get('inv_north_sencha_7')).toBeDefined()
  })

  test('removes a chain and a cycle of references', () => {
    const node = resource({
      owner: { tenant: 'account_id' },
      properties: { parent_id: { refers_to: 'Node', on_delete: 'cascade' } },
      seed: [
        { id: 'a', parent_id: 'c' },
        { id: 'b', parent_id: 'a' },
        { id: 'c', parent_id: 'b' },
        { id: 'd', parent_id: 'd' },
        { id: 'e', parent_id: 'gone' },
      ],
    })
    const store = Store.seeded({ ...contracts.standard, resources: { Node: node } })
    remove(store, 'Node', 'b')
    remove(store, 'Node', 'd')
    expect(['a', 'b', 'c', 'd', 'e'].filter(id => store.collection('Node').get(id))).toEqual(['e'])
  })

  test('has seeded records in the initial state, unless they say another', () => {
    const key = resource({
      lifecycle: { field: 'status', initial: 'active', transitions: { revoke: { from: ['active'], to: 'revoked' } } },
      seed: [{ id: 'a' }, { id: 'b', status: 'revoked' }],
    })
    const store = Store.seeded({ ...contracts.standard, resources: { Key: key } })
    expect(store.collection('Key').get('a')?.row).toEqual({ id: 'a', status: 'active' })
    expect(store.collection('Key').get('b')?.row).toEqual({ id: 'b', status: 'revoked' })
  })

  test('has one timer for the expiry of a record, and none once it is removed', () => {
    const store = open()
    const keys = store.collection('ApiKey')
    const row = { id: 'key_1', account_id: 'a', user_id: 'u', status: 'active', expires_at: '2026-01-01T00:00:01Z' }
    const entry = store.insert(keys, row)
    for (let use = 0; use < 5; use++) store.replace(keys, entry, { ...entry.row, last_used_at: String(use) })
    store.replace(keys, entry, { ...entry.row, expires_at: '2026-01-01T00:00:02Z' })
    expect(store.timers.size).toBe(1)
    expect(store.timers.next(Number.POSITIVE_INFINITY)?.at).toBe(Date.UTC(2026, 0, 1, 0, 0, 2))
    store.replace(keys, entry, { ...entry.row, expires_at: '2026-01-01T00:00:03Z' })
    store.replace(keys, entry, { ...entry.row, expires_at: null })
    expect(store.timers.size).toBe(0)
    store.replace(keys, entry, { ...entry.row, expires_at: '2026-01-01T00:00:03Z' })
    store.remove(keys, entry)
    expect(store.timers.size).toBe(0)
  })
})

test('hashed properties are hashed if they are strings, and other properties do not change', () => {
  const users = open().collection('User')
  expect(withHashes(users, { name: 'x', password: 'p' })).toEqual({ name: 'x', password: hashSecret('p') })
  expect(withHashes(users, { password: null, name: 'x' })).toEqual({ password: null, name: 'x' })
  expect(withHashes(users, { name: 'x' })).toEqual({ name: 'x' })
})
