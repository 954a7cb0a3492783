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

describe('a caller may', () => {
  test('with all roles of one alternative for their kind of credential', () => {
    const operation = securedBy({ apiKey: ['c'] }, { session: ['a', 'b'] }, { session: ['d'] })
    for (const permissions of [['a', 'b'], ['d'], ['a', 'b', 'x']])
      expect(() => authorize(operation, having(...permissions))).not.toThrow()
    for (const permissions of [[], ['a'], ['c']]) expect(() => authorize(operation, having(...permissions))).toThrow()
  })

  test('anything that asks for no role', () => {
    expect(() => authorize(securedBy({ session: [] }), having())).not.toThrow()
  })

  test('not, and is told what is missing and where that is written', () => {
    const operation = securedBy({ session: ['a', 'b'] }, { session: ['b', 'c'] }, { apiKey: ['d'] })
    expect(thrownBy(() => authorize(operation, having('a')))).toMatchObject({
      code: 'permission_denied',
      detail: 'listInbound requires a, b, c.',
      members: { required: ['a', 'b', 'c'] },
      at: '#/paths/~1inbound/get/security',
    })
  })

  test('not with a kind of credential that the operation does not take, whatever it may do', () => {
    expect(thrownBy(() => authorize(securedBy({ apiKey: ['a'] }), having('a')))).toMatchObject({
      detail: 'listInbound does not accept this kind of credential (session).',
      members: { required: ['a'] },
    })
  })
})

describe('a selection', () => {
  const choose = (value: string | undefined, operation: Operation = base, caller = principal()) =>
    select(contextOf(), operation, caller, new Headers(value === undefined ? {} : { 'X-Warehouse-Id': value }))

  test('is the id that the header names, as the resource has it', () => {
    for (const value of ['7', '007', ' 7 ']) expect(choose(value)).toEqual({ warehouse: 7 })
  })

  test('may be left out where some way of calling does without', () => {
    for (const value of [undefined, '', ' ']) expect(choose(value)).toEqual({})
  })

  test('must be there where every way of calling has it', () => {
    const operation = securedBy({ session: [], warehouse: [] }, { apiKey: [] })
    expect(thrownBy(() => choose(undefined, operation))).toMatchObject({
      code: 'missing_warehouse',
      at: '#/components/securitySchemes/warehouse/x-latchkey/refuse/missing',
    })
  })

  test('must be one of the account, and of the form that ids have', () => {
    for (const value of ['9', '10', '0'])
      expect(thrownBy(() => choose(value))).toMatchObject({ code: 'warehouse_forbidden' })
    for (const value of ['x', '7.0', '-7', '7e0', '0x7', '7,8', '9'.repeat(16)])
      expect(thrownBy(() => choose(value))).toMatchObject({ code: 'missing_warehouse' })
    expect(choose('9', base, principal({ account: 'acc_south' }))).toEqual({ warehouse: 9 })
  })

  test('is not read where the operation does not know it', () => {
    expect(choose('9', securedBy({ session: [] }))).toEqual({})
  })
})

test('an operation has a place in the contract', () => {
  expect(operationPointer({ ...base, path: '/a~b/{id}', method: 'DELETE' }, '/x')).toBe('#/paths/~1a~0b~1{id}/delete/x')
})
