import { describe, expect, test } from 'vitest'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { editedContract, resourceOf } from '../../../test/engine/edited-contract.ts'
import { contextOf, principal } from '../../../test/engine/fixtures.ts'
import { START } from '../../../test/engine/world.ts'
import { contracts } from '../../generated/index.ts'
import { checkFields } from './fields.ts'

const NOW = Date.parse(START)

function errors(
  resource: string,
  values: Row,
  self?: string,
  caller = principal(),
  contract = contracts.standard,
): string[] {
  const context = contextOf(contract)
  const collection = context.store.collection(resource)
  const entry = self === undefined ? undefined : collection.get(self)
  return checkFields(context, collection, values, entry, caller, NOW, '/items/0').map(
    ({ pointer, message }) => `${pointer} ${message}`,
  )
}

describe('a reference in a request', () => {
  test('must identify a record that the caller can see', () => {
    expect(errors('Product', { category_id: 'cat_north_tea' })).toEqual([])
    for (const category_id of ['cat_south_fasteners', 'cat_nothing', '', '__proto__', 7])
      expect(errors('Product', { category_id })).toEqual(['/items/0/category_id must refer to an existing category'])
  })

  test('can be a number', () => {
    expect(errors('InventoryItem', { warehouse_id: 7 })).toEqual([])
    expect(errors('InventoryItem', { warehouse_id: 9 })).toHaveLength(1)
  })
})

describe('a unique value in a request', () => {
  test('must differ from other records of the account', () => {
    expect(errors('Product', { sku: 'NEW' })).toEqual([])
    expect(errors('Product', { sku: 'COF-ESP-1000' })).toEqual(['/items/0/sku is already taken'])
    expect(errors('Product', { sku: 'HAM-CLW-0450' })).toEqual([])
    expect(errors('Product', { sku: 'HAM-CLW-0450' }, undefined, principal({ account: 'acc_south' }))).toHaveLength(1)
  })

  test('can be the current value of the record itself', () => {
    expect(errors('Product', { sku: 'COF-ESP-1000' }, 'prod_north_espresso')).toEqual([])
    expect(errors('Product', { sku: 'COF-ESP-1000' }, 'prod_north_chai')).toHaveLength(1)
  })

  test('must differ from other accounts if it is unique everywhere', () => {
    expect(errors('User', { email: 'admin@south.example' })).toEqual(['/items/0/email is already taken'])
  })
})

test('a time that must be in the future is later than now', () => {
  const wrong = ['/items/0/expires_at must be in the future']
  expect(errors('ApiKey', { expires_at: START })).toEqual(wrong)
  expect(errors('ApiKey', { expires_at: '2026-01-01T00:30:00+01:00' })).toEqual(wrong)
  expect(errors('ApiKey', { expires_at: '2025-12-31T23:30:00-01:00' })).toEqual([])
})

test('a value that is null, missing or of another type is not checked', () => {
  const odd: readonly unknown[] = [null, undefined, {}, [], { toString: 1 }, true, [[[]]]]
  for (const value of odd) {
    expect(errors('ApiKey', { user_id: value, expires_at: value })).toEqual([])
    expect(errors('Product', { sku: value, category_id: value })).toEqual([])
  }
})

test('a value that breaks several keywords of its property has one error', () => {
  const contract = editedContract(contract => {
    Object.assign(resourceOf(contract, 'Product').properties.sku ?? {}, { refers_to: 'Category' })
  })
  const errorsOf = (sku: string) => errors('Product', { sku }, undefined, undefined, contract)
  expect(errorsOf('NEW')).toEqual(['/items/0/sku must refer to an existing category'])
  expect(errorsOf('COF-ESP-1000')).toHaveLength(1)
})
