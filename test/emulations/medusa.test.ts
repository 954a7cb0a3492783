/**
 * `@medusajs/js-sdk`, unchanged, against the emulation of Medusa. What is expected is what version 2.21.2 of the server
 * does: its packages `@medusajs/medusa` (routes, validators), `@medusajs/framework` (authentication, errors) and
 * `@medusajs/api-key`.
 */
import { describe, expect, test } from 'vitest'
import { type Emulated, emulate, IN_AN_HOUR, NOW, TRANSPORTS } from './emulated.ts'
import { browserClient, type Medusa, refusal, serverClient } from './medusa-client.ts'

const ADMIN = { email: 'admin@medusa.test', password: 'supersecret' }
const SECRET = /^sk_[0-9a-f]{64}$/
const PUBLISHABLE = /^pk_[0-9a-f]{64}$/
const UNAUTHORIZED = [401, 'Unauthorized'] as const

describe.each(TRANSPORTS)('through %s', transport => {
  const open = () => emulate('medusa', transport)

  /** The emulation, and a client that has signed in as the admin. */
  async function signedIn(): Promise<Emulated & { readonly sdk: Medusa }> {
    const emulated = await open()
    const sdk = browserClient(emulated.url)
    await sdk.auth.login('user', 'emailpass', ADMIN)
    return { ...emulated, sdk }
  }

  describe('signing in', () => {
    test('login() resolves to a JWT, which later calls send', async () => {
      const { url } = await open()
      const sdk = browserClient(url)
      expect(await sdk.auth.login('user', 'emailpass', ADMIN)).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)
      expect(await sdk.admin.apiKey.list()).toEqual({ api_keys: [], count: 0, offset: 0, limit: 20 })
    })

    test.each([[{ ...ADMIN, password: 'wrong' }], [{ ...ADMIN, email: 'nobody@medusa.test' }]])(
      'a wrong email or password',
      async payload => {
        const { url } = await open()
        expect(await refusal(browserClient(url).auth.login('user', 'emailpass', payload))).toEqual([
          401,
          'Invalid email or password',
        ])
      },
    )
  })

  describe('keys', () => {
    test('a secret key shows its token when it is created, and never again', async () => {
      const { sdk } = await signedIn()
      const { api_key: created } = await sdk.admin.apiKey.create({ title: 'Inventory Sync', type: 'secret' })
      expect(created).toEqual({
        id: expect.stringMatching(/^apk_[0-9A-HJKMNP-TV-Z]{26}$/),
        title: 'Inventory Sync',
        token: expect.stringMatching(SECRET),
        redacted: `${created.token.slice(0, 6)}***${created.token.slice(-3)}`,
        type: 'secret',
        last_used_at: null,
        created_at: NOW,
        created_by: expect.stringMatching(/^user_/),
        updated_at: NOW,
        revoked_at: null,
        revoked_by: null,
        deleted_at: null,
      })
      const { deleted_at, ...shown } = created as typeof created & { deleted_at: null }
      const later = { ...shown, token: '', sales_channels: [] }
      expect(await sdk.admin.apiKey.retrieve(created.id)).toEqual({ api_key: later })
      expect(await sdk.admin.apiKey.list()).toEqual({ api_keys: [later], count: 1, offset: 0, limit: 20 })
    })

    test('a publishable key always shows its token', async () => {
      const { sdk } = await signedIn()
      const { api_key: created } = await sdk.admin.apiKey.create({ title: 'Storefront', type: 'publishable' })
      expect(created.token).toMatch(PUBLISHABLE)
      expect((await sdk.admin.apiKey.retrieve(created.id)).api_key.token).toBe(created.token)
      expect((await sdk.admin.apiKey.list()).api_keys.map(({ token }: { token: string }) => token)).toEqual([
        created.token,
      ])
    })

    test('a user may have any number of active secret keys', async () => {
      const { sdk } = await signedIn()
      await sdk.admin.apiKey.create({ title: 'One', type: 'secret' })
      await sdk.admin.apiKey.create({ title: 'Two', type: 'secret' })
      expect((await sdk.admin.apiKey.list()).count).toBe(2)
    })

    test('update() changes the title', async () => {
      const { sdk, mock } = await signedIn()
      const { api_key } = await sdk.admin.apiKey.create({ title: 'One', type: 'secret' })
      mock.clock.advance('PT1H')
      const { api_key: updated } = await sdk.admin.apiKey.update(api_key.id, { title: 'Two' })
      expect(updated).toMatchObject({
        id: api_key.id,
        title: 'Two',
        token: '',
        created_at: NOW,
        updated_at: IN_AN_HOUR,
      })
    })

    test('revoke() stamps the key; a second one is refused', async () => {
      const { sdk, mock } = await signedIn()
      const { api_key } = await sdk.admin.apiKey.create({ title: 'One', type: 'secret' })
      const { api_key: revoked } = await sdk.admin.apiKey.revoke(api_key.id)
      expect(revoked).toMatchObject({ revoked_at: NOW, revoked_by: api_key.created_by, token: '' })
      mock.clock.advance('PT1S')
      expect(await refusal(sdk.admin.apiKey.revoke(api_key.id))).toEqual([
        400,
        'There are 1 secret keys that are already revoked.',
      ])
    })

    test('a publishable key can be revoked again', async () => {
      const { sdk, mock } = await signedIn()
      const { api_key } = await sdk.admin.apiKey.create({ title: 'Storefront', type: 'publishable' })
      await sdk.admin.apiKey.revoke(api_key.id)
      mock.clock.advance('PT1H')
      expect((await sdk.admin.apiKey.revoke(api_key.id)).api_key.revoked_at).toBe(IN_AN_HOUR)
    })

    test('with revoke_in, a key works until that many seconds have passed', async () => {
      const { sdk, mock, url } = await signedIn()
      const { api_key } = await sdk.admin.apiKey.create({ title: 'One', type: 'secret' })
      const server = serverClient(url, api_key.token)
      const response = await sdk.client.fetch<{ api_key: { revoked_at: string } }>(
        `/admin/api-keys/${api_key.id}/revoke`,
        { method: 'POST', body: { revoke_in: 3600 } },
      )
      expect(response.api_key.revoked_at).toBe(IN_AN_HOUR)
      mock.clock.advance('PT59M59S')
      expect((await server.admin.apiKey.list()).count).toBe(1)
      expect(await refusal(sdk.admin.apiKey.delete(api_key.id))).toEqual([
        400,
        `Cannot delete api keys that are not revoked - ${api_key.id}`,
      ])
      mock.clock.advance('PT1S')
      expect(await refusal(server.admin.apiKey.list())).toEqual(UNAUTHORIZED)
      expect(await sdk.admin.apiKey.delete(api_key.id)).toMatchObject({ deleted: true })
    })

    test('a key that is to be revoked later can be revoked at once', async () => {
      const { sdk } = await signedIn()
      const { api_key } = await sdk.admin.apiKey.create({ title: 'One', type: 'secret' })
      await sdk.client.fetch(`/admin/api-keys/${api_key.id}/revoke`, { method: 'POST', body: { revoke_in: 3600 } })
      expect((await sdk.admin.apiKey.revoke(api_key.id)).api_key.revoked_at).toBe(NOW)
    })

    test.each(['secret', 'publishable'] as const)('a %s key is deleted only after it was revoked', async type => {
      const { sdk } = await signedIn()
      const { api_key } = await sdk.admin.apiKey.create({ title: 'One', type })
      expect(await refusal(sdk.admin.apiKey.delete(api_key.id))).toEqual([
        400,
        `Cannot delete api keys that are not revoked - ${api_key.id}`,
      ])
      await sdk.admin.apiKey.revoke(api_key.id)
      expect(await sdk.admin.apiKey.delete(api_key.id)).toEqual({ id: api_key.id, object: 'api_key', deleted: true })
      expect(await refusal(sdk.admin.apiKey.retrieve(api_key.id))).toEqual([
        404,
        `API Key with id: ${api_key.id} was not found`,
      ])
    })

    test('the server reports a missing key only when it is read', async () => {
      const { sdk } = await signedIn()
      const id = 'apk_01J00000000000000000000000'
      expect(await refusal(sdk.admin.apiKey.retrieve(id))).toEqual([404, `API Key with id: ${id} was not found`])
      expect(await sdk.admin.apiKey.update(id, { title: 'Two' })).toEqual({})
      expect(await sdk.admin.apiKey.revoke(id)).toEqual({})
      expect(await sdk.admin.apiKey.delete(id)).toEqual({ id, object: 'api_key', deleted: true })
    })
  })

  describe('sales channels', () => {
    test('are added to a publishable key and removed from it', async () => {
      const { sdk } = await signedIn()
      const { sales_channels } = await sdk.admin.salesChannel.list({ fields: 'id,name' })
      const [first, second] = sales_channels
      const { api_key } = await sdk.admin.apiKey.create({ title: 'Storefront', type: 'publishable' })
      const add = sales_channels.map(({ id }: { id: string }) => id)
      const { api_key: linked } = await sdk.admin.apiKey.batchSalesChannels(api_key.id, { add })
      expect(linked).toMatchObject({ id: api_key.id })
      expect(linked).toHaveProperty('sales_channels', [first, second])
      const { api_key: left } = await sdk.admin.apiKey.batchSalesChannels(api_key.id, { remove: [first?.id ?? ''] })
      expect(left).toMatchObject({ sales_channels: [second] })
      expect((await sdk.admin.apiKey.retrieve(api_key.id)).api_key).toMatchObject({ sales_channels: [second] })
    })

    test('an unknown one, and one for a secret key, are refused', async () => {
      const { sdk } = await signedIn()
      const { api_key: storefront } = await sdk.admin.apiKey.create({ title: 'Storefront', type: 'publishable' })
      expect(await refusal(sdk.admin.apiKey.batchSalesChannels(storefront.id, { add: ['sc_1', 'sc_2'] }))).toEqual([
        400,
        'Sales channels with IDs sc_1, sc_2 do not exist',
      ])
      const { api_key: secret } = await sdk.admin.apiKey.create({ title: 'Sync', type: 'secret' })
      expect(await refusal(sdk.admin.apiKey.batchSalesChannels(secret.id, { add: [] }))).toEqual([
        400,
        'Sales channels can only be associated with publishable API keys',
      ])
    })

    test('list() and retrieve()', async () => {
      const { sdk } = await signedIn()
      const list = await sdk.admin.salesChannel.list()
      expect(list).toMatchObject({ count: 2, offset: 0, limit: 20 })
      const [first] = list.sales_channels
      expect(await sdk.admin.salesChannel.retrieve(first?.id ?? '')).toEqual({ sales_channel: first })
      expect(await refusal(sdk.admin.salesChannel.retrieve('sc_1'))).toEqual([
        404,
        'Sales channel with id: sc_1 not found',
      ])
    })
  })

  describe('lists', () => {
    async function withKeys() {
      const signed = await signedIn()
      const keys = []
      for (const [title, type] of [
        ['Alpha', 'secret'],
        ['Beta', 'publishable'],
        ['Gamma', 'secret'],
      ] as const) {
        keys.push((await signed.sdk.admin.apiKey.create({ title, type })).api_key)
        signed.mock.clock.advance('PT1H')
      }
      const titles = async (query: object) =>
        (await signed.sdk.admin.apiKey.list(query)).api_keys.map(({ title }: { title: string }) => title)
      return { ...signed, keys, titles }
    }

    test('are in the order of creation, unless `order` says otherwise', async () => {
      const { titles } = await withKeys()
      expect(await titles({})).toEqual(['Alpha', 'Beta', 'Gamma'])
      expect(await titles({ order: '-created_at' })).toEqual(['Gamma', 'Beta', 'Alpha'])
      expect(await titles({ order: 'title' })).toEqual(['Alpha', 'Beta', 'Gamma'])
    })

    test('have pages', async () => {
      const { sdk } = await withKeys()
      const page = await sdk.admin.apiKey.list({ limit: 2, offset: 1 })
      expect(page).toMatchObject({ count: 3, offset: 1, limit: 2 })
      expect(page.api_keys.map(({ title }: { title: string }) => title)).toEqual(['Beta', 'Gamma'])
    })

    test('search titles and redacted tokens with `q`', async () => {
      const { titles, keys } = await withKeys()
      expect(await titles({ q: 'ALPH' })).toEqual(['Alpha'])
      expect(await titles({ q: keys[1]?.redacted })).toEqual(['Beta'])
    })

    test('are filtered by one value, several values and operators', async () => {
      const { titles, keys } = await withKeys()
      const ids = keys.map(({ id }) => id)
      expect(await titles({ type: 'secret' })).toEqual(['Alpha', 'Gamma'])
      expect(await titles({ id: ids[1] })).toEqual(['Beta'])
      expect(await titles({ id: [ids[0], ids[2]] })).toEqual(['Alpha', 'Gamma'])
      expect(await titles({ title: ['Beta'] })).toEqual(['Beta'])
      expect(await titles({ created_at: { $gte: IN_AN_HOUR } })).toEqual(['Beta', 'Gamma'])
      expect(await titles({ created_at: { $gt: NOW, $lt: '2026-01-05T10:00:00.000Z' } })).toEqual(['Beta'])
    })

    test('show the members that `fields` names', async () => {
      const { sdk, keys } = await withKeys()
      const only = await sdk.admin.apiKey.list({ fields: 'title', limit: 1 })
      expect(only.api_keys).toEqual([{ id: keys[0]?.id, title: 'Alpha' }])
      const [fewer] = (await sdk.admin.apiKey.list({ fields: '-title,-sales_channels' })).api_keys
      expect(Object.keys(fewer ?? {})).not.toContain('title')
      expect(Object.keys(fewer ?? {})).not.toContain('sales_channels')
      expect(Object.keys(fewer ?? {})).toContain('redacted')
    })
  })

  describe('a secret key as a credential', () => {
    async function withKey() {
      const { sdk, url } = await signedIn()
      const { api_key } = await sdk.admin.apiKey.create({ title: 'Sync', type: 'secret' })
      return { sdk, url, api_key, token: api_key.token as string }
    }
    const listWith = async (url: string, authorization: string) =>
      (await fetch(`${url}/admin/api-keys`, { headers: { authorization } })).status

    test('the client sends it as HTTP Basic, and it acts under its own id', async () => {
      const { url, api_key, token } = await withKey()
      const server = serverClient(url, token)
      const { api_key: created } = await server.admin.apiKey.create({ title: 'Another', type: 'secret' })
      expect(created.created_by).toBe(api_key.id)
      expect((await server.admin.apiKey.revoke(created.id)).api_key.revoked_by).toBe(api_key.id)
    })

    test('it is accepted as it is, and in base64 with and without a colon', async () => {
      const { url, token } = await withKey()
      expect(await listWith(url, `Basic ${token}`)).toBe(200)
      expect(await listWith(url, `Basic ${btoa(`${token}:`)}`)).toBe(200)
      expect(await listWith(url, `Basic ${btoa(token)}`)).toBe(200)
    })

    test('it is not accepted as a bearer token, and a publishable key is not at all', async () => {
      const { sdk, url, token } = await withKey()
      expect(await listWith(url, `Bearer ${token}`)).toBe(401)
      const { api_key } = await sdk.admin.apiKey.create({ title: 'Storefront', type: 'publishable' })
      expect(await listWith(url, `Basic ${api_key.token}`)).toBe(401)
      expect(await listWith(url, `Basic ${btoa(`${api_key.token}:`)}`)).toBe(401)
    })

    test('using it leaves `last_used_at` as it was', async () => {
      const { sdk, url, api_key, token } = await withKey()
      await serverClient(url, token).admin.apiKey.list()
      expect((await sdk.admin.apiKey.retrieve(api_key.id)).api_key.last_used_at).toBeNull()
    })
  })

  describe('the six probes', () => {
    const create = async (url: string, body: unknown, headers: Record<string, string>) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }
      const response = await fetch(`${url}/admin/api-keys`, { ...init, body: JSON.stringify(body) })
      return [response.status, response.headers.get('content-type')?.split(';')[0], await response.json()]
    }
    const jwt = async ({ sdk }: { readonly sdk: Medusa }) => ({
      authorization: `Bearer ${await sdk.client.getToken()}`,
    })
    const invalid = (message: string) => [
      400,
      'application/json',
      { type: 'invalid_data', message: `Invalid request: ${message}` },
    ]
    const unauthorized = [401, 'application/json', { message: 'Unauthorized' }]
    const key = { title: 'Sync', type: 'secret' }

    test('no credential', async () => {
      const { url } = await open()
      expect(await create(url, key, {})).toEqual(unauthorized)
      expect(await refusal(browserClient(url).admin.apiKey.list())).toEqual(UNAUTHORIZED)
    })

    test.each([
      'Bearer nonsense',
      'Basic nonsense',
      `Basic sk_${'0'.repeat(64)}`,
      `Basic ${btoa('sk_nonsense:')}`,
      'nonsense',
    ])('a nonsense token: %s', async authorization => {
      const { url } = await open()
      expect(await create(url, key, { authorization })).toEqual(unauthorized)
    })

    test('an unknown member', async () => {
      const signed = await signedIn()
      expect(await create(signed.url, { ...key, scopes: [], note: 1 }, await jwt(signed))).toEqual(
        invalid("Unrecognized fields: 'scopes, note'"),
      )
      expect(await refusal(signed.sdk.admin.apiKey.list({ status: 'active' } as object))).toEqual([
        400,
        "Invalid request: Unrecognized fields: 'status'",
      ])
    })

    test.each([
      [{ title: 5, type: 'secret' }, "Expected type: 'string' for field 'title', got: '5'"],
      [{ title: 'Sync', type: 'public' }, "Expected: 'publishable, secret' for field 'type', but got: 'public'"],
      [{ type: 'secret' }, "Field 'title' is required"],
      [{}, "Field 'title' is required; Field 'type' is required"],
    ])('a wrong type: %j', async (body, message) => {
      const signed = await signedIn()
      expect(await create(signed.url, body, await jwt(signed))).toEqual(invalid(message))
    })

    test('there are no idempotency keys: a repeated request creates another key', async () => {
      const signed = await signedIn()
      const headers = { ...(await jwt(signed)), 'idempotency-key': 'once' }
      await create(signed.url, key, headers)
      await create(signed.url, key, headers)
      expect((await signed.sdk.admin.apiKey.list()).count).toBe(2)
    })

    test('use after revoke', async () => {
      const { sdk, url } = await signedIn()
      const { api_key } = await sdk.admin.apiKey.create({ title: 'Sync', type: 'secret' })
      const server = serverClient(url, api_key.token)
      await server.admin.apiKey.list()
      await sdk.admin.apiKey.revoke(api_key.id)
      expect(await refusal(server.admin.apiKey.list())).toEqual(UNAUTHORIZED)
    })
  })

  describe('before 2.11', () => {
    const openOlder = async () => {
      const emulated = await emulate('medusa-2-10', transport)
      const sdk = browserClient(emulated.url)
      await sdk.auth.login('user', 'emailpass', ADMIN)
      return { ...emulated, sdk }
    }

    test('there is one active secret key at a time; publishable ones are not counted', async () => {
      const { sdk } = await openOlder()
      const { api_key } = await sdk.admin.apiKey.create({ title: 'One', type: 'secret' })
      const second = () => sdk.admin.apiKey.create({ title: 'Two', type: 'secret' })
      const refused = [
        400,
        'You can only have one active secret key a time. Revoke or delete your existing key before creating a new one.',
      ]
      expect(await refusal(second())).toEqual(refused)
      await sdk.admin.apiKey.create({ title: 'Storefront', type: 'publishable' })
      await sdk.admin.apiKey.create({ title: 'Storefront 2', type: 'publishable' })
      await sdk.admin.apiKey.revoke(api_key.id)
      expect((await second()).api_key.title).toBe('Two')
    })

    test('a key that is to be revoked later counts until then, and cannot be revoked again', async () => {
      const { sdk, mock } = await openOlder()
      const { api_key } = await sdk.admin.apiKey.create({ title: 'One', type: 'secret' })
      await sdk.client.fetch(`/admin/api-keys/${api_key.id}/revoke`, { method: 'POST', body: { revoke_in: 60 } })
      expect(await refusal(sdk.admin.apiKey.revoke(api_key.id))).toEqual([
        400,
        'There are 1 secret keys that are already revoked.',
      ])
      expect((await refusal(sdk.admin.apiKey.create({ title: 'Two', type: 'secret' })))[0]).toBe(400)
      mock.clock.advance('PT60S')
      expect((await sdk.admin.apiKey.create({ title: 'Two', type: 'secret' })).api_key.title).toBe('Two')
    })

    test('messages name the type of a wrong value', async () => {
      const { sdk } = await openOlder()
      const body = { title: 5, type: 'secret' }
      expect(await refusal(sdk.client.fetch('/admin/api-keys', { method: 'POST', body }))).toEqual([
        400,
        "Invalid request: Expected type: 'string' for field 'title', got: 'number'",
      ])
    })
  })
})
