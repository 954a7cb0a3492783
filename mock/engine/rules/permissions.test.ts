import { describe, expect, test } from 'vitest'
import { heldPermissions } from '../../../openapi/vocabulary/words/principal.ts'
import { editedContract, resourceOf } from '../../../test/engine/edited-contract.ts'
import { contextOf } from '../../../test/engine/fixtures.ts'
import { contracts } from '../../generated/index.ts'
import { allPermissions } from './permissions.ts'

function held(context: ReturnType<typeof contextOf>, id: string): string[] {
  const entry = context.store.collection('User').get(id)
  if (!entry) throw new Error(`The store has no ${id}.`)
  return [...heldPermissions(context, 'User', entry)].sort()
}

describe('the permissions of a user', () => {
  test('are those of the user and of their group, without duplicates', () => {
    const context = contextOf()
    expect(held(context, 'usr_north_integration')).toEqual(['inventory:read', 'inventory:write', 'products:read'])
  })

  test('change with the user and with the group', () => {
    const context = contextOf()
    const change = (resource: string, id: string, values: object) => {
      const collection = context.store.collection(resource)
      const entry = collection.get(id)
      if (entry) context.store.replace(collection, entry, { ...entry.row, ...values })
    }
    expect(held(context, 'usr_north_reader')).toContain('orders:read')
    change('Group', 'grp_north_readers', { permissions: ['users:read'] })
    expect(held(context, 'usr_north_reader')).toEqual(['users:read'])
    change('User', 'usr_north_reader', { permissions: ['orders:read', 'users:read'] })
    expect(held(context, 'usr_north_reader')).toEqual(['orders:read', 'users:read'])
    change('User', 'usr_north_reader', { group_id: 'grp_north_managers' })
    expect(held(context, 'usr_north_reader')).toContain('api_keys:write')
  })

  test('are empty without a group, with a deleted group or without a list', () => {
    const contract = editedContract(contract => {
      const users = resourceOf(contract, 'User').seed ?? []
      for (const [index, group_id] of [null, undefined, 'grp_gone', 7].entries())
        Object.assign(users[index] ?? {}, { group_id, permissions: index === 3 ? 'orders:read' : [] })
    })
    const context = contextOf(contract)
    for (const id of ['usr_north_admin', 'usr_north_manager', 'usr_north_integration', 'usr_north_reader'])
      expect(held(context, id)).toEqual([])
  })
})

test('all permissions of a credential are those that operations require of its scheme', () => {
  expect([...allPermissions(contracts['store-admin'], 'apiKey')].sort()).toEqual(['products:read', 'products:write'])
  expect(allPermissions(contracts['store-admin'], 'session').has('store:admin')).toBe(true)
  expect(allPermissions(contracts.standard, 'nothing').size).toBe(0)
})
