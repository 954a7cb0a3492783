/** The types of the mock of each system. Nothing here runs: TypeScript checks it. */
import { type AnyMock, type Contract, createMock, type Mock, type SystemId } from '../../mock/index.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const is = <_Claim extends true>(): void => {}

export function warehouse(): void {
  const mock = createMock({ system: 'warehouse' })
  is<Equal<typeof mock, Mock<'warehouse'>>>()
  mock.override('createApiKey', ({ body, respond }) => {
    is<Equal<NonNullable<typeof body>['name'], string | null | undefined>>()
    return respond(409, { code: 'active_key_limit_reached', limit: 5, used: 5, scope: 'account' })
  })
  mock.override('revokeApiKey', async ({ params, next }) => {
    is<Equal<typeof params.key_id, string>>()
    return next()
  })
  mock.override('deleteSession', ({ respond }) => respond(204))
  mock.override('listInbound', ({ respond }) => respond(200, { data: [], next_cursor: null }, { 'X-Trace': '1' }))
  mock.fail('createApiKey', { code: 'active_key_limit_reached', times: 2 })
  mock.fail('*', { code: 'missing_warehouse' })
  mock.fail('*', { error: 'network' })
  mock.delay('*', [50, 200])
  const { ApiKey, Warehouse } = mock.seed({
    ApiKey: [{ name: 'CI', account_id: 'acc_south' }],
    Warehouse: [{ id: 10 }],
  })
  is<Equal<(typeof ApiKey)[number]['secret'], string>>()
  is<Equal<(typeof ApiKey)[number]['status'], 'active' | 'revoked'>>()
  is<Equal<(typeof Warehouse)[number]['id'], number>>()

  // @ts-expect-error there is no such operation
  mock.override('deleteApiKey', ({ next }) => next())
  // @ts-expect-error the operation does not declare the status
  mock.override('createApiKey', ({ respond }) => respond(402, {}))
  // @ts-expect-error the limit is missing
  mock.override('createApiKey', ({ respond }) => respond(409, { code: 'active_key_limit_reached', used: 5 }))
  // @ts-expect-error the operation does not declare the code there
  mock.override('createApiKey', ({ respond }) => respond(409, { code: 'key_not_revoked' }))
  // @ts-expect-error a 200 of a list has a list
  mock.override('listInbound', ({ respond }) => respond(200, { data: {}, next_cursor: null }))
  // @ts-expect-error there is no such operation
  mock.fail('listProducts', { status: 503 })
  // @ts-expect-error the operation does not declare the code
  mock.fail('createApiKey', { code: 'key_not_revoked' })
  // @ts-expect-error an answer or none
  mock.fail('createApiKey', { status: 503, error: 'network' })
  // @ts-expect-error there is no such operation
  mock.delay('listProducts', 50)
  // @ts-expect-error there is no such resource
  mock.seed({ Product: [{}] })
  // @ts-expect-error keys have no such member there
  mock.seed({ ApiKey: [{ scopes: [] }] })
  // @ts-expect-error a name is text
  mock.seed({ ApiKey: [{ name: 7 }] })
  // @ts-expect-error there is no such scenario
  mock.scenario('full')
}

export function standard(): void {
  const mock = createMock()
  is<Equal<typeof mock, Mock<'standard'>>>()
  mock.override('createApiKey', ({ respond }) =>
    respond(422, { code: 'validation_failed', errors: [{ in: 'body', pointer: '/name', message: 'is required' }] }),
  )
  mock.seed({ ApiKey: [{ name: 'CI', scopes: ['orders:read'], expires_at: null }], User: [{ password: 'x' }] })
}

export function ofOnesOwn(contract: Contract, system: SystemId): void {
  const own = createMock({ contract })
  is<Equal<typeof own, Mock<string>>>()
  own.override('anything', ({ params, respond }) => respond(299, { id: params.id }))
  own.fail('anything', { code: 'any_code' })
  own.seed({ Thing: [{ name: 'x' }] })

  const one = createMock({ system })
  // What all systems have.
  one.override('createApiKey', ({ next }) => next())
  one.fail('getMe', { code: 'invalid_key' })
}

/** A mock of one system can be used as a mock of any system. */
export const any: readonly AnyMock[] = [createMock(), createMock({ system: 'warehouse' })]
export const plain: readonly Mock[] = [createMock(), createMock({ system: 'store-admin' })]

// @ts-expect-error there is no such system
createMock({ system: 'warehose' })
