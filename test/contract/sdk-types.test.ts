import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Secret } from '../../src/sdk/credentials/secret.ts'
import type { ProblemByCode, ProblemCode } from '../../src/sdk/errors/problems.ts'
import { type SystemId, type Systems, systemIds, systems } from '../../src/sdk/generated/systems.ts'
import type { CreateOptions, RequestOptions } from '../../src/sdk/request-options.ts'

type Of<System extends SystemId> = Systems[System]['resources']
type Arguments<Method extends (...rest: never[]) => unknown> = Parameters<Method>

describe('the methods of a system are those that it has', () => {
  test('warehouse has no operation to delete a key, and no orders', () => {
    expectTypeOf<Of<'warehouse'>['apiKeys']>().not.toHaveProperty('delete')
    expectTypeOf<Of<'warehouse'>>().not.toHaveProperty('orders')
    expectTypeOf<Of<'standard'>['apiKeys']>().toHaveProperty('delete')
  })

  test('account-keys has no `enabled`', () => {
    type Key = Awaited<ReturnType<Of<'account-keys'>['apiKeys']['create']>>
    expectTypeOf<Key>().not.toHaveProperty('enabled')
    expectTypeOf<Awaited<ReturnType<Of<'user-keys'>['apiKeys']['create']>>['enabled']>().toEqualTypeOf<boolean>()
  })

  test('secret-keys has a title instead of a name', () => {
    type Body = Arguments<Of<'secret-keys'>['apiKeys']['create']>[0]
    expectTypeOf<Body['title']>().toEqualTypeOf<string>()
    expectTypeOf<Body>().not.toHaveProperty('name')
  })
})

describe('a method', () => {
  test('takes path parameters, then the body, then the options', () => {
    type Update = Of<'standard'>['apiKeys']['update']
    expectTypeOf<Arguments<Update>[0]>().toEqualTypeOf<string>()
    expectTypeOf<NonNullable<Arguments<Update>[1]['enabled']>>().toEqualTypeOf<boolean>()
    expectTypeOf<Arguments<Update>[2]>().toEqualTypeOf<RequestOptions | undefined>()
    expectTypeOf<Arguments<Of<'standard'>['apiKeys']['create']>[1]>().toEqualTypeOf<CreateOptions | undefined>()
  })

  test('takes the query of a list, which is optional', () => {
    type Query = NonNullable<Arguments<Of<'standard'>['apiKeys']['list']>[0]>
    expectTypeOf<Query['status']>().toEqualTypeOf<
      'active' | 'paused' | 'retiring' | 'revoked' | 'expired' | undefined
    >()
    expectTypeOf<[]>().toExtend<Arguments<Of<'standard'>['apiKeys']['list']>>()
  })

  test('returns the body of the success response, or nothing', () => {
    expectTypeOf<Awaited<ReturnType<Of<'standard'>['apiKeys']['create']>>['secret']>().toEqualTypeOf<Secret>()
    expectTypeOf<Awaited<ReturnType<Of<'standard'>['apiKeys']['delete']>>>().toEqualTypeOf<void>()
  })

  test('accepts write-only properties, and never returns them', () => {
    expectTypeOf<Arguments<Of<'standard'>['users']['create']>[0]['password']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Awaited<ReturnType<Of<'standard'>['users']['create']>>>().not.toHaveProperty('password')
  })
})

test('a problem has the fields of its code', () => {
  expectTypeOf<ProblemByCode['active_key_limit_reached']['limit']>().toEqualTypeOf<number>()
  expectTypeOf<ProblemByCode['not_found']['status']>().toEqualTypeOf<404>()
  expectTypeOf<ProblemByCode['not_found']>().not.toHaveProperty('limit')
  expectTypeOf<'rate_limited'>().toExtend<ProblemCode>()
})

describe('the facts of a system are', () => {
  test.each([
    ['standard', { in: 'bearer' }],
    ['account-keys', { in: 'bearer' }],
    ['user-keys', { in: 'bearer' }],
    ['store-admin', { in: 'query', name: 'key' }],
    ['warehouse', { in: 'header', name: 'Authorization', prefix: 'ApiKey' }],
    ['secret-keys', { in: 'basic' }],
  ] as const)('how keys are sent: %s', (id, carrier) => {
    expect(systems[id].facts.keySentAs).toEqual(carrier)
  })

  test('how its sessions are sent, which is the same everywhere', () => {
    for (const id of systemIds) expect(systems[id].facts.sessionSentAs).toEqual({ in: 'bearer' })
  })

  test('which header has the selection', () => {
    expect(systems.warehouse.facts.selection).toEqual({
      option: 'warehouseId',
      header: 'X-Warehouse-Id',
      choices: 'warehouses',
    })
    expect(systems['store-admin'].facts.selection).toBeNull()
  })

  test('which operations it has', () => {
    const { apiKeys } = systems['account-keys'].resources
    expect(apiKeys.create).toEqual({
      method: 'POST',
      path: '/api-keys',
      hasBody: true,
      isIdempotent: true,
      secrets: ['secret'],
    })
    expect(apiKeys.delete).toEqual({ method: 'DELETE', path: '/api-keys/{key_id}', hasNoContent: true })
    expect(apiKeys).not.toHaveProperty('rotate')
  })
})
