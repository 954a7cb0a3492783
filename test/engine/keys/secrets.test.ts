import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { masksOf } from '../../../mock/engine/values/mask.ts'
import { SeededRandom } from '../../../mock/engine/values/random.ts'
import { isWellFormed, mintSecret } from '../../../mock/engine/values/secret.ts'
import { APP, asApp, asRoot, openShop, ROOT } from './shop.ts'

describe('a secret has its form', () => {
  test.each([
    ['sk_{hex:64}', /^sk_[0-9a-f]{64}$/],
    ['{uuid}', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['eyJ{base64url:33}.{base64url:120}.{base64url:43}', /^eyJ[\w-]{33}\.[\w-]{120}\.[\w-]{43}$/],
    ['{digits:20}', /^\d{20}$/],
    ['re_{base62:8}_{base62:24}{crc32}', /^re_[0-9A-Za-z]{8}_[0-9A-Za-z]{30}$/],
  ])('%s, from the seed, and no two are equal', (form, pattern) => {
    const minted = (seed: number) =>
      Array.from({ length: 200 }, (_, at) => mintSecret(form, new SeededRandom(seed), at))
    expect(minted(1)).toEqual(minted(1))
    expect(new Set([...minted(1), ...minted(2)]).size).toBe(400)
    for (const secret of minted(1)) {
      expect(secret).toMatch(pattern)
      expect(isWellFormed(secret, form)).toBe(true)
    }
  })

  test('its random parts differ from each other', () => {
    const [one, other] = mintSecret('{base62:20}.{base62:20}', new SeededRandom(1), 1).split('.')
    expect(one).not.toBe(other)
  })

  test('each character of each alphabet is drawn', () => {
    const drawn = Array.from({ length: 300 }, (_, at) => mintSecret('{base64url:64}', new SeededRandom(1), at)).join('')
    expect(new Set(drawn).size).toBe(64)
  })

  test('a typo is told from an unknown secret only if there is a checksum', async () => {
    const detail = async (token: string) =>
      (await openShop().ask('GET /keys', undefined, { authorization: `Basic ${token}` })).body.detail
    expect(await detail('sk_0123456789abcdef0123456f')).toBe('Unknown key. It does not exist here.')
    expect(await detail('sk_0123')).toContain('a character may be missing or mistyped')
  })
})

describe('a secret is shown', () => {
  test('by the operation that creates it, hidden elsewhere, and always if its form says so', async () => {
    const { ask, createKey } = openShop()
    const secret = await createKey('secret', 'Sync')
    const open = await createKey('public', 'Web')
    expect(secret.token).toMatch(/^sk_[0-9a-f]{24}$/)
    expect((await ask(`GET /keys/${secret.id}`)).body).toMatchObject({
      token: '',
      redacted: `${secret.token.slice(0, 6)}***${secret.token.slice(-3)}`,
    })
    expect((await ask(`GET /keys/${open.id}`)).body.token).toBe(open.token)
    const { text } = await ask('GET /keys')
    expect(text).not.toContain(secret.token)
    expect(text).toContain(open.token)
  })

  test('after a snapshot was restored as before', async () => {
    const { mock, ask, createKey } = openShop()
    const open = await createKey('public', 'Web')
    const snapshot = mock.snapshot()
    const other = openShop()
    other.mock.restore(JSON.parse(JSON.stringify(snapshot)))
    expect((await other.ask(`GET /keys/${open.id}`)).body.token).toBe(open.token)
    expect((await other.ask('GET /keys/apk_app')).body.token).toBe(APP)
    expect(await other.ask('GET /keys')).toEqual(await ask('GET /keys'))
    expect(JSON.stringify(snapshot)).not.toContain(open.token)
    expect(JSON.stringify(snapshot)).not.toContain(APP)
    const forged = structuredClone(snapshot)
    Object.assign(forged.records.find(({ row }) => row.id === 'apk_app') ?? {}, { hash: '0'.repeat(64) })
    expect(() => other.mock.restore(forged)).toThrow('damaged')
  })
})

describe('a credential of the seed', () => {
  test('works from the start, and again after a reset', async () => {
    const { mock, ask } = openShop()
    expect((await ask('GET /keys')).status).toBe(200)
    mock.reset()
    expect((await ask('GET /keys')).status).toBe(200)
  })

  test('is signed in by the id of its record', async () => {
    const { mock, ask } = openShop()
    const root = mock.signIn('apk_root')
    expect([root.token, root.headers]).toEqual([ROOT, { Authorization: asRoot.authorization }])
    expect((await ask('GET /keys', undefined, root.headers)).status).toBe(200)
    expect(mock.signIn('apk_app').headers).toEqual({ 'X-App': APP })
    expect(() => mock.signIn('apk_none')).toThrow('Credentials that exist at first: apk_root and apk_app.')
  })

  test('is stored as its hash', () => {
    const [root] = openShop()
      .mock.snapshot()
      .records.filter(({ row }) => row.id === 'apk_root')
    expect(root).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), row: { redacted: 'sk_012***567' } })
    expect(root?.row).not.toHaveProperty('token')
  })
})

describe('no output has a secret', () => {
  const encoded = (text: string) => [...text].map(character => `%${character.charCodeAt(0).toString(16)}`).join('')

  const places: Readonly<Record<string, (secret: string) => [call: string, body?: unknown, headers?: object]>> = {
    'the path': secret => [`GET /keys/${secret}`],
    'the path, percent-encoded': secret => [`GET /keys/${encoded(secret)}`],
    'a path that does not exist': secret => [`GET /nothing/x${secret}y`],
    'the name and value of a parameter': secret => [`GET /keys?${secret}=${secret}`],
    'a cookie': secret => ['GET /keys', undefined, { cookie: `sid=${secret}; other=${secret}` }],
    'a header': secret => ['GET /keys', undefined, { 'x-trace': `for ${secret}` }],
    'another scheme': secret => ['GET /keys', undefined, { authorization: `Digest ${secret}` }],
    'Basic, as it is': secret => ['GET /keys', undefined, { authorization: `Basic ${secret}` }],
    'a member of the body': secret => ['POST /keys', { type: secret, [secret]: { deep: [secret] } }],
    'a verification': secret => ['POST /verify', { given: { token: secret }, note: secret }],
  }

  test.each(Object.entries(places))('%s', async (_, place) => {
    const { mock, ask, createKey } = openShop()
    const { body: login } = await ask('POST /login', { mail: 'root@shop.example', pass: 'open sesame' }, {})
    const { body: token } = await ask('POST /tokens', {}, { ...asRoot, ...asApp })
    const secrets = [ROOT, APP, String(login.jwt), String(token.token), (await createKey('secret', 'A')).token]
    for (const secret of secrets) {
      const [call, body, headers] = place(secret)
      const { text, body: answer } = await ask(call, body, { ...asRoot, ...headers })
      const session = mock.signIn('apk_root')
      const output = [
        // A list of keys shows what is always shown.
        'data' in answer ? text.replaceAll(`"token":"${APP}"`, '') : text,
        JSON.stringify(mock.requests),
        JSON.stringify(mock.snapshot()),
        inspect(mock.requests, { depth: 9 }),
        inspect(session, { depth: 9, showHidden: true }),
        JSON.stringify(session),
      ].join('\n')
      expect(output).not.toContain(secret)
      expect(output).not.toContain(encoded(secret))
      expect(output).not.toContain(btoa(`${secret}:`))
    }
  })

  test('errors of the mock mask them', () => {
    const { mock } = openShop()
    for (const secret of [ROOT, APP]) {
      expect(() => mock.signIn(secret)).toThrow('****')
      expect(() => mock.signIn(secret)).not.toThrow(secret)
      const seed = () => mock.seed({ Key: [{ type: 'secret', [secret]: secret }] } as never)
      expect(seed).toThrow('Nothing was seeded')
      expect(seed).not.toThrow(secret)
    }
  })

  test('texts that only look alike are left', () => {
    const { text, path } = masksOf(openShop().mock.contract)
    for (const other of ['sk_', 'sk_12', 'task_0123', '12345', 'id 0123456789', 'a.b.c', '5f0c2b9e-1111-4222'])
      expect(text(other)).toBe(other)
    expect(path('/keys/apk_1bZgsE0GcbZqHyYO')).toBe('/keys/apk_1bZgsE0GcbZqHyYO')
    expect(text(`(${ROOT})`)).toBe('(sk_****4567)')
  })
})
