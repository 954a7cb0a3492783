import { describe, expect, test } from 'vitest'
import type { Contract } from '../../../openapi/contract/contract.ts'
import { editedContract, operationOf, resourceOf } from '../../../test/engine/edited-contract.ts'
import { contextOf } from '../../../test/engine/fixtures.ts'
import { thrownBy } from '../../../test/engine/thrown-by.ts'
import { contracts } from '../../generated/index.ts'
import { secretSchemes } from '../credentials/secret-schemes.ts'
import { authenticate } from './authenticate.ts'
import { carryOut } from './carry-out.ts'

const NOW = Date.UTC(2026, 0, 1)

/** A context with a session, and functions that authenticate in it. */
function open(contract: Contract = contracts.standard, email = 'reader@north.example') {
  const context = contextOf(contract)
  const call = {
    target: undefined,
    principal: undefined,
    selected: {},
    query: {},
    params: {},
    request: new Request('http://localhost/'),
    now: NOW,
  }
  const operation = operationOf(contract, 'createSession')
  const { body } = carryOut(context, { ...call, operation, resource: undefined, body: { email, password: 'password' } })
  const { token } = body as { token: string }
  const schemes = secretSchemes(contract)
  const present = (headers: Record<string, string>, query = '') =>
    authenticate(context, schemes, new Headers(headers), new URLSearchParams(query), NOW)
  return { context, token, present, bearer: () => present({ authorization: `Bearer ${token}` }) }
}

test('each secret scheme has the form of its secrets and its carrier', () => {
  const prefixes = (contract: Contract) =>
    secretSchemes(contract).map(({ name, forms, carrier }) => `${name} ${forms} ${carrier.in}`)
  expect(prefixes(contracts.standard)).toEqual([
    'apiKey lk_live_{base62:43}{crc32} bearer',
    'session ses_{base62:43}{crc32} bearer',
  ])
  expect(prefixes(contracts.warehouse)).toEqual([
    'apiKey wh_live_{base62:43}{crc32} header',
    'session ses_{base62:43}{crc32} bearer',
  ])
})

describe('an authenticated caller', () => {
  test('acts as the user of the credential, with the account and permissions of the user', () => {
    const principal = open().bearer()
    expect(principal).toMatchObject({
      scheme: 'session',
      kind: 'session',
      account: 'acc_north',
      user: 'usr_north_reader',
      actor: 'usr_north_reader',
      credential: { resource: 'Session' },
    })
    expect([...principal.permissions].sort()).toContain('orders:read')
    expect(principal.permissions.has('orders:write')).toBe(false)
  })

  test('has all permissions if the scheme grants all', () => {
    const contract = editedContract(({ schemes }) => void Object.assign(schemes.session ?? {}, { grants: 'all' }))
    expect(open(contract).bearer().permissions.has('orders:write')).toBe(true)
  })

  test('acts as the account if the credential does', () => {
    const contract = editedContract(
      ({ schemes }) => void Object.assign(schemes.session ?? {}, { acts_as: 'account_id' }),
    )
    const principal = open(contract).bearer()
    expect(principal).toMatchObject({ account: 'acc_north', user: null, actor: principal.credential.entry.id })
  })

  test('has the permissions that the narrowing list and the user have in common', () => {
    const contract = editedContract(
      ({ schemes }) => void Object.assign(schemes.session ?? {}, { narrowed_by: 'scopes' }),
    )
    const { context, bearer } = open(contract)
    const narrow = (scopes: unknown) => {
      const sessions = context.store.collection('Session')
      for (const entry of sessions.ofTenant('acc_north'))
        context.store.replace(sessions, entry, { ...entry.row, scopes })
      return [...bearer().permissions].sort()
    }
    expect(narrow(['orders:read', 'orders:write', 'users:read'])).toEqual(['orders:read', 'users:read'])
    expect(narrow([])).toEqual([])
    expect(narrow(null).length).toBeGreaterThan(2)
  })
})

describe('a caller who is not authenticated', () => {
  test('gets the error code, the accepted credentials and the JSON pointer of the rule', () => {
    const { present } = open()
    const at = '#/components/securitySchemes/apiKey/x-latchkey/refuse'
    expect(thrownBy(() => present({}))).toMatchObject({
      code: 'missing_credentials',
      detail:
        'The request has no credentials. Send Authorization: Bearer <api_key> or Authorization: Bearer <session>.',
      headers: { 'WWW-Authenticate': 'Bearer realm="latchkey"' },
      at: `${at}/missing`,
    })
    expect(thrownBy(() => present({ authorization: 'Bearer lk_live_x' }))).toMatchObject({
      code: 'invalid_key',
      at: `${at}/unknown`,
    })
  })

  test('gets every carrier that the system accepts', () => {
    const detail = (contract: Contract) => (thrownBy(() => open(contract).present({})) as { detail: string }).detail
    expect(detail(contracts['store-admin'])).toContain(
      'Send the query parameter key=<api_key> or Authorization: Bearer <session>',
    )
    expect(detail(contracts.warehouse)).toContain(
      'Send Authorization: ApiKey <api_key> or Authorization: Bearer <session>',
    )
    expect(detail(contracts['secret-keys'])).toContain(
      'Send Authorization: Basic with base64 of "<api_key>:", <api_key> as user name and an empty password or',
    )
  })

  test('gets the state of the credential if that is why it is rejected', () => {
    const { context, bearer } = open()
    const sessions = context.store.collection('Session')
    for (const entry of sessions.ofTenant('acc_north'))
      context.store.replace(sessions, entry, { ...entry.row, state: 'ended' })
    expect(thrownBy(bearer)).toMatchObject({
      code: 'invalid_session',
      detail: 'The session is ended.',
      at: '#/components/securitySchemes/session/x-latchkey/refuse/ended',
    })
  })

  test('gets an error if the user is disabled or deleted', () => {
    const { context, bearer } = open()
    const users = context.store.collection('User')
    const reader = users.get('usr_north_reader')
    if (!reader) throw new Error('The store has no reader.')
    context.store.replace(users, reader, { ...reader.row, enabled: false })
    expect(thrownBy(bearer)).toMatchObject({
      code: 'user_disabled',
      at: '#/components/schemas/User/x-latchkey/principal',
    })
    context.store.remove(users, reader)
    expect(thrownBy(bearer)).toMatchObject({ code: 'invalid_session' })
  })
})

test('a successful use is recorded if the scheme has `touch`', () => {
  const contract = editedContract(contract => {
    Object.assign(contract.schemes.session ?? {}, { touch: 'seen_at' })
    resourceOf(contract, 'Session').members.push('seen_at')
  })
  const { context, bearer } = open(contract)
  const [session] = [...context.store.collection('Session').ofTenant('acc_north')]
  expect(session?.row.seen_at).toBeUndefined()
  bearer()
  expect(session?.row.seen_at).toBe('2026-01-01T00:00:00.000Z')
})
