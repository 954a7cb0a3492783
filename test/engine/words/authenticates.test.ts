import { expect, test } from 'vitest'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { guard as guardNarrowing } from '../../../openapi/vocabulary/words/authenticates.ts'
import { contextOf, principal } from '../fixtures.ts'

const context = contextOf()
const operation = context.contract.operations.find(({ id }) => id === 'createApiKey')

function guard(row: Row, isNarrowed = true): void {
  if (!operation) throw new Error('The contract has no createApiKey.')
  const caller = principal({ scheme: 'apiKey', isNarrowed, permissions: new Set(['api_keys:write', 'orders:read']) })
  const call: Call = {
    operation,
    resource: undefined,
    target: undefined,
    principal: caller,
    selected: {},
    query: {},
    params: {},
    request: new Request('http://localhost/'),
    body: {},
    now: 0,
  }
  const change = { does: 'insert', resource: operation.resource ?? '', after: row } as const
  guardNarrowing(context, { changes: [change], answer: () => ({}) }, call)
}

test('a narrowed credential can create one with the same permissions or fewer', () => {
  guard({ scopes: ['orders:read'] })
  guard({ scopes: [] })
})

test('a narrowed credential cannot create one with more permissions, or one that is not narrowed', () => {
  expect(() => guard({ scopes: ['orders:read', 'orders:write'] })).toThrow(
    expect.objectContaining({ code: 'permission_denied', members: { required: ['orders:write'] } }),
  )
  expect(() => guard({ scopes: null })).toThrow(expect.objectContaining({ code: 'permission_denied' }))
})

test('a credential that is not narrowed can create any', () => {
  guard({ scopes: null }, false)
})
