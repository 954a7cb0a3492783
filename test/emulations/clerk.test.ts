/**
 * The emulation `clerk`, called by the product's own client, `@clerk/backend` 3.25, unchanged.
 *
 * What is expected comes from the product's public sources: its OpenAPI document
 * (https://github.com/clerk/openapi-specs, `bapi/2026-05-12.yml`), its client and the client's tests
 * (https://github.com/clerk/javascript), and its reference (https://clerk.com/docs).
 */
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startNetwork } from '../../mock/node.ts'
import { type Emulated, emulate, NOW as START, TRANSPORTS } from './emulated.ts'
import { send } from './send.ts'

const NOW = Date.parse(START)

/** The secret key of the instance that exists at first. */
const KEY = 'sk_test_0123456789abcdefghijklmnopqrstuvwxyzABCDEF'
const USER = 'user_2xhFjEI5X2qWRvtV13BzSj8H6Dk'
const ORGANIZATION = 'org_2xhFjEI5X2qWRvtV13BzSj8H6Dk'

/** The client keeps the global `fetch` when it is imported, so it is imported anew once that of the mock is there. */
async function clientOf({ url }: Emulated, secretKey = KEY) {
  vi.resetModules()
  const { createClerkClient } = await import('@clerk/backend')
  const publishableKey = `pk_test_${btoa('clerk.example.com$')}`
  return createClerkClient({ secretKey, publishableKey, apiUrl: url, telemetry: { disabled: true } })
}

interface ClerkError {
  readonly status: number
  readonly clerkTraceId: string
  readonly errors: readonly { readonly code: string; readonly longMessage: string }[]
}

async function failure(call: Promise<unknown>) {
  const error = await call.then(
    value => expect.unreachable(`There is no error, but ${JSON.stringify(value)}.`),
    (thrown: ClerkError) => thrown,
  )
  return { status: error.status, codes: error.errors.map(({ code }) => code), trace: error.clerkTraceId }
}

const NOT_FOUND = { status: 404, codes: ['api_key_not_found'] }

describe.each(TRANSPORTS)('%s', transport => {
  const start = () => emulate('clerk', transport, 'https://api.clerk.com')

  async function open() {
    const reached = await start()
    const { apiKeys } = await clientOf(reached)
    return { ...reached, reached, apiKeys }
  }

  test('a key is created, and its secret is shown to those who ask for it', async () => {
    const { apiKeys, mock } = await open()
    const claims = { team: { id: 1 } }
    const created = await apiKeys.create({
      name: 'Sync',
      subject: USER,
      description: 'For the nightly sync.',
      claims,
      scopes: ['read'],
      createdBy: USER,
    })
    expect(created).toMatchObject({
      type: 'api_key',
      name: 'Sync',
      subject: USER,
      claims,
      scopes: ['read'],
      createdBy: USER,
    })
    expect(created).toMatchObject({ revoked: false, revocationReason: null, expired: false, expiration: null })
    expect(created).toMatchObject({ lastUsedAt: null, createdAt: NOW, updatedAt: NOW })
    expect(created.id).toMatch(/^ak_[0-9a-f]{32}$/)
    expect(created.secret).toMatch(/^ak_[0-9A-Za-z]{32}$/)
    const { secret, ...key } = created
    expect(await apiKeys.get(created.id)).toMatchObject(key)
    expect((await apiKeys.get(created.id)).secret).toBeUndefined()
    expect(await apiKeys.getSecret(created.id)).toEqual({ secret })
    expect(JSON.stringify([mock.requests, mock.snapshot()])).not.toContain(secret)
  })

  test('what a new key does not say is null or empty', async () => {
    const { apiKeys } = await open()
    const created = await apiKeys.create({ name: 'Plain', subject: USER })
    expect(created).toMatchObject({ description: null, claims: null, scopes: [], expiration: null, createdBy: null })
  })

  test('a subject has a list of its own, newest first, by pages', async () => {
    const { apiKeys, mock } = await open()
    for (const [name, subject] of [
      ['one', USER],
      ['two', USER],
      ['other', ORGANIZATION],
      ['three', USER],
    ] as const) {
      await apiKeys.create({ name, subject })
      mock.clock.advance('PT1S')
    }
    const page = async (options: { limit?: number; offset?: number; query?: string } = {}) => {
      const { data, totalCount } = await apiKeys.list({ subject: USER, ...options })
      return [data.map(({ name }) => name), totalCount]
    }
    expect(await page()).toEqual([['three', 'two', 'one'], 3])
    expect(await page({ limit: 1, offset: 1 })).toEqual([['two'], 3])
    expect(await page({ query: 'T' })).toEqual([['three', 'two'], 2])
    expect(await apiKeys.list({ subject: 'user_000000000000000000000000000' })).toEqual({ data: [], totalCount: 0 })
  })

  test('a key is changed', async () => {
    const { apiKeys, mock } = await open()
    const { id } = await apiKeys.create({ name: 'Sync', subject: USER, secondsUntilExpiration: 60 })
    mock.clock.advance('PT30S')
    const change = { subject: USER, scopes: ['write'], description: 'x', claims: { a: 1 } }
    const { subject, ...changed } = change
    const expected = { ...changed, subject, updatedAt: NOW + 30_000, createdAt: NOW, expiration: NOW + 60_000 }
    expect(await apiKeys.update({ apiKeyId: id, ...change })).toMatchObject(expected)
    expect(await apiKeys.get(id)).toMatchObject(expected)
  })

  test('a key works until its end, which an update moves or removes', async () => {
    const { apiKeys, mock } = await open()
    const { id, secret = '' } = await apiKeys.create({ name: 'Short', subject: USER, secondsUntilExpiration: 60 })
    const change = async (secondsUntilExpiration: number | null) =>
      (await apiKeys.update({ apiKeyId: id, subject: USER, secondsUntilExpiration })).expiration
    expect(await change(120)).toBe(NOW + 120_000)
    expect(await change(null)).toBe(null)
    expect(await change(120)).toBe(NOW + 120_000)
    mock.clock.advance(119_999)
    expect(await apiKeys.verify(secret)).toMatchObject({ id, expired: false })
    mock.clock.advance(1)
    expect(await failure(apiKeys.verify(secret))).toMatchObject(NOT_FOUND)
    expect(await apiKeys.get(id)).toMatchObject({ expired: true, revoked: false })
  })

  test('a verified key was used, which is no change', async () => {
    const { apiKeys, mock } = await open()
    const { id, secret = '' } = await apiKeys.create({ name: 'Sync', subject: USER })
    mock.clock.advance('PT10S')
    await apiKeys.verify(secret)
    expect(await apiKeys.get(id)).toMatchObject({ lastUsedAt: NOW + 10_000, updatedAt: NOW })
  })

  test('a key is revoked, with a reason', async () => {
    const { apiKeys, mock } = await open()
    const { id, secret = '' } = await apiKeys.create({ name: 'Sync', subject: USER })
    mock.clock.advance('PT10S')
    const revoked = await apiKeys.revoke({ apiKeyId: id, revocationReason: 'leaked' })
    expect(revoked).toMatchObject({
      revoked: true,
      revocationReason: 'leaked',
      expired: false,
      updatedAt: NOW + 10_000,
    })
    expect(await failure(apiKeys.verify(secret))).toMatchObject(NOT_FOUND)
  })

  test('keys that no longer work are listed if they are asked for', async () => {
    const { apiKeys, mock } = await open()
    const { id } = await apiKeys.create({ name: 'Revoked', subject: USER })
    await apiKeys.create({ name: 'Expired', subject: USER, secondsUntilExpiration: 1 })
    await apiKeys.create({ name: 'Active', subject: USER })
    await apiKeys.revoke({ apiKeyId: id })
    mock.clock.advance('PT1S')
    const names = async (includeInvalid?: boolean) => {
      const { data } = await apiKeys.list({ subject: USER, ...(includeInvalid !== undefined && { includeInvalid }) })
      return data.map(({ name }) => name).sort()
    }
    expect(await names()).toEqual(['Active'])
    expect(await names(false)).toEqual(['Active'])
    expect(await names(true)).toEqual(['Active', 'Expired', 'Revoked'])
  })

  test('a deleted key is gone', async () => {
    const { apiKeys } = await open()
    const { id, secret = '' } = await apiKeys.create({ name: 'Sync', subject: USER })
    expect(await apiKeys.delete(id)).toMatchObject({ object: 'api_key', id, deleted: true })
    for (const call of [() => apiKeys.get(id), () => apiKeys.delete(id), () => apiKeys.verify(secret)])
      expect(await failure(call())).toMatchObject(NOT_FOUND)
  })

  test('a request with a key is authenticated until the key is revoked', async () => {
    const reached = await start()
    const client = await clientOf(reached)
    const { id, secret } = await client.apiKeys.create({ name: 'Sync', subject: USER, scopes: ['read'] })
    const state = () => {
      const request = new Request('https://app.example.com/', { headers: { Authorization: `Bearer ${secret}` } })
      return client.authenticateRequest(request, { acceptsToken: 'api_key' })
    }
    const { isAuthenticated, toAuth } = await state()
    expect(isAuthenticated).toBe(true)
    expect(toAuth()).toMatchObject({ tokenType: 'api_key', id, subject: USER, scopes: ['read'] })
    await client.apiKeys.revoke({ apiKeyId: id })
    expect((await state()).isAuthenticated).toBe(false)
  })

  describe('probes', () => {
    const authorized = { Authorization: `Bearer ${KEY}` }
    const list = `/api_keys?subject=${USER}`

    test('no credential', async () => {
      expect(await send(await start(), ['GET', list])).toMatchObject({
        status: 401,
        body: { errors: [{ code: 'authorization_header_format_invalid' }], clerk_trace_id: expect.any(String) },
      })
    })

    test('a nonsense token', async () => {
      const { apiKeys } = await clientOf(await start(), 'nonsense')
      const codes = ['clerk_key_invalid']
      expect(await failure(apiKeys.list({ subject: USER }))).toEqual({
        status: 401,
        codes,
        trace: expect.stringMatching(/./),
      })
    })

    test('an unknown member is refused, and an unknown parameter is ignored', async () => {
      const reached = await start()
      const body = { name: 'Sync', subject: USER, colour: 'red' }
      const refused = { status: 400, body: { errors: [{ code: 'bad_request' }] } }
      expect(await send(reached, ['POST', '/api_keys'], body, authorized)).toMatchObject(refused)
      expect((await send(reached, ['GET', `${list}&colour=red`], undefined, authorized)).status).toBe(200)
    })

    test.each([
      { name: 1, subject: USER },
      { name: 'Sync', subject: 'nobody' },
      { name: 'Sync', subject: USER, secondsUntilExpiration: 'soon' as never },
    ])('a wrong type: %j', async body => {
      const { apiKeys } = await open()
      expect(await failure(apiKeys.create(body as never))).toMatchObject({ status: 400, codes: ['bad_request'] })
    })

    test('a repeated idempotency key has no meaning', async () => {
      const reached = await start()
      const create = async () => {
        const headers = { ...authorized, 'Idempotency-Key': 'one' }
        const { body } = await send(reached, ['POST', '/api_keys'], { name: 'Twice', subject: USER }, headers)
        return (body as { readonly id: string }).id
      }
      expect(await create()).not.toBe(await create())
    })

    test('use after revoke and after expiry, and of an unknown secret', async () => {
      const { apiKeys, mock } = await open()
      const revoked = await apiKeys.create({ name: 'Revoked', subject: USER })
      const expired = await apiKeys.create({ name: 'Expired', subject: USER, secondsUntilExpiration: 1 })
      await apiKeys.revoke({ apiKeyId: revoked.id })
      mock.clock.advance('PT1S')
      for (const secret of [revoked.secret, expired.secret, 'ak_nonsense'])
        expect(await failure(apiKeys.verify(secret ?? ''))).toMatchObject(NOT_FOUND)
    })

    test('the paths of the reference, which begin with /v1', async () => {
      expect((await send(await start(), ['GET', `/v1${list}`], undefined, authorized)).status).toBe(200)
    })
  })
})

test('through the handlers of MSW', async () => {
  const { mock } = await emulate('clerk', 'HTTP')
  const network = startNetwork(mock)
  onTestFinished(() => network.close())
  const { apiKeys } = await clientOf({ mock, url: 'https://api.clerk.com' })
  const { id } = await apiKeys.create({ name: 'Sync', subject: USER })
  expect(await apiKeys.get(id)).toMatchObject({ name: 'Sync' })
})
