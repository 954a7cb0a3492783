/**
 * The behaviour tests read the promises of the design, not the contract: a contract that breaks a promise must fail
 * them. Each mutation changes one rule of a contract and names the step that has to notice.
 */
import type { SystemId } from 'latchkey'
import { type Contract, createMock } from 'latchkey/mock'
import { expect, test } from 'vitest'
import { StepFailedError } from '../../examples/demo/walk.ts'
import { stepsOf, worldOf } from './world.ts'

/** Just enough of a contract to change it. */
// biome-ignore lint/suspicious/noExplicitAny: a test that breaks contracts on purpose needs no types in its way
type Mutable = any
type Mutation = readonly [system: SystemId, rule: string, notices: string, mutate: (contract: Mutable) => void]

const key = (contract: Mutable) => contract.resources.ApiKey
const operation = (contract: Mutable, id: string) => contract.operations.find((one: Mutable) => one.id === id)

const mutations: readonly Mutation[] = [
  [
    'standard',
    'limit 4 for 5',
    'limit-reached',
    c => {
      key(c).limits[0].max = 4
    },
  ],
  [
    'standard',
    'limit 6 for 5',
    'limit-reached',
    c => {
      key(c).limits[0].max = 6
    },
  ],
  [
    'standard',
    'paused keys do not count',
    'limit-reached',
    c => {
      key(c).limits[0].count.status = ['active']
    },
  ],
  [
    'standard',
    'secret also shown by get',
    'secret-shown-once',
    c => {
      key(c).properties.secret.shown_by.push('getApiKey')
    },
  ],
  [
    'standard',
    'revoke reversible',
    'revocation-is-final',
    c => {
      key(c).lifecycle.transitions.resume.from.push('revoked')
    },
  ],
  [
    'standard',
    'delete allowed when active',
    'delete-needs-revoke',
    c => {
      key(c).lifecycle.transitions.delete.from.push('active')
    },
  ],
  [
    'standard',
    'paused keys work',
    'last-used-moves',
    c => {
      c.schemes.apiKey.accepts.push('paused')
    },
  ],
  [
    'standard',
    'revoked keys work',
    'revoked-key-refused',
    c => {
      c.schemes.apiKey.accepts.push('revoked')
    },
  ],
  [
    'standard',
    'scopes do not narrow',
    'scopes-narrow',
    c => {
      c.schemes.apiKey.narrowed_by = undefined
    },
  ],
  [
    'standard',
    'expiry is ignored',
    'expired-key-refused',
    c => {
      key(c).lifecycle.expires = undefined
    },
  ],
  [
    'standard',
    'rotation retires nothing',
    'rotate-with-grace',
    c => {
      operation(c, 'rotateApiKey').rotate.retire = 'pause'
    },
  ],
  [
    'standard',
    'groups give no permissions',
    'live-permissions',
    c => {
      c.resources.User.principal.permissions = ['permissions']
      c.resources.User.seed.forEach((user: Mutable) => {
        user.permissions.push(
          ...c.resources.Group.seed.find((group: Mutable) => group.id === user.group_id).permissions,
        )
      })
    },
  ],
  [
    'standard',
    'window of 61 minutes',
    'window-closes-by-itself',
    c => {
      c.resources.ClearOperations.window.duration = 'PT61M'
    },
  ],
  [
    'standard',
    'clearing without a window',
    'clear-refused-while-closed',
    c => {
      operation(c, 'clearProducts').window = undefined
    },
  ],
  [
    'standard',
    'creating without permission',
    'managing-needs-permission',
    c => {
      operation(c, 'createApiKey').security = [{ apiKey: ['api_keys:write'] }, { session: [] }]
    },
  ],
  [
    'account-keys',
    'a limit',
    'no-limit',
    c => {
      Object.assign(key(c).limits[0], { max: 5, refuse: 'active_key_limit_reached' })
    },
  ],
  [
    'account-keys',
    'keys cannot manage keys',
    'key-manages-keys',
    c => {
      operation(c, 'createApiKey').security = [{ session: [] }]
    },
  ],
  [
    'user-keys',
    'disabled keys work',
    'paused-key-refused',
    c => {
      c.schemes.apiKey.accepts.push('paused')
    },
  ],
  [
    'user-keys',
    'keys may do everything',
    'user-permissions-bind-key',
    c => {
      c.schemes.apiKey.grants = 'all'
    },
  ],
  [
    'user-keys',
    'disabled users act',
    'disabled-user-refused',
    c => {
      c.resources.User.principal.enabled = undefined
    },
  ],
  [
    'store-admin',
    'secret shown once',
    'secret-always-shown',
    c => {
      key(c).properties.secret.shown_by = ['createApiKey']
    },
  ],
  [
    'store-admin',
    'managers manage keys',
    'store-admins-only',
    c => {
      operation(c, 'listApiKeys').security = [{ session: [] }]
    },
  ],
  [
    'warehouse',
    'limit per key maker',
    'limit-reached',
    c => {
      key(c).limits[0].max = 10
    },
  ],
  [
    'warehouse',
    'warehouse header optional',
    'warehouse-header-required',
    c => {
      operation(c, 'listInbound').security = [{ apiKey: ['inbound:read'] }, { session: ['inbound:read'] }]
    },
  ],
  [
    'warehouse',
    'warehouse does not choose',
    'header-chooses-warehouse',
    c => {
      c.resources.InboundShipment.properties.warehouse_id.selected_by = undefined
    },
  ],
  [
    'warehouse',
    'revoked keys work',
    'revoked-key-refused',
    c => {
      c.schemes.apiKey.accepts.push('revoked')
    },
  ],
  [
    'secret-keys',
    'limit 2 for 1',
    'limit-reached',
    c => {
      key(c).limits[0].max = 2
    },
  ],
  [
    'secret-keys',
    'everybody sees all keys',
    'own-keys-only',
    c => {
      key(c).visible_to = 'account'
    },
  ],
  [
    'secret-keys',
    "keys have their user's permissions",
    'key-has-full-access',
    c => {
      c.schemes.apiKey.grants = 'inherited'
    },
  ],
  [
    'secret-keys',
    'delete allowed when active',
    'delete-needs-revoke',
    c => {
      key(c).lifecycle.transitions.delete.from.push('active')
    },
  ],
]

test.each(mutations)('%s with "%s" fails at %s', async (system, _rule, notices, mutate) => {
  const contract: Contract = structuredClone(createMock({ system }).contract)
  mutate(contract)
  const failure = await stepsOf(worldOf(system, contract)).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(StepFailedError)
  expect((failure as StepFailedError).step).toBe(notices)
})
