import { describe, expect, test } from 'vitest'
import { APP, asApp, asRoot, openShop, ROOT } from './shop.ts'

const basic = (text: string) => ({ authorization: `Basic ${text}` })

describe('a credential is read', () => {
  test.each([
    ['from Basic, as base64 of the secret and a colon', asRoot, 200],
    ['from Basic, as it is', basic(ROOT), 200],
    ['not from Basic with another password', basic(btoa(`${ROOT}:secret`)), 401],
    ['not as a bearer token', { authorization: `Bearer ${ROOT}` }, 401],
    ['not from Basic if it is of another kind', basic(btoa(`${APP}:`)), 401],
    ['not from a header that is for another kind', { 'x-app': ROOT }, 401],
  ])('%s', async (_, headers, status) => {
    expect((await openShop().ask('GET /keys', undefined, headers)).status).toBe(status)
  })

  test('from Basic only in the forms that the scheme accepts', async () => {
    const statuses = async (forms: readonly string[]) => {
      const { ask } = openShop(({ components }) => {
        components.securitySchemes.basic['x-latchkey'].accepts_forms = forms
      })
      return Promise.all(
        [asRoot, basic(ROOT)].map(async headers => (await ask('GET /keys', undefined, headers)).status),
      )
    }
    expect([await statuses(['raw']), await statuses(['base64'])]).toEqual([
      [401, 200],
      [200, 401],
    ])
  })

  test('from a cookie and as an OAuth token, in the form of the sign-in', async () => {
    const { ask } = openShop()
    const wrong = await ask('POST /login', { mail: 'root@shop.example', pass: 'x' }, {})
    expect(wrong.status).toBeGreaterThanOrEqual(400)
    const { body } = await ask('POST /login', { mail: 'root@shop.example', pass: 'open sesame' }, {})
    expect(body.jwt).toMatch(/^eyJ[\w-]{33}\.[\w-]{120}\.[\w-]{43}$/)
    const status = async (headers: Readonly<Record<string, string>>) =>
      (await ask('GET /keys', undefined, headers)).status
    expect(await status({ cookie: `a=b; sid=${body.jwt}` })).toBe(200)
    expect(await status({ cookie: `other=${body.jwt}` })).toBe(401)
    expect(await status({ cookie: `sid=${body.jwt}; sid=${body.jwt}` })).toBe(401)
    expect(await status({ authorization: `Bearer ${body.jwt}` })).toBe(200)
    expect(await status({ authorization: `Bearer ${String(body.jwt).slice(0, -1)}x` })).toBe(401)
  })

  test('of the sign-in, until the unix time at which it ends', async () => {
    const { ask, mock } = openShop()
    const session = mock.signIn('root')
    const status = async () => (await ask('GET /keys', undefined, session.headers)).status
    mock.clock.advance(3_599_999)
    expect(await status()).toBe(200)
    mock.clock.advance(1)
    expect(await status()).toBe(401)
  })
})

describe('several credentials together', () => {
  test('are all needed, and each is checked', async () => {
    const { ask } = openShop()
    const status = async (headers: Readonly<Record<string, string>>) => (await ask('POST /tokens', {}, headers)).status
    expect(await status({ ...asRoot, ...asApp })).toBe(200)
    expect(await status(asRoot)).toBe(401)
    expect(await status(asApp)).toBe(401)
    expect(await status({ ...asRoot, 'x-app': 'x' })).toBe(401)
    const { body } = await ask('POST /tokens', {}, asRoot)
    expect(body).toMatchObject({
      code: 'unauthorized',
      detail: 'createToken needs several credentials. Send X-App: <app>.',
    })
  })
})

describe('a limit', () => {
  test('counts by states and other properties, everything, and by the value of a property', async () => {
    const { ask } = openShop()
    const create = async (type: string, title: string) => (await ask('POST /keys', { type, title })).body
    const first = await create('secret', 'A')
    expect(first).toHaveProperty('id')
    expect(await create('secret', 'B')).toMatchObject({ code: 'too_many', limit: 2, used: 2, scope: 'all' })
    expect(await create('public', 'A')).toMatchObject({ code: 'title_taken', limit: 1, used: 1, scope: 'title' })
    await ask(`POST /keys/${first.id}/revoke`)
    expect(await create('secret', 'B')).toHaveProperty('id')
    expect(await create('public', 'C')).toHaveProperty('id')
    expect(await create('public', 'D')).toMatchObject({ code: 'too_many', limit: 5, used: 5 })
  })
})
