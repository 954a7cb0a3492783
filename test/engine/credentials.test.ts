import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import { changed, resourceOf, World } from './helpers.ts'

const basic = (user: string, password = '') => `Basic ${btoa(`${user}:${password}`)}`

/** The same secret with one character in its middle changed. */
function mistyped(secret: string): string {
  const at = secret.length - 20
  return secret.slice(0, at) + (secret[at] === 'a' ? 'b' : 'a') + secret.slice(at + 1)
}

describe('an API key is read in the form of its system', () => {
  test('standard: as a bearer token', async () => {
    const world = new World()
    const { secret } = await world.createKey(await world.signIn())
    const { status, body } = await world.ask('GET /me', { as: secret })
    expect(status).toBe(200)
    expect(body).toMatchObject({ type: 'api_key', user: { id: 'usr_north_admin' }, api_key: { name: 'Sync' } })
  })

  test('warehouse: behind the word ApiKey, in any case', async () => {
    const world = new World({ contract: contracts.warehouse })
    const { secret } = await world.createKey(await world.signIn())
    for (const authorization of [`ApiKey ${secret}`, `apikey ${secret}`])
      expect((await world.ask('GET /me', { headers: { authorization } })).body.type).toBe('api_key')
    for (const authorization of [`Bearer ${secret}`, secret, `ApiKey${secret}`, basic(secret)]) {
      const { status, body, headers } = await world.ask('GET /me', { headers: { authorization } })
      expect([status, body.code]).toEqual([401, 'missing_credentials'])
      expect(headers.get('www-authenticate')).toBe('ApiKey realm="latchkey", Bearer realm="latchkey"')
    }
  })

  test('secret-keys: as the user name of Basic credentials with an empty password', async () => {
    const world = new World({ contract: contracts['secret-keys'] })
    const admin = await world.signIn()
    const key = await world.ask('POST /api-keys', { as: admin, body: { title: 'Sync' } })
    const { secret } = key.body
    expect((await world.ask('GET /me', { headers: { authorization: basic(secret) } })).body.type).toBe('api_key')
    const others = [basic(secret, 'password'), `Basic ${secret}`, `Basic ${btoa(secret)}`, 'Basic !', 'Basic Og==']
    for (const authorization of [...others, basic(mistyped(secret))]) {
      const { status, body } = await world.ask('GET /me', { headers: { authorization } })
      expect([authorization, status, body.code]).toEqual([authorization, 401, 'invalid_key'])
    }
    expect((await world.ask('GET /me', { as: secret })).body.code).toBe('missing_credentials')
  })

  test('store-admin: in the query, which is no parameter of any operation', async () => {
    const world = new World({ contract: contracts['store-admin'] })
    const admin = await world.signIn()
    const { secret } = (await world.ask('POST /api-keys', { as: admin })).body
    expect((await world.ask(`GET /me?key=${secret}`)).body.type).toBe('api_key')
    expect((await world.ask(`GET /products?limit=1&key=${secret}`)).status).toBe(200)
    expect((await world.ask('GET /me', { as: secret })).body.code).toBe('missing_credentials')
    expect((await world.ask('GET /me?key=')).body.code).toBe('missing_credentials')
    expect((await world.ask(`GET /me?key=${mistyped(secret)}`)).body.code).toBe('invalid_key')
  })

  test('a header of its own without a word before the key', async () => {
    const contract = changed(({ schemes }) => {
      if (schemes.apiKey) schemes.apiKey.carrier = { in: 'header', name: 'X-Api-Key' }
    })
    const world = new World({ contract })
    const { secret } = await world.createKey(await world.signIn())
    expect((await world.ask('GET /me', { headers: { 'x-api-key': secret } })).body.type).toBe('api_key')
    expect((await world.ask('GET /me', { as: secret })).body.code).toBe('missing_credentials')
  })
})

describe('a session', () => {
  test.each(Object.values(contracts))('is a bearer token in $system, whatever form keys have', async contract => {
    const world = new World({ contract })
    const answer = await world.ask('GET /me', { as: await world.signIn() })
    expect(answer.body).toMatchObject({ type: 'session', user: { id: 'usr_north_admin' }, api_key: null })
  })

  test('ends after twelve hours, at that instant exactly', async () => {
    const world = new World()
    const admin = await world.signIn()
    world.clock.advance('PT11H59M59S')
    expect((await world.ask('GET /me', { as: admin })).status).toBe(200)
    world.clock.advance('PT1S')
    expect((await world.ask('GET /me', { as: admin })).body.code).toBe('invalid_session')
  })

  test('ends when it is signed out of, and only that one', async () => {
    const world = new World()
    const [one, other] = [await world.signIn(), await world.signIn()]
    expect((await world.ask('DELETE /sessions/current', { as: one })).status).toBe(204)
    expect((await world.ask('GET /me', { as: one })).body.code).toBe('invalid_session')
    expect((await world.ask('GET /me', { as: other })).status).toBe(200)
  })

  test('is not opened by a wrong password, an unknown address or a user without a password', async () => {
    const world = new World()
    const admin = await world.signIn()
    await world.ask('POST /users', { as: admin, body: { email: 'new@north.example', name: 'New' } })
    const answers = await Promise.all(
      ['admin@north.example', 'nobody@north.example', 'new@north.example'].map(email =>
        world.ask('POST /sessions', { body: { email, password: 'wrong' } }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
    expect(new Set(answers.map(({ body }) => `${body.code} ${body.detail}`)).size).toBe(1)
    expect(answers[0]?.headers.get('www-authenticate')).toBe('Bearer realm="latchkey"')
  })

  test('needs no credentials, and takes none into account', async () => {
    const world = new World()
    const body = { email: 'reader@north.example', password: 'password' }
    const answer = await world.ask('POST /sessions', { as: 'lk_live_nonsense', body })
    expect([answer.status, answer.body.user]).toMatchObject([201, { id: 'usr_north_reader' }])
  })

  test('cannot be ended with a key, which is no session', async () => {
    const world = new World()
    const { secret } = await world.createKey(await world.signIn())
    const { status, body } = await world.ask('DELETE /sessions/current', { as: secret })
    expect([status, body.code]).toEqual([403, 'permission_denied'])
  })

  test('of a user whose password changes goes on; the next sign-in takes the new one', async () => {
    const world = new World()
    const admin = await world.signIn()
    await world.ask('PATCH /users/usr_north_reader', { as: admin, body: { password: 'a better one' } })
    await world.ask('PATCH /users/usr_north_reader', { as: admin, body: { name: 'Renamed' } })
    const signIn = (password: string) =>
      world.ask('POST /sessions', { body: { email: 'reader@north.example', password } })
    expect((await signIn('password')).status).toBe(401)
    expect((await signIn('a better one')).status).toBe(201)
  })
})

describe('credentials that do not work', () => {
  test('a typo is told from an unknown key by its checksum', async () => {
    const world = new World()
    const { secret } = await world.createKey(await world.signIn())
    const elsewhere = new World({ seed: 2 })
    const unknown = await elsewhere.ask('GET /me', { as: secret })
    const typo = await elsewhere.ask('GET /me', { as: mistyped(secret) })
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
  ])('Authorization: %.20s is refused with %s', async (authorization, code) => {
    const world = new World()
    const { status, body, headers } = await world.ask('GET /me', { headers: { authorization } })
    expect([status, body.code]).toEqual([401, code])
    expect(headers.get('www-authenticate')).toBe('Bearer realm="latchkey"')
  })

  test('two bearer tokens in one header are none', async () => {
    const world = new World()
    const admin = await world.signIn()
    const headers = new Headers({ authorization: `Bearer ${admin}` })
    headers.append('authorization', `Bearer ${admin}`)
    const answer = await world.ask('GET /me', { headers: Object.fromEntries(headers) })
    expect(answer.status).toBe(401)
  })

  test('of two credentials in different places, the first form of the contract counts', async () => {
    const world = new World({ contract: contracts['store-admin'] })
    const admin = await world.signIn()
    const { secret, id } = (await world.ask('POST /api-keys', { as: admin })).body
    expect((await world.ask(`GET /me?key=${secret}`, { as: admin })).body.type).toBe('api_key')
    await world.ask(`DELETE /api-keys/${id}`, { as: admin })
    expect((await world.ask(`GET /me?key=${secret}`, { as: admin })).body.code).toBe('invalid_key')
  })

  test('of two schemes in one place, the prefix of the secret counts, though one begins like the other', async () => {
    const contract = changed(contract => {
      const { token } = resourceOf(contract, 'Session').properties
      if (token) token.secret = { prefix: 'lk_live_session' }
      Object.assign(contract.schemas.SessionWithToken ?? {}, { properties: { token: { type: 'string' } } })
    })
    const world = new World({ contract })
    const admin = await world.signIn()
    const { secret } = await world.createKey(admin)
    expect((await world.ask('GET /me', { as: secret })).body.type).toBe('api_key')
    expect((await world.ask('GET /me', { as: admin })).body.type).toBe('session')
  })

  test('a key whose user is gone works no more, least of all with all permissions', async () => {
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
    (await world.ask(`GET /api-keys/${id}`, { as })).body.last_used_at

  test('is the time of the last request that the key authenticated, whatever came of the request', async () => {
    const world = new World()
    const admin = await world.signIn()
    const key = await world.createKey(admin)
    expect(await seen(world, key.id, admin)).toBeNull()
    world.clock.advance('PT1M')
    await world.ask('GET /me', { as: key.secret })
    expect(await seen(world, key.id, admin)).toBe('2026-01-01T00:01:00.000Z')
    world.clock.advance('PT1M')
    expect((await world.ask('GET /orders/nothing', { as: key.secret })).status).toBe(404)
    expect(await seen(world, key.id, admin)).toBe('2026-01-01T00:02:00.000Z')
  })

  test('does not change when the key is refused: mistyped, paused, revoked, or its user disabled', async () => {
    const world = new World()
    const admin = await world.signIn()
    const key = await world.createKey(admin, { user_id: 'usr_north_reader' })
    const refused = async (code: string, secret = key.secret) => {
      expect((await world.ask('GET /me', { as: secret })).body.code).toBe(code)
      expect(await seen(world, key.id, admin)).toBeNull()
    }
    await refused('invalid_key', mistyped(key.secret))
    await world.ask('PATCH /users/usr_north_reader', { as: admin, body: { enabled: false } })
    await refused('user_disabled')
    await world.ask('PATCH /users/usr_north_reader', { as: admin, body: { enabled: true } })
    await world.ask(`PATCH /api-keys/${key.id}`, { as: admin, body: { enabled: false } })
    await refused('key_paused')
    await world.ask(`POST /api-keys/${key.id}/revoke`, { as: admin })
    await refused('key_revoked')
  })
})
