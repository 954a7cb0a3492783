/** "The settings page is wrong about my key": its texts on every system, from the facts of the SDK. */
import { Latchkey, type SystemId, systemIds } from 'latchkey'
import { createMock } from 'latchkey/mock'
import { describe, expect, test } from 'vitest'
import {
  actingTextOf,
  adviceOf,
  consequencesOf,
  denialOf,
  disabledTextOf,
  emptyHintOf,
  limitNoteOf,
  notFoundTextOf,
  scopesTextOf,
  sentencesOf,
  statusTextOf,
} from '../../../examples/settings-page/src/keys/texts.ts'
import type { ApiKey, Shop, User } from '../../../examples/settings-page/src/shop/shop.ts'

const systemOf = (system: SystemId): Shop['system'] =>
  new Latchkey<SystemId>({ system, baseUrl: 'https://shop.example/api/v1' }).system

type Texts = { readonly [System in SystemId]: string | undefined }

/** A text on every system. */
const textsOf = (text: (system: Shop['system']) => string | undefined): Texts =>
  Object.fromEntries(systemIds.map(id => [id, text(systemOf(id))])) as Texts

const keyOf = (key: Partial<ApiKey> & Pick<ApiKey, 'status'>): ApiKey =>
  ({ id: 'key_1', enabled: true, ...key }) as ApiKey

const active = keyOf({ status: 'active' })
const paused = keyOf({ status: 'paused', enabled: false })
const revoked = keyOf({ status: 'revoked' })
const expired = keyOf({ status: 'expired' })

const disabled = { id: 'usr_1', name: 'Ivo Integration', enabled: false } as User
const enabled = { ...disabled, enabled: true }
const blocked = keyOf({ status: 'active', user_id: 'usr_1' })

test('a key that has full access is not described as limited by its user, and the page warns of it', () => {
  expect(textsOf(sentencesOf)).toEqual({
    standard:
      'A key acts as a user, with the permissions of that user, or fewer. The secret is shown once, when the key is generated. Up to 5 keys per user can be active or paused at a time. Revoking a key is permanent.',
    'account-keys':
      'A key has full access: never expose it in client-side code or a public repository. The secret is shown once, when the key is generated. Deleting a key revokes it immediately.',
    'user-keys':
      'A key acts as a user, with the permissions of that user. The secret is shown once, when the key is generated. Deleting a key revokes it immediately.',
    'store-admin':
      'A key has full access: never expose it in client-side code or a public repository. The secret is always shown here. Deleting a key revokes it immediately.',
    warehouse:
      'A key has full access: never expose it in client-side code or a public repository. The secret is shown once, when the key is generated. Up to 5 keys per account can be active at a time. Revoking a key is permanent.',
    'secret-keys':
      'A key has full access, whatever its user can do: never expose it in client-side code or a public repository. You can see only your own keys. The secret is shown once, when the key is generated. One key per user can be active at a time. Revoking a key is permanent.',
  })
  const stored = 'Store it in a secrets manager or an environment variable, never in code.'
  const warned =
    'Store it in a secrets manager or an environment variable, and never expose it in client-side code or a public repository.'
  expect(textsOf(adviceOf)).toEqual({
    standard: stored,
    'account-keys': warned,
    'user-keys': stored,
    'store-admin': warned,
    warehouse: warned,
    'secret-keys': warned,
  })
})

describe('the note about the limit', () => {
  test('counts what the limit counts: a paused key is not active, and the keys are those of the caller', () => {
    expect(textsOf(system => limitNoteOf(system, { used: 0, max: system.limit?.max ?? null }))).toEqual({
      standard: 'Acting as you: 0 of 5 active or paused',
      'account-keys': undefined,
      'user-keys': undefined,
      'store-admin': undefined,
      warehouse: '0 of 5 active',
      'secret-keys': 'Your keys: 0 of 1 active',
    })
  })

  test('names the way out when the limit is reached', () => {
    expect(
      textsOf(system => limitNoteOf(system, { used: system.limit?.max ?? 0, max: system.limit?.max ?? null })),
    ).toEqual({
      standard: 'Acting as you: 5 of 5 active or paused. Revoke one first.',
      'account-keys': undefined,
      'user-keys': undefined,
      'store-admin': undefined,
      warehouse: '5 of 5 active. Revoke one first.',
      'secret-keys': 'Your keys: 1 of 1 active. Revoke one first.',
    })
  })
})

describe('what you may do', () => {
  test('someone who may do nothing is not told that they can view keys', () => {
    expect(textsOf(system => denialOf(system, []))).toEqual({
      standard: 'To generate or revoke keys, you need api_keys:write.',
      'account-keys': undefined,
      'user-keys': 'To generate or delete keys, you need api_keys:write.',
      'store-admin': 'To generate or delete keys, you need store:admin.',
      warehouse: undefined,
      'secret-keys': undefined,
    })
  })

  test('someone who may read keys can view them', () => {
    expect(textsOf(system => denialOf(system, ['api_keys:read']))).toEqual({
      standard: 'You can view keys. To generate or revoke keys, you need api_keys:write.',
      'account-keys': undefined,
      'user-keys': 'You can view keys. To generate or delete keys, you need api_keys:write.',
      'store-admin': 'To generate or delete keys, you need store:admin.',
      warehouse: undefined,
      'secret-keys': undefined,
    })
  })

  test('someone who may do everything has no note', () => {
    const all = ['api_keys:read', 'api_keys:write', 'store:admin']
    for (const id of systemIds) expect([id, denialOf(systemOf(id), all)]).toEqual([id, undefined])
  })
})

describe('an empty list', () => {
  const each = (end: string) =>
    `Generate a key for each script or integration, so that you can ${end} one without affecting the others.`

  test('does not advise a key for each script if only one is allowed, and names the way to end a key', () => {
    expect(textsOf(system => emptyHintOf(system))).toEqual({
      standard: each('revoke'),
      'account-keys': each('delete'),
      'user-keys': each('delete'),
      'store-admin': each('delete'),
      warehouse: each('revoke'),
      'secret-keys': 'Generate a key for a script or an integration.',
    })
  })
})

test('a key that is not found was deleted only where keys can be deleted', () => {
  const deleted = 'It may have been deleted, or belong to another account.'
  expect(textsOf(notFoundTextOf)).toEqual({
    standard: deleted,
    'account-keys': deleted,
    'user-keys': deleted,
    'store-admin': deleted,
    warehouse: 'It may belong to another account.',
    'secret-keys': 'It may have been deleted, or belong to another user.',
  })
})

test('a key that is limited to no permissions has none', () => {
  expect(scopesTextOf({ scopes: [] })).toBe('None')
  expect(scopesTextOf({ scopes: null })).toBe('All permissions of the user')
  expect(scopesTextOf({ scopes: ['orders:read', 'products:read'] })).toBe('orders:read, products:read')
})

test('a key whose user is disabled does not look active', () => {
  expect(statusTextOf(active, disabled)).toBe('Active, but its user is disabled')
  expect(statusTextOf(active, enabled)).toBe('Active')
  expect(statusTextOf(active, undefined)).toBe('Active')
  expect(statusTextOf(paused, disabled)).toBe('Paused')
  expect(statusTextOf(revoked, disabled)).toBe('Revoked')
  expect(actingTextOf(blocked, disabled)).toBe('Ivo Integration (disabled)')
  expect(actingTextOf(blocked, enabled)).toBe('Ivo Integration')
  expect(actingTextOf(blocked, undefined)).toBe('Another user')
})

describe('someone who cannot see users', () => {
  const unseen = keyOf({ status: 'active', user_id: 'usr_1', works: false })

  test('sees that a key does not work because of its user', () => {
    expect(statusTextOf(unseen, undefined)).toBe('Active, but its user is disabled')
    expect(statusTextOf(keyOf({ status: 'retiring', works: false }), undefined)).toBe(
      'Retiring, but its user is disabled',
    )
    expect(actingTextOf(unseen, undefined)).toBe('Another user (disabled)')
    expect(consequencesOf([unseen], 'revoke')).toBe(
      'It can never work again. Its record is kept. This cannot be undone.',
    )
  })

  test('does not read that the user of a paused or revoked key is disabled, which nothing says', () => {
    for (const [status, word] of [
      ['paused', 'Paused'],
      ['revoked', 'Revoked'],
      ['expired', 'Expired'],
    ] as const) {
      const key = keyOf({ status, enabled: false, works: false, user_id: 'usr_1' })
      expect([statusTextOf(key, undefined), actingTextOf(key, undefined)]).toEqual([word, 'Another user'])
    }
  })
})

test.each(['standard', 'user-keys'] as const)('on %s a disabled user gets no key, and the form says so', async id => {
  const mock = createMock({ system: id })
  const [ivo] = mock.seed({ User: [{ name: 'Ivo', email: 'ivo@north.example', enabled: false }] }).User
  const headers = { ...mock.signIn('admin').headers, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ name: 'Sync', user_id: ivo?.id })
  expect((await mock.fetch('/api/v1/api-keys', { method: 'POST', headers, body })).status).toBe(422)
  expect(disabledTextOf(disabled)).toBe(' This user is disabled, so no key can be generated for them.')
  expect(disabledTextOf(enabled)).toBeUndefined()
})

describe('what happens if a key is', () => {
  const stops = 'It stops working immediately: the next request is rejected.'
  const never = 'It can never work again.'

  test('revoked: the record of an expired key is kept, like all others', () => {
    const end = 'Its record is kept. This cannot be undone.'
    expect(consequencesOf([active], 'revoke')).toBe(`${stops} ${end}`)
    expect(consequencesOf([paused], 'revoke')).toBe(`${never} ${end}`)
    expect(consequencesOf([expired], 'revoke')).toBe(end)
    expect(consequencesOf([blocked], 'revoke', [disabled])).toBe(`${never} ${end}`)
    expect(consequencesOf([blocked], 'revoke', [enabled])).toBe(`${stops} ${end}`)
  })

  test('deleted: the record of a working key is deleted too', () => {
    const end = 'Its record is deleted. This cannot be undone.'
    expect(consequencesOf([active], 'delete')).toBe(`${stops} ${end}`)
    expect(consequencesOf([paused], 'delete')).toBe(`${never} ${end}`)
    expect(consequencesOf([revoked], 'delete')).toBe(end)
  })

  test('revoked with others: only those that work stop working', () => {
    const end = 'Their records are kept. This cannot be undone.'
    const now = 'working immediately: the next request is rejected.'
    const others = 'The others can never work again.'
    expect(consequencesOf([active, active], 'revoke')).toBe(`All of them stop ${now} ${end}`)
    expect(consequencesOf([active, active, expired], 'revoke')).toBe(`2 of them stop ${now} ${end}`)
    expect(consequencesOf([active, paused, expired], 'revoke')).toBe(`1 of them stops ${now} ${others} ${end}`)
    expect(consequencesOf([paused, expired], 'revoke')).toBe(`They can never work again. ${end}`)
    expect(consequencesOf([expired, expired], 'revoke')).toBe(end)
  })
})
