import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import { editedContract, resourceOf } from './edited-contract.ts'
import { World } from './world.ts'

const basic = (user: string, password = '') => `Basic ${btoa(`${user}:${password}`)}`

/** The secret with one character in the middle replaced. */
function mistyped(secret: string): string {
  const at = secret.length - 20
  return secret.slice(0, at) + (secret[at] === 'a' ? 'b' : 'a') + secret.slice(at + 1)
}

describe('an API key is sent as the system requires', () => {
  test('standard: as a bearer token', async () => {
    const world = new World()
    const { secret } = await world.createKey(await world.signIn())
    const { status, body } = await world.request('GET /me', { as: secret })
    expect(status).toBe(200)
    expect(body).toMatchObject({ type: 'api_key', user: { id: 'usr_north_admin' }, api_key: { name: 'Sync' } })
  })

  test('warehouse: after the scheme ApiKey, which is case-insensitive', async () => {
    const world = new World({ contract: contracts.warehouse })
    const { secret } = await world.createKey(await world.signIn())
    for (const authorization of [`ApiKey ${secret}`, `apikey ${secret}`])
      expect((await world.request('GET /me', { headers: { authorization } })).body.type).toBe('api_key')
    for (const authorization of [`Bearer ${secret}`, secret, `ApiKey${secret}`, basic(secret)]) {
      const { status, body, headers } = await world.request('GET /me', { headers: { authorization } })
      expect([status, body.code]).toEqual([401, 'missing_credentials'])
      expect(headers.get('www-authenticate')).toBe('ApiKey realm="latchkey", Bearer realm="latchkey"')
    }
  })

  test('secret-keys: as the user name of Basic authentication, with an empty password', async () => {
    const world = new World({ contract: contracts['secret-keys'] })
    const admin = await world.signIn()
    const key = await world.request('POST /api-keys', { as: admin, body: { title: 'Sync' } })
    const { secret } = key.body
    expect((await world.request('GET /me', { headers: { authorization: basic(secret) } })).body.type).toBe('api_key')
    const others = [basic(secret, 'password'), `Basic ${secret}`, `Basic ${btoa(secret)}`, 'Basic !', 'Basic Og==']
    for (const authorization of [...others, basic(mistyped(secret))]) {
      const { status, body } = await world.request('GET /me', { headers: { authorization } })
      expect([authorization, status, body.code]).toEqual([authorization, 401, 'invalid_key'])
    }
    expect((await world.request('GET /me', { as: secret })).body.code).toBe('missing_credentials')
  })

  test('store-admin: in the query, although no operation declares the parameter', async () => {
    const world = new World({ contract: contracts['store-admin'] })
    const admin = await world.signIn()
    const { secret } = (await world.request('POST /api-keys', { as: admin })).body
    expect((await world.request(`GET /me?key=${secret}`)).body.type).toBe('api_key')
    expect((await world.request(`GET /products?limit=1&key=${secret}`)).status).toBe(200)
    expect((await world.request('GET /me', { as: secret })).body.code).toBe('missing_credentials')
    expect((await world.request('GET /me?key=')).body.code).toBe('missing_credentials')
    expect((await world.request(`GET /me?key=${mistyped(secret)}`)).body.code).toBe('invalid_key')
  })

  test('a custom contract: in a header without a prefix', async () => {
    const contract = editedContract(({ schemes }) => {
      if (schemes.apiKey) schemes.apiKey.carrier = { in: 'header', name: 'X-Api-Key' }
    })
    const world = new World({ contract })
    const { secret } = await world.createKey(await world.signIn())
    expect((await world.request('GET /me', { headers: { 'x-api-key': secret } })).body.type).toBe('api_key')
    expect((await world.request('GET /me', { as: secret })).body.code).toBe('missing_credentials')
  })
})

describe('a session', () => {
  test.each(Object.values(contracts))('is sent as a bearer token in $system, however keys are sent', async contract => {
    const world = new World({ contract })
    const response = await world.request('GET /me', { as: await world.signIn() })
    expect(response.body).toMatchObject({ type: 'session', user: { id: 'usr_north_admin' }, api_key: null })
  })

  test('expires after exactly 12 hours', async () => {
    const world = new World()
    const admin = await world.signIn()
    world.clock.advance('PT11H59M59S')
    expect((await world.request('GET /me', { as: admin })).status).toBe(200)
    world.clock.advance('PT1S')
    expect((await world.request('GET /me', { as: admin })).body.code).toBe('invalid_session')
  })

  test('ends at sign-out, and other sessions of the user continue', async () => {
    const world = new World()
    const [one, other] = [await world.signIn(), await world.signIn()]
    expect((await world.request('DELETE /sessions/current', { as: one })).status).toBe(204)
    expect((await world.request('GET /me', { as: one })).body.code).toBe('invalid_session')
    expect((await world.request('GET /me', { as: other })).status).toBe(200)
  })

  test('is not created for a wrong password, an unknown email or a user without a password', async () => {
    const world = new World()
    const admin = await world.signIn()
    await world.request('POST /users', { as: admin, body: { email: 'new@north.example', name: 'New' } })
    const responses = await Promise.all(
      ['admin@north.example', 'nobody@north.example', 'new@north.example'].map(email =>
        world.request('POST /sessions', { body: { email, password: 'wrong' } }),
      ),
    )
    expect(responses.map(({ status }) => status)).toEqual([401, 401, 401])
    expect(new Set(responses.map(({ body }) => `${body.code} ${body.detail}`)).size).toBe(1)
    expect(responses[0]?.headers.get('www-authenticate')).toBe('Bearer realm="latchkey"')
  })

  test('is created without credentials, and credentials in the request are ignored', async () => {
    const world = new World()
    const body = { email: 'reader@north.example', password: 'password' }
    const response = await world.request('POST /sessions', { as: 'lk_live_nonsense', body })
    expect([response.status, response.body.user]).toMatchObject([201, { id: 'usr_north_reader' }])
  })

  test('cannot be ended with an API key', async () => {
    const world = new World()
    const { secret } = await world.createKey(await world.signIn())
    const { status, body } = await world.request('DELETE /sessions/current', { as: secret })
    expect([status, body.code]).toEqual([403, 'permission_denied'])
  })

  test('ends with a password change; the next sign-in requires the new password', async () => {
    const world = new World()
    const admin = await world.signIn()
    const reader = await world.signIn('reader@north.example')
    await world.request('PATCH /users/usr_north_reader', { as: admin, body: { password: 'a better one' } })
    expect((await world.request('GET /me', { as: reader })).body.code).toBe('invalid_session')
    await world.request('PATCH /users/usr_north_reader', { as: admin, body: { name: 'Renamed' } })
    const signIn = (password: string) =>
      world.request('POST /sessions', { body: { email: 'reader@north.example', password } })
    expect((await signIn('password')).status).toBe(401)
    expect((await signIn('a better one')).status).toBe(201)
  })
})

describe('invalid credentials', () => {
  test('the checksum distinguishes a typo from an unknown key', async () => {
    const world = new World()
    const { secret } = await world.createKey(await world.signIn())
    const elsewhere = new World({ seed: 2 })
    const unknown = await elsewhere.request('GET /me', { as: secret })
    const typo = await elsewhere.request('GET /me', { as: mistyped(secret) })
    expect([unknown.body.code, typo.body.code]).toEqual(['invalid_key', 'invalid_key'])
    expect(unknown.body.detail).toContain('Its format is valid')
    expect(typo.body.detail).toContain('Its format is not valid')
  })

  test.each([
    ['', 'missing_credentials'],
    ['Bearer', 'missing_credentials'],
    ['Digest x', 'missing_credentials'],
    ['Bearer\tlk_live_x', 'missing_credentials'],
    [',', 'missing_credentials'],
    ['Bearer x', 'invalid_key'],
    ['Bearer \u00e9\u00ff', 'invalid_key'],
    ['Bearer __proto__', 'invalid_key'],
    ['Bearer ses_x', 'invalid_session'],
    [`Bearer ${'x'.repeat(100_000)}`, 'invalid_key'],
  ])('Authorization: %.20s is rejected with %s', async (authorization, code) => {
    const world = new World()
    const { status, body, headers } = await world.request('GET /me', { headers: { authorization } })
    expect([status, body.code]).toEqual([401, code])
    expect(headers.get('www-authenticate')).toBe('Bearer realm="latchkey"')
  })

  test('two bearer tokens in one header are rejected', async () => {
    const world = new World()
    const admin = await world.signIn()
    const headers = new Headers({ authorization: `Bearer ${admin}` })
    headers.append('authorization', `Bearer ${admin}`)
    const response = await world.request('GET /me', { headers: Object.fromEntries(headers) })
    expect(response.status).toBe(401)
  })

  test('if a request has two credentials, the scheme that the contract lists first is used', async () => {
    const world = new World({ contract: contracts['store-admin'] })
    const admin = await world.signIn()
    const { secret, id } = (await world.request('POST /api-keys', { as: admin })).body
    expect((await world.request(`GET /me?key=${secret}`, { as: admin })).body.type).toBe('api_key')
    await world.request(`DELETE /api-keys/${id}`, { as: admin })
    expect((await world.request(`GET /me?key=${secret}`, { as: admin })).body.code).toBe('invalid_key')
  })

  test('if two schemes use the same header, the longer matching prefix decides', async () => {
    const contract = editedContract(contract => {
      const { token } = resourceOf(contract, 'Session').properties
      if (token) token.secret = { prefix: 'lk_live_session' }
      Object.assign(contract.schemas.SessionWithToken ?? {}, { properties: { token: { type: 'string' } } })
    })
    const world = new World({ contract })
    const admin = await world.signIn()
    const { secret } = await world.createKey(admin)
    expect((await world.request('GET /me', { as: secret })).body.type).toBe('api_key')
    expect((await world.request('GET /me', { as: admin })).body.type).toBe('session')
  })

  test('a key whose user was deleted is rejected', async () => {
    const world = new World()
    const key = await world.createKey(await world.signIn(), { user_id: 'usr_north_reader' })
    const { store } = world.engine.context
    const users = store.collection('User')
    const reader = users.get('usr_north_reader')
    if (reader) store.remove(users, reader)
    expect(await world.use(key)).toBe('invalid_key')
  })
})

describe('last_used_at', () => {
  const seen = async (world: World, id: string, as: string) =>
    (await world.request(`GET /api-keys/${id}`, { as })).body.last_used_at

  test('is the time of the last request that the key authenticated, even if the request failed', async () => {
    const world = new World()
    const admin = await world.signIn()
    const key = await world.createKey(admin)
    expect(await seen(world, key.id, admin)).toBeNull()
    world.clock.advance('PT1M')
    await world.request('GET /me', { as: key.secret })
    expect(await seen(world, key.id, admin)).toBe('2026-01-01T00:01:00.000Z')
    world.clock.advance('PT1M')
    expect((await world.request('GET /orders/nothing', { as: key.secret })).status).toBe(404)
    expect(await seen(world, key.id, admin)).toBe('2026-01-01T00:02:00.000Z')
  })

  test('does not change if the key is rejected: mistyped, paused, revoked, or its user disabled', async () => {
    const world = new World()
    const admin = await world.signIn()
    const key = await world.createKey(admin, { user_id: 'usr_north_reader' })
    const refused = async (code: string, secret = key.secret) => {
      expect((await world.request('GET /me', { as: secret })).body.code).toBe(code)
      expect(await seen(world, key.id, admin)).toBeNull()
    }
    await refused('invalid_key', mistyped(key.secret))
    await world.request('PATCH /users/usr_north_reader', { as: admin, body: { enabled: false } })
    await refused('user_disabled')
    await world.request('PATCH /users/usr_north_reader', { as: admin, body: { enabled: true } })
    await world.request(`PATCH /api-keys/${key.id}`, { as: admin, body: { enabled: false } })
    await refused('key_paused')
    await world.request(`POST /api-keys/${key.id}/revoke`, { as: admin })
    await refused('key_revoked')
  })
})
