import { describe, expect, test } from 'vitest'
import type { Operation } from '../../../openapi/contract/contract.ts'
import { operationPointer } from '../../../openapi/contract/pointer.ts'
import { operationOf } from '../../../test/engine/edited-contract.ts'
import { contextOf, principal } from '../../../test/engine/fixtures.ts'
import { thrownBy } from '../../../test/engine/thrown-by.ts'
import { contracts } from '../../generated/index.ts'
import { authorize } from './authorize.ts'
import { select } from './select.ts'

const base = operationOf(contracts.standard, 'listInbound')
const securedBy = (...security: Operation['security']): Operation => ({ ...base, security })
const having = (...permissions: string[]) => principal({ permissions: new Set(permissions) })

describe('a caller', () => {
  test('needs all roles of one alternative for their scheme', () => {
    const operation = securedBy({ apiKey: ['c'] }, { session: ['a', 'b'] }, { session: ['d'] })
    for (const permissions of [['a', 'b'], ['d'], ['a', 'b', 'x']])
      expect(() => authorize(contracts.standard, operation, having(...permissions))).not.toThrow()
    for (const permissions of [[], ['a'], ['c']])
      expect(() => authorize(contracts.standard, operation, having(...permissions))).toThrow()
  })

  test('needs no permission if the operation requires no role', () => {
    expect(() => authorize(contracts.standard, securedBy({ session: [] }), having())).not.toThrow()
  })

  test('without the permissions gets the missing ones and the JSON pointer of the rule', () => {
    const operation = securedBy({ session: ['a', 'b'] }, { session: ['b', 'c'] }, { apiKey: ['d'] })
    expect(thrownBy(() => authorize(contracts.standard, operation, having('a')))).toMatchObject({
      code: 'permission_denied',
      detail: 'listInbound requires a, b, c.',
      members: { required: ['a', 'b', 'c'] },
      at: '#/paths/~1inbound/get/security',
    })
  })

  test('is rejected if the operation does not accept their scheme, whatever their permissions', () => {
    expect(thrownBy(() => authorize(contracts.standard, securedBy({ apiKey: ['a'] }), having('a')))).toMatchObject({
      detail: 'listInbound does not accept this kind of credential (session).',
      members: { required: ['a'] },
    })
  })
})

describe('a selection', () => {
  const choose = (value: string | undefined, operation: Operation = base, caller = principal()) =>
    select(contextOf(), operation, caller, new Headers(value === undefined ? {} : { 'X-Warehouse-Id': value }))

  test('is the id in the header, with the type of the resource', () => {
    for (const value of ['7', '007', ' 7 ']) expect(choose(value)).toEqual({ warehouse: 7 })
  })

  test('is optional if an alternative of `security` does not include it', () => {
    for (const value of [undefined, '', ' ']) expect(choose(value)).toEqual({})
  })

  test('is required if every alternative of `security` includes it', () => {
    const operation = securedBy({ session: [], warehouse: [] }, { apiKey: [] })
    expect(thrownBy(() => choose(undefined, operation))).toMatchObject({
      code: 'missing_warehouse',
      at: '#/components/securitySchemes/warehouse/x-latchkey/refuse/missing',
    })
  })

  test('must be a valid id of a record of the account', () => {
    for (const value of ['9', '10', '0'])
      expect(thrownBy(() => choose(value))).toMatchObject({ code: 'warehouse_forbidden' })
    for (const value of ['x', '7.0', '-7', '7e0', '0x7', '7,8', '9'.repeat(16)])
      expect(thrownBy(() => choose(value))).toMatchObject({ code: 'missing_warehouse' })
    expect(choose('9', base, principal({ account: 'acc_south' }))).toEqual({ warehouse: 9 })
  })

  test('is ignored if the operation does not declare it', () => {
    expect(choose('9', securedBy({ session: [] }))).toEqual({})
  })
})

test('the JSON pointer of an operation escapes its path', () => {
  expect(operationPointer({ ...base, path: '/a~b/{id}', method: 'DELETE' }, '/x')).toBe('#/paths/~1a~0b~1{id}/delete/x')
})
