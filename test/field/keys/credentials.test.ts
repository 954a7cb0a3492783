/** "The key is right, I have checked it three times, and the answer is: a character may be mistyped." */
// Source: keygen-sh/keygen-api #129, elastic/elasticsearch #63720, exceptionless/Exceptionless.Net #198
import { describe, expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { keySchemes } from '../../../openapi/contract/schemes.ts'
import { editedContract } from '../../engine/edited-contract.ts'
import { type Body, World } from '../../engine/world.ts'

const QUOTED = 'it is in quotes or brackets, which must be left out'

const body = { 'account-keys': { name: 'x' }, 'user-keys': { name: 'x', user_id: 'usr_north_reader' } }
const bodies: Readonly<Record<string, unknown>> = {
  ...body,
  standard: { name: 'x' },
  'store-admin': {},
  warehouse: {},
  'secret-keys': { title: 'x' },
}

async function shop(contract = contracts['store-admin']) {
  const world = new World({ contract })
  const session = await world.signIn()
  const key = (await world.request('POST /api-keys', { as: session, body: bodies[contract.system] })).body
  const send = async (authorization?: string, query = '') => {
    const { status, body } = await world.request(`GET /me${query}`, { headers: authorization ? { authorization } : {} })
    return { status, code: body.code, detail: body.detail, type: body.type }
  }
  return { world, session, key, secret: key.secret, send }
}

describe('two credentials in one request', () => {
  test('one of them wrong: always 401, whichever it is', async () => {
    const { session, secret, send } = await shop()
    for (const [authorization, query] of [
      [`Bearer ${session}`, `?key=${secret}x`],
      [`Bearer ${session}x`, `?key=${secret}`],
      [`Bearer ${session}`, '?key='],
      ['Basic eDp5', `?key=${secret}`],
      ['nonsense', `?key=${secret}`],
    ]) {
      const { status } = await send(authorization, query)
      expect([authorization, query, status]).toEqual([authorization, query, 401])
    }
  })

  test('one of them ended: the answer names it, and the other one was not used', async () => {
    const { world, session, key, secret, send } = await shop()
    await world.request('DELETE /sessions/current', { as: session })
    expect((await send(`Bearer ${session}`, `?key=${secret}`)).code).toBe('invalid_session')
    const listed = await world.request('GET /api-keys', { as: await world.signIn() })
    expect(listed.body.data.map(({ id, last_used_at }) => [id, last_used_at])).toEqual([[key.id, null]])
  })

  test('both right: the request runs as the key', async () => {
    const { session, secret, send } = await shop()
    expect(await send(`Bearer ${session}`, `?key=${secret}`)).toMatchObject({ status: 200, type: 'api_key' })
  })

  test('a key in a header of its own, and a session: the same rule', async () => {
    const contract = editedContract(({ schemes }) => {
      if (schemes.apiKey) schemes.apiKey.carrier = { in: 'header', name: 'X-Api-Key' }
    })
    const { world, session, secret } = await shop(contract)
    const send = async (key: string, token: string) =>
      (await world.request('GET /me', { as: token, headers: { 'X-Api-Key': key } })).status
    expect([await send(secret, session), await send(secret, 'x'), await send('x', session)]).toEqual([200, 401, 401])
  })

  test.each(Object.values(contracts))(
    '$system: the same header twice is refused, even with the same key',
    async contract => {
      const { world, session, secret } = await shop(contract)
      const [scheme] = keySchemes(contract)
      const form = { bearer: 'Bearer ', header: 'ApiKey ', basic: 'Basic ', query: undefined, cookie: undefined }[
        scheme?.carrier.in ?? 'query'
      ]
      const value = scheme?.carrier.in === 'basic' ? btoa(`${secret}:`) : secret
      const own = form === undefined ? `Bearer ${session}` : form + value
      for (const other of [own, `Bearer ${session}`]) {
        const headers = new Headers([
          ['authorization', own],
          ['authorization', other],
        ])
        const { status, body } = await world.send(new Request('http://shop.test/api/v1/me', { headers }))
        expect([status, body.detail]).toEqual([
          401,
          expect.stringContaining('the header Authorization was sent more than once'),
        ])
      }
    },
  )

  test('a repeated key parameter is refused, even with the same key', async () => {
    const { secret, send } = await shop()
    for (const query of [
      `?key=${secret}&key=${secret}`,
      `?key=${secret}&key=x`,
      `?key=x&key=${secret}`,
      `?key=${secret}&key`,
    ]) {
      const { status, code, detail } = await send(undefined, query)
      expect([status, code]).toEqual([401, 'invalid_key'])
      expect(detail).toBe(
        'The API key cannot be read: the query parameter key was sent more than once. Send the query parameter key=<api_key>.',
      )
    }
  })
})

describe('HTTP Basic', () => {
  const FORM = 'Send Authorization: Basic with base64 of "<api_key>:", <api_key> as user name and an empty password.'
  const LINE = 'it has a line break in it, which `printf` does not add, unlike `echo`'

  test.each([
    ['the key itself', (key: string) => key, 'it is not base64'],
    ['the key without a colon', (key: string) => btoa(key), 'it has no colon after the user name'],
    ['a line break after the key', (key: string) => btoa(`${key}\n:`), LINE],
    ['a line break after the colon', (key: string) => btoa(`${key}:\n`), LINE],
    ['a line break and no colon', (key: string) => btoa(`${key}\n`), LINE],
    ['a password', (key: string) => btoa(`${key}:secret`), 'it has a password'],
    ['the key as password', (key: string) => btoa(`:${key}`), 'it has a password'],
    ['nothing', () => btoa(':'), 'it has no user name'],
    ['a key in quotes', (key: string) => btoa(`"${key}":`), QUOTED],
  ])('with %s: the answer gives the form', async (_, encode, problem) => {
    const { secret, send } = await shop(contracts['secret-keys'])
    const { status, code, detail } = await send(`Basic ${encode(secret)}`)
    expect([status, code, detail]).toEqual([401, 'invalid_key', `The API key cannot be read: ${problem}. ${FORM}`])
  })

  test('with the user name and a colon works', async () => {
    const { secret, send } = await shop(contracts['secret-keys'])
    expect((await send(`Basic ${btoa(`${secret}:`)}`)).status).toBe(200)
  })
})

describe.each([
  ['standard', 'Bearer', 'Send Authorization: Bearer <api_key>.'],
  ['warehouse', 'ApiKey', 'Send Authorization: ApiKey <api_key>.'],
] as const)('%s: Authorization: %s', (system, scheme, form) => {
  test.each([
    ['"K"', QUOTED],
    ["'K'", QUOTED],
    ['<K>', QUOTED],
    ['{K}', QUOTED],
    ['[K]', QUOTED],
    ['"K', QUOTED],
    ['X K', 'it has a blank or a line break in it'],
  ])('%s: the answer gives the form', async (written, problem) => {
    const { secret, send } = await shop(contracts[system])
    const { status, code, detail } = await send(`${scheme} ${written.replace('K', secret)}`)
    expect([status, code, detail]).toEqual([401, 'invalid_key', `The API key cannot be read: ${problem}. ${form}`])
  })

  test('a mistyped key is still called mistyped', async () => {
    const { secret, send } = await shop(contracts[system])
    expect((await send(`${scheme} ${secret}x`)).detail).toContain('mistyped')
  })
})

describe('a credential that is something else', () => {
  const STARTS = 'Its format is not valid: it does not start with lk_live_'
  test.each([
    ['the redacted key of the list', (key: Body) => key.redacted, 'it is redacted, and the middle of it is missing'],
    ['the id of the key', (key: Body) => key.id, STARTS],
    ['a variable that was not replaced', () => '$LATCHKEY_API_KEY', STARTS],
    ['a variable that was not set', () => 'undefined', STARTS],
    ['the placeholder of a guide', () => 'YOUR_API_KEY_HERE', STARTS],
    ['a key in capitals', (key: Body) => key.secret.toUpperCase(), STARTS],
  ])('%s: the answer says what is wrong', async (_, value, problem) => {
    const { key, send } = await shop(contracts.standard)
    const { status, code, detail } = await send(`Bearer ${value(key)}`)
    expect([status, code, detail]).toEqual([401, 'invalid_key', expect.stringContaining(problem)])
  })
})

test('a session in quotes gets the form of a session', async () => {
  const { session, send } = await shop(contracts.standard)
  expect(await send(`Bearer "${session}"`)).toMatchObject({
    status: 401,
    code: 'invalid_session',
    detail: `The session cannot be read: ${QUOTED}. Send Authorization: Bearer <session>.`,
  })
})

test('no answer repeats the credential', async () => {
  const { secret, send } = await shop(contracts['secret-keys'])
  for (const value of [secret, btoa(secret), `"${secret}"`])
    expect(JSON.stringify(await send(`Basic ${value}`))).not.toContain(secret.slice(-12))
})
