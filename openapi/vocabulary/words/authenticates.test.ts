import { expect, test } from 'vitest'
import { contextOf, principal } from '../../../test/engine/fixtures.ts'
import type { Call } from '../engine/call.ts'
import type { Row } from '../engine/record.ts'
import { guard as guardNarrowing } from './authenticates.ts'

const context = contextOf()
const operation = context.contract.operations.find(({ id }) => id === 'createApiKey')

function guard(row: Row, isNarrowed = true): void {
  if (!operation) throw new Error('There is no createApiKey.')
  const caller = principal({ scheme: 'apiKey', isNarrowed, permissions: new Set(['api_keys:write', 'orders:read']) })
  const call: Call = {
    operation,
    resource: undefined,
    target: undefined,
    principal: caller,
    selected: {},
    query: {},
    body: {},
    now: 0,
  }
  const change = { does: 'insert', resource: operation.resource ?? '', after: row } as const
  guardNarrowing(context, { changes: [change], answer: () => ({}) }, call)
}

test('a narrowed credential mints one that is as narrow, or narrower', () => {
  guard({ scopes: ['orders:read'] })
  guard({ scopes: [] })
})

test('a narrowed credential mints none that is wider, or not narrowed at all', () => {
  expect(() => guard({ scopes: ['orders:read', 'orders:write'] })).toThrow(
    expect.objectContaining({ code: 'permission_denied', members: { required: ['orders:write'] } }),
  )
  expect(() => guard({ scopes: null })).toThrow(expect.objectContaining({ code: 'permission_denied' }))
})

test('a credential that is not narrowed mints any', () => {
  guard({ scopes: null }, false)
})
