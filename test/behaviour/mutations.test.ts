/**
 * Checks that the walks can fail. Each mutation changes one rule of a contract, and has the name of the step of the walk
 * that must fail.
 */
import type { SystemId } from 'latchkey'
import { type Contract, createMock } from 'latchkey/mock'
import { expect, test } from 'vitest'
import { StepFailedError } from '../../examples/demo/walk.ts'
import { stepsOf, worldOf } from './world.ts'

/** A contract without types, so that a mutation can break it. */
// biome-ignore lint/suspicious/noExplicitAny: mutations make contracts that their types do not allow
type Mutable = any
type Mutation = readonly [system: SystemId, change: string, step: string, mutate: (contract: Mutable) => void]

const key = (contract: Mutable) => contract.resources.ApiKey
const operation = (contract: Mutable, id: string) => contract.operations.find((one: Mutable) => one.id === id)

const mutations: readonly Mutation[] = [
  [
    'standard',
    'a limit of 4 instead of 5',
    'limit-reached',
    c => {
      key(c).limits[0].max = 4
    },
  ],
  [
    'standard',
    'a limit of 6 instead of 5',
    'limit-reached',
    c => {
      key(c).limits[0].max = 6
    },
  ],
  [
    'standard',
    'paused keys that do not count for the limit',
    'limit-reached',
    c => {
      key(c).limits[0].count.status = ['active']
    },
  ],
  [
    'standard',
    'a secret that getApiKey also shows',
    'secret-shown-once',
    c => {
      key(c).properties.secret.shown_by.push('getApiKey')
    },
  ],
  [
    'standard',
    'a transition from revoked back to active',
    'revocation-is-final',
    c => {
      key(c).lifecycle.transitions.resume.from.push('revoked')
    },
  ],
  [
    'standard',
    'deletion of active keys',
    'delete-needs-revoke',
    c => {
      key(c).lifecycle.transitions.delete.from.push('active')
    },
  ],
  [
    'standard',
    'paused keys that are accepted',
    'last-used-moves',
    c => {
      c.schemes.apiKey.accepts.push('paused')
    },
  ],
  [
    'standard',
    'revoked keys that are accepted',
    'revoked-key-refused',
    c => {
      c.schemes.apiKey.accepts.push('revoked')
    },
  ],
  [
    'standard',
    'scopes that do not narrow a key',
    'scopes-narrow',
    c => {
      c.schemes.apiKey.narrowed_by = undefined
    },
  ],
  [
    'standard',
    'keys that never expire',
    'expired-key-refused',
    c => {
      key(c).lifecycle.expires = undefined
    },
  ],
  [
    'standard',
    'rotation that only pauses the old key',
    'rotate-with-grace',
    c => {
      operation(c, 'rotateApiKey').rotate.retire = 'pause'
    },
  ],
  [
    'standard',
    'users that do not get the permissions of their group',
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
    'a window of 61 minutes',
    'window-closes-by-itself',
    c => {
      c.resources.ClearOperations.window.duration = 'PT61M'
    },
  ],
  [
    'standard',
    'clear operations that require no window',
    'clear-refused-while-closed',
    c => {
      operation(c, 'clearProducts').window = undefined
    },
  ],
  [
    'standard',
    'key creation that requires no permission of a session',
    'managing-needs-permission',
    c => {
      operation(c, 'createApiKey').security = [{ apiKey: ['api_keys:write'] }, { session: [] }]
    },
  ],
  [
    'account-keys',
    'a limit of 5',
    'no-limit',
    c => {
      Object.assign(key(c).limits[0], { max: 5, refuse: 'active_key_limit_reached' })
    },
  ],
  [
    'account-keys',
    'keys that cannot create keys',
    'key-manages-keys',
    c => {
      operation(c, 'createApiKey').security = [{ session: [] }]
    },
  ],
  [
    'user-keys',
    'disabled keys that are accepted',
    'paused-key-refused',
    c => {
      c.schemes.apiKey.accepts.push('paused')
    },
  ],
  [
    'user-keys',
    'keys that have all permissions',
    'user-permissions-bind-key',
    c => {
      c.schemes.apiKey.grants = 'all'
    },
  ],
  [
    'user-keys',
    'disabled users that are accepted',
    'disabled-user-refused',
    c => {
      c.resources.User.principal.enabled = undefined
    },
  ],
  [
    'store-admin',
    'a secret that is shown once',
    'secret-always-shown',
    c => {
      key(c).properties.secret.shown_by = ['createApiKey']
    },
  ],
  [
    'store-admin',
    'managers that can list keys',
    'store-admins-only',
    c => {
      operation(c, 'listApiKeys').security = [{ session: [] }]
    },
  ],
  [
    'warehouse',
    'a limit of 10 instead of 5',
    'limit-reached',
    c => {
      key(c).limits[0].max = 10
    },
  ],
  [
    'warehouse',
    'an optional warehouse header',
    'warehouse-header-required',
    c => {
      operation(c, 'listInbound').security = [{ apiKey: ['inbound:read'] }, { session: ['inbound:read'] }]
    },
  ],
  [
    'warehouse',
    'a warehouse header that does not select',
    'header-chooses-warehouse',
    c => {
      c.resources.InboundShipment.properties.warehouse_id.selected_by = undefined
    },
  ],
  [
    'warehouse',
    'revoked keys that are accepted',
    'revoked-key-refused',
    c => {
      c.schemes.apiKey.accepts.push('revoked')
    },
  ],
  [
    'secret-keys',
    'a limit of 2 instead of 1',
    'limit-reached',
    c => {
      key(c).limits[0].max = 2
    },
  ],
  [
    'secret-keys',
    'keys that are visible to the whole account',
    'own-keys-only',
    c => {
      key(c).visible_to = 'account'
    },
  ],
  [
    'secret-keys',
    'keys that have the permissions of their user',
    'key-has-full-access',
    c => {
      c.schemes.apiKey.grants = 'inherited'
    },
  ],
  [
    'secret-keys',
    'deletion of active keys',
    'delete-needs-revoke',
    c => {
      key(c).lifecycle.transitions.delete.from.push('active')
    },
  ],
]

test.each(mutations)('%s with %s fails at the step %s', async (system, _change, step, mutate) => {
  const contract: Contract = structuredClone(createMock({ system }).contract)
  mutate(contract)
  const failure = await stepsOf(worldOf(system, contract)).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(StepFailedError)
  expect((failure as StepFailedError).step).toBe(step)
})
