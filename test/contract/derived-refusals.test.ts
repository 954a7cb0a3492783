import { describe, expect, test } from 'vitest'
import { modelOf } from '../../openapi/vocabulary/check.ts'
import { rootOf } from '../../openapi/vocabulary/model/node.ts'
import { refusalsOf } from '../../openapi/vocabulary/refusals.ts'
import { type Edits, findings, tiny } from './tiny.ts'

const KEY = '#/components/schemas/Key/x-latchkey'
const CRATES = '#/paths/~1crates/get'

/** The codes that rules give on an operation of the tiny contract. */
function codes(operationId: string, edits: Edits = {}): Set<string> {
  const model = modelOf(rootOf(tiny(edits)))
  const operation = model.operations.find(({ id }) => id === operationId)
  if (!operation) throw new Error(`The tiny contract has no operation ${operationId}.`)
  return new Set(refusalsOf(model, operation).map(({ code }) => code))
}

const everywhere = ['method_not_allowed', 'validation_failed', 'rate_limited']
const authentication = [
  'missing_credentials',
  'invalid_key',
  'key_revoked',
  'key_paused',
  'user_disabled',
  'invalid_session',
]
const body = ['malformed_json', 'body_too_large', 'unsupported_media_type']

describe('credentials', () => {
  test('are refused in every form that the contract has, whether the operation accepts it or not', () => {
    const sessionOnly = { '#/paths/~1me/get/security': [{ session: [] }] }
    expect(codes('getMe', sessionOnly)).toEqual(new Set([...everywhere, ...authentication, 'permission_denied']))
  })

  test('that the operation accepts without a permission are never forbidden', () => {
    expect(codes('getMe')).toEqual(new Set([...everywhere, ...authentication]))
  })

  test('that are narrowed cannot create wider ones, even if the operation requires no permission', () => {
    const free = { '#/paths/~1keys/post/security': [{ key: [] }, { session: [] }] }
    const unbound = { ...free, '#/components/securitySchemes/key/x-latchkey/bound': 'principal' }
    const open = { ...free, '#/components/securitySchemes/key/x-latchkey/grants': 'all' }
    expect(codes('createKey', free)).toContain('permission_denied')
    expect(codes('createKey', unbound)).toContain('permission_denied')
    const narrowed = { ...open, '#/components/securitySchemes/key/x-latchkey/narrowed_by': 'scopes' }
    expect(codes('createKey', open)).not.toContain('permission_denied')
    expect(codes('createKey', narrowed)).toContain('permission_denied')
  })

  test('can be missing if one alternative requires none', () => {
    const optional = { '#/paths/~1me/get/security/2': {} }
    expect(codes('getMe', optional)).not.toContain('missing_credentials')
  })

  test('are not required if security is empty', () => {
    expect(codes('signIn')).toEqual(new Set([...everywhere, ...body, 'invalid_session', 'user_disabled']))
  })

  test('are not refused in a state that nothing leads to', () => {
    expect(codes('getMe', { '#/components/schemas/KeyUpdate/properties/enabled': undefined })).not.toContain(
      'key_paused',
    )
  })
})

describe('a selection', () => {
  const textId = { '#/components/schemas/Depot/properties/id/type': 'string' }

  test('can be missing if every alternative requires it', () => {
    expect(codes('listCrates', textId)).toContain('missing_depot')
  })

  test('can be missing if every alternative of one credential requires it', () => {
    const keysNeedIt = { ...textId, [`${CRATES}/security/1`]: { session: ['keys:read'] } }
    expect(codes('listCrates', keysNeedIt)).toContain('missing_depot')
  })

  test('can be unknown but not missing if it is optional', () => {
    const optional = { ...textId, [`${CRATES}/security/2`]: { session: [] }, [`${CRATES}/security/3`]: { key: [] } }
    expect(codes('listCrates', optional)).toContain('depot_forbidden')
    expect(codes('listCrates', optional)).not.toContain('missing_depot')
  })

  test('counts as missing if it is not a number, even if it is optional', () => {
    const optional = { [`${CRATES}/security/2`]: { session: [] }, [`${CRATES}/security/3`]: { key: [] } }
    expect(codes('listCrates', optional)).toContain('missing_depot')
  })

  test('is not refused if the operation does not read it', () => {
    expect(codes('clearCrates')).not.toContain('depot_forbidden')
  })
})

describe('a transition', () => {
  test('is refused in states that it does not start from', () => {
    expect(codes('deleteKey')).toContain('key_not_revoked')
    expect(codes('updateKey')).toContain('invalid_transition')
    expect(codes('rotateKey')).toContain('invalid_transition')
  })

  test('of many records is not refused for a record that is in the target state already', () => {
    const revoke = `${KEY}/lifecycle/transitions/revoke/from`
    expect(codes('revokeKeys')).not.toContain('key_already_revoked')
    expect(codes('revokeKeys', { [revoke]: ['active'] })).toContain('key_already_revoked')
  })

  test('is never refused if it starts from every state', () => {
    const states = ['active', 'paused', 'retiring', 'revoked']
    expect(codes('deleteKey', { [`${KEY}/lifecycle/transitions/delete/from`]: states })).not.toContain(
      'key_not_revoked',
    )
    const rotate = '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate'
    expect(codes('rotateKey', { [`${rotate}/from`]: states })).not.toContain('invalid_transition')
  })

  const noRevoke = { '#/paths/~1keys~1revoke': undefined, '#/paths/~1keys~1{key_id}~1rotate': undefined }

  test('by a property is not refused in the state that it leads to', () => {
    expect(codes('updateKey', noRevoke)).not.toContain('invalid_transition')
  })

  test('by a property is refused for a value that no transition leads to', () => {
    const noWayBack = { '#/components/schemas/Key/properties/enabled/x-latchkey/transition/true': undefined }
    expect(codes('updateKey', { ...noRevoke, ...noWayBack })).toContain('invalid_transition')
  })

  test('has its own refusal, and the default for the others', () => {
    const own = { [`${KEY}/lifecycle/transitions/pause/refuse`]: 'key_paused' }
    expect(codes('updateKey', own)).toContain('key_paused')
    expect(codes('updateKey', own)).toContain('invalid_transition')
  })
})

describe('a limit', () => {
  test('refuses creation, rotation and updates that lead to a counted state', () => {
    for (const operation of ['createKey', 'rotateKey', 'updateKey']) expect(codes(operation)).toContain('key_limit')
    expect(codes('revokeKeys')).not.toContain('key_limit')
  })

  test('may be declared or not if a transition moves between counted states', () => {
    const pausedCounts = { [`${KEY}/limits/0/count/status`]: ['active', 'paused'] }
    expect(findings(pausedCounts)).toEqual([])
    const conflict = '#/paths/~1keys~1{key_id}/patch/responses/409/content/application~1problem+json/schema'
    const undeclared = { [conflict]: { $ref: '#/components/schemas/InvalidTransition' } }
    expect(findings({ ...pausedCounts, ...undeclared })).toEqual([])
  })

  test('without a maximum refuses nothing', () => {
    expect(codes('createKey', { [`${KEY}/limits/0/max`]: null })).not.toContain('key_limit')
  })
})

test('an idempotency key is refused only if it is a parameter', () => {
  expect(codes('createKey')).toContain('idempotency_conflict')
  expect(codes('createKey', { '#/paths/~1keys/post/parameters': undefined })).not.toContain('idempotency_key_reused')
})

test('a closed window refuses operations that require it to be open', () => {
  expect(codes('clearCrates')).toContain('switch_closed')
  expect(codes('openSwitch')).not.toContain('switch_closed')
})

test('a record can be missing if the path or the body names it', () => {
  expect(codes('updateKey')).toContain('not_found')
  expect(codes('revokeKeys')).toContain('not_found')
  expect(codes('listKeys')).not.toContain('not_found')
})
