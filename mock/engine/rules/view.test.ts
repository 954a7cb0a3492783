import { describe, expect, test } from 'vitest'
import { operationOf } from '../../../test/engine/edited-contract.ts'
import { contextOf } from '../../../test/engine/fixtures.ts'
import { contracts } from '../../generated/index.ts'
import { isStored, kindOf } from './secrets.ts'
import { view } from './view.ts'

const row = {
  id: 'key_1',
  name: 'x',
  status: 'paused',
  enabled: true,
  account_id: 'acc_north',
  hash: 'h',
  secret: 'kept',
}

describe('the view of a record', () => {
  test('has exactly the properties of its schema, including those that are derived from the state', () => {
    const context = contextOf()
    const shown = view(context, 'ApiKey', row, operationOf(contracts.standard, 'getApiKey'))
    expect(Object.keys(shown)).toEqual(contracts.standard.resources.ApiKey?.members)
    expect(shown).toMatchObject({ id: 'key_1', status: 'paused', enabled: false })
  })

  test('has a secret only in operations that show it: the new secret, or else the kept one', () => {
    const standard = contextOf()
    const show = (id: string) =>
      view(standard, 'ApiKey', row, operationOf(contracts.standard, id), { secret: 'minted' })
    expect([show('createApiKey').secret, show('rotateApiKey').secret]).toEqual(['minted', 'minted'])
    for (const id of ['getApiKey', 'listApiKeys', 'updateApiKey', 'getMe'])
      expect(show(id)).not.toHaveProperty('secret')
    const stores = contextOf(contracts['store-admin'])
    expect(view(stores, 'ApiKey', row, operationOf(contracts['store-admin'], 'listApiKeys')).secret).toBe('kept')
  })

  test('has the embedded record, or null if that was deleted', () => {
    const context = contextOf()
    const operation = operationOf(contracts.standard, 'createSession')
    const embedded = (user_id: string) => view(context, 'Session', { user_id }, operation).user
    expect(embedded('usr_north_reader')).toMatchObject({ email: 'reader@north.example' })
    expect(embedded('usr_north_reader')).not.toHaveProperty('password')
    expect(embedded('usr_gone')).toBeNull()
  })
})

test('a secret is kept only if an operation shows it after its creation', () => {
  const kept = (contract: (typeof contracts)['standard']) => {
    const context = contextOf(contract)
    const { resource } = context.store.collection('ApiKey')
    const { secret = {} } = resource.properties
    const kind = kindOf(secret, {})
    return kind !== undefined && isStored(context.contract, secret, kind)
  }
  expect(
    Object.values(contracts)
      .filter(kept)
      .map(({ system }) => system),
  ).toEqual(['store-admin'])
})
