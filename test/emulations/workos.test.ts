/**
 * The emulation `workos`, called by the product's own client, `@workos-inc/node` 11.0, unchanged.
 *
 * What is expected comes from the product's public sources: its OpenAPI document
 * (https://github.com/workos/openapi-spec, `spec/open-api-spec.yaml`) and its reference
 * (https://workos.com/docs/reference/authkit/api-keys). Texts for people are the emulation's own where the document gives
 * no form for them.
 */
import {
  BadRequestException,
  ConflictException,
  NotFoundException,
  UnauthorizedException,
  type UnprocessableEntityException,
  WorkOS,
} from '@workos-inc/node'
import { describe, expect, test } from 'vitest'
import { type Emulated, emulate, NOW as START, TRANSPORTS } from './emulated.ts'
import { send } from './send.ts'

const NOW = Date.parse(START)

/** The key of the environment that exists at first, and its organizations and users. */
const KEY = 'sk_example_123456789'
const ORGANIZATION = 'org_01EXAMPLE0NORTH'
const OTHER_ORGANIZATION = 'org_01EXAMPLE0SOUTH'
const USER = 'user_01EXAMPLE0ADA'
const OTHER_USER = 'user_01EXAMPLE0BEN'

const iso = (time: number) => new Date(time).toISOString()

describe.each(TRANSPORTS)('%s', transport => {
  const start = () => emulate('workos', transport, 'https://api.workos.com')

  function clientOf({ url }: Emulated, key = KEY): WorkOS {
    const { protocol, hostname, port } = new URL(url)
    return new WorkOS(key, {
      apiHostname: hostname,
      https: protocol === 'https:',
      ...(port !== '' && { port: Number(port) }),
      maxRetries: 0,
    })
  }

  describe('keys of an organization', () => {
    test('a key is created, and its value is shown once', async () => {
      const reached = await start()
      const { apiKeys } = clientOf(reached)
      const created = await apiKeys.createOrganizationApiKey({
        organizationId: ORGANIZATION,
        name: 'Production',
        permissions: ['posts:read'],
      })
      expect(created).toEqual({
        object: 'api_key',
        id: expect.stringMatching(/^api_key_[0-9A-Z]{26}$/),
        owner: { type: 'organization', id: ORGANIZATION },
        name: 'Production',
        obfuscatedValue: `sk_...${created.value.slice(-4)}`,
        value: expect.stringMatching(/^sk_[A-Za-z0-9]{40}$/),
        lastUsedAt: null,
        permissions: ['posts:read'],
        createdAt: iso(NOW),
        updatedAt: iso(NOW),
      })
      const { data } = await apiKeys.listOrganizationApiKeys({ organizationId: ORGANIZATION })
      const { value, ...shown } = created
      expect(data).toEqual([shown])
      expect(JSON.stringify([data, reached.mock.requests, reached.mock.snapshot()])).not.toContain(value)
    })

    test('a key has no permissions unless it gets some', async () => {
      const { apiKeys } = clientOf(await start())
      const created = await apiKeys.createOrganizationApiKey({ organizationId: ORGANIZATION, name: 'Production' })
      expect(created.permissions).toEqual([])
    })

    test('only its own keys are listed, newest first, by pages', async () => {
      const reached = await start()
      const { apiKeys, userManagement } = clientOf(reached)
      const ids: string[] = []
      for (const name of ['one', 'two', 'three']) {
        ids.unshift((await apiKeys.createOrganizationApiKey({ organizationId: ORGANIZATION, name })).id)
        reached.mock.clock.advance('PT1S')
      }
      await apiKeys.createOrganizationApiKey({ organizationId: OTHER_ORGANIZATION, name: 'other' })
      await userManagement.createUserApiKey(USER, { organizationId: ORGANIZATION, name: 'personal' })

      const page = async (options: { after?: string; before?: string; order?: 'asc' | 'desc'; limit?: number }) => {
        const { data, listMetadata } = await apiKeys.listOrganizationApiKeys({
          organizationId: ORGANIZATION,
          ...options,
        })
        return [data.map(({ id }) => id), listMetadata]
      }
      const [third, second, first] = ids as [string, string, string]
      expect(await page({})).toEqual([[third, second, first], { before: null, after: null }])
      expect(await page({ limit: 2 })).toEqual([[third, second], { before: null, after: second }])
      expect(await page({ limit: 2, after: second })).toEqual([[first], { before: first, after: null }])
      expect(await page({ limit: 2, before: first })).toEqual([[third, second], { before: null, after: second }])
      expect(await page({ order: 'asc' })).toEqual([[first, second, third], { before: null, after: null }])
      expect(await page({ order: 'asc', limit: 1 })).toEqual([[first], { before: null, after: first }])
    })

    test('ten keys make a page, and the client reads all of them', async () => {
      const { apiKeys } = clientOf(await start())
      for (let count = 0; count < 12; count++)
        await apiKeys.createOrganizationApiKey({ organizationId: ORGANIZATION, name: `key ${count}` })
      const list = await apiKeys.listOrganizationApiKeys({ organizationId: ORGANIZATION })
      expect(list.data).toHaveLength(10)
      expect(new Set((await list.autoPagination()).map(({ id }) => id)).size).toBe(12)
    })

    test('an organization that does not exist is not found', async () => {
      const { apiKeys } = clientOf(await start())
      for (const call of [
        () => apiKeys.createOrganizationApiKey({ organizationId: 'org_none', name: 'x' }),
        () => apiKeys.listOrganizationApiKeys({ organizationId: 'org_none' }),
      ]) {
        const error = await call().catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(NotFoundException)
        expect((error as NotFoundException).message).toBe("Organization not found: 'org_none'.")
      }
    })
  })

  describe('keys of a user', () => {
    test('a key is created for an organization, with an end', async () => {
      const reached = await start()
      const { userManagement } = clientOf(reached)
      const created = await userManagement.createUserApiKey(USER, {
        name: 'Laptop',
        organizationId: ORGANIZATION,
        permissions: ['posts:read'],
        expiresAt: new Date(NOW + 60_000),
      })
      expect(created).toEqual({
        object: 'api_key',
        id: expect.stringMatching(/^api_key_[0-9A-Z]{26}$/),
        owner: { type: 'user', id: USER, organizationId: ORGANIZATION },
        name: 'Laptop',
        obfuscatedValue: `sk_...${created.value.slice(-4)}`,
        value: expect.stringMatching(/^sk_[A-Za-z0-9]{40}$/),
        lastUsedAt: null,
        expiresAt: iso(NOW + 60_000),
        permissions: ['posts:read'],
        createdAt: iso(NOW),
        updatedAt: iso(NOW),
      })
      const { data } = await userManagement.listUserApiKeys(USER)
      const { value, ...shown } = created
      expect(data).toEqual([shown])
      expect(JSON.stringify([data, reached.mock.requests, reached.mock.snapshot()])).not.toContain(value)
    })

    test('the list can be narrowed to an organization', async () => {
      const { userManagement } = clientOf(await start())
      const create = async (user: string, organizationId: string) =>
        (await userManagement.createUserApiKey(user, { name: 'Laptop', organizationId })).id
      const north = await create(USER, ORGANIZATION)
      const south = await create(USER, OTHER_ORGANIZATION)
      await create(OTHER_USER, ORGANIZATION)
      const idsOf = async (options?: { organizationId: string }) =>
        (await userManagement.listUserApiKeys(USER, options)).data.map(({ id }) => id).sort()
      expect(await idsOf()).toEqual([north, south].sort())
      expect(await idsOf({ organizationId: ORGANIZATION })).toEqual([north])
    })

    test('a user that does not exist is not found', async () => {
      const { userManagement } = clientOf(await start())
      const error = await userManagement
        .createUserApiKey('user_none', { name: 'x', organizationId: ORGANIZATION })
        .catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(NotFoundException)
      expect((error as NotFoundException).message).toBe("User not found: 'user_none'.")
    })

    test('an organization that does not exist is refused', async () => {
      const { userManagement } = clientOf(await start())
      const error = await userManagement
        .createUserApiKey(USER, { name: 'x', organizationId: 'org_none' })
        .catch((thrown: unknown) => thrown)
      expect((error as UnprocessableEntityException).status).toBeOneOf([400, 404, 422])
    })
  })

  describe('validation', () => {
    test('shows the key of a valid value, of an organization or a user', async () => {
      const reached = await start()
      const { apiKeys, userManagement } = clientOf(reached)
      const { value, ...key } = await apiKeys.createOrganizationApiKey({ organizationId: ORGANIZATION, name: 'a' })
      const personal = await userManagement.createUserApiKey(USER, { organizationId: ORGANIZATION, name: 'b' })
      reached.mock.clock.advance('PT1H')
      const { apiKey } = await apiKeys.createValidation({ value })
      expect({ ...apiKey, lastUsedAt: null }).toEqual(key)
      expect((await apiKeys.createValidation({ value: personal.value })).apiKey?.owner).toEqual({
        type: 'user',
        id: USER,
        organizationId: ORGANIZATION,
      })
      const { data } = await apiKeys.listOrganizationApiKeys({ organizationId: ORGANIZATION })
      expect(data[0]?.lastUsedAt).toBe(iso(NOW + 3_600_000))
    })

    test.each(['sk_nonsense', '', 'x'.repeat(200)])('shows null for %j', async value => {
      const { apiKeys } = clientOf(await start())
      expect(await apiKeys.createValidation({ value })).toEqual({ apiKey: null })
    })

    test('shows null for the key of the environment', async () => {
      const { apiKeys } = clientOf(await start())
      expect(await apiKeys.createValidation({ value: KEY })).toEqual({ apiKey: null })
    })

    test('shows null at the end of a key', async () => {
      const reached = await start()
      const { apiKeys, userManagement } = clientOf(reached)
      const expiresAt = new Date(NOW + 60_000)
      const { value } = await userManagement.createUserApiKey(USER, {
        name: 'a',
        organizationId: ORGANIZATION,
        expiresAt,
      })
      const isValid = async () => (await apiKeys.createValidation({ value })).apiKey !== null
      reached.mock.clock.advance('PT59S')
      expect(await isValid()).toBe(true)
      reached.mock.clock.advance('PT1S')
      expect(await isValid()).toBe(false)
    })
  })

  // The client has no method for it yet: the call goes through its `post`.
  describe('expiring a key', () => {
    async function keyOf(reached: Emulated) {
      const client = clientOf(reached)
      const key = await client.apiKeys.createOrganizationApiKey({ organizationId: ORGANIZATION, name: 'a' })
      const expire = async (body: unknown) =>
        (await client.post<{ id: string; expires_at: string | null }>(`/api_keys/${key.id}/expire`, body)).data
      const isValid = async () => (await client.apiKeys.createValidation({ value: key.value })).apiKey !== null
      return { key, expire, isValid }
    }

    test('at once, and only once', async () => {
      const { key, expire, isValid } = await keyOf(await start())
      expect(await expire({})).toMatchObject({ object: 'api_key', id: key.id, expires_at: iso(NOW) })
      expect(await isValid()).toBe(false)
      const error = await expire({}).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(ConflictException)
      expect((error as ConflictException).message).toContain('already expired')
    })

    test('without a body, or at a time that is over, is at once', async () => {
      const reached = await start()
      const { key, isValid } = await keyOf(reached)
      const authorized = { Authorization: `Bearer ${KEY}` }
      expect((await send(reached, ['POST', `/api_keys/${key.id}/expire`], undefined, authorized)).status).toBe(200)
      expect(await isValid()).toBe(false)
      const other = await keyOf(reached)
      await other.expire({ expires_at: iso(NOW - 1000) })
      expect(await other.isValid()).toBe(false)
    })

    test('later, or never after all', async () => {
      const reached = await start()
      const { expire, isValid } = await keyOf(reached)
      expect(await expire({ expires_at: iso(NOW + 60_000) })).toMatchObject({ expires_at: iso(NOW + 60_000) })
      expect(await isValid()).toBe(true)
      expect(await expire({ expires_at: null })).toMatchObject({ expires_at: null })
      reached.mock.clock.advance('PT2M')
      expect(await isValid()).toBe(true)
      await expire({ expires_at: iso(NOW + 180_000) })
      reached.mock.clock.advance('PT2M')
      expect(await isValid()).toBe(false)
      expect(await expire({ expires_at: null }).catch((thrown: unknown) => thrown)).toBeInstanceOf(ConflictException)
    })

    test('that does not exist', async () => {
      const client = clientOf(await start())
      const error = await client.post('/api_keys/api_key_none/expire', {}).catch((thrown: unknown) => thrown)
      expect((error as NotFoundException).message).toBe("API Key not found: 'api_key_none'.")
    })
  })

  test('a deleted key is gone', async () => {
    const { apiKeys, userManagement } = clientOf(await start())
    const keys = [
      await apiKeys.createOrganizationApiKey({ organizationId: ORGANIZATION, name: 'a' }),
      await userManagement.createUserApiKey(USER, { organizationId: ORGANIZATION, name: 'b' }),
    ]
    for (const { id, value } of keys) {
      expect(await apiKeys.deleteApiKey(id)).toBeUndefined()
      expect(await apiKeys.createValidation({ value })).toEqual({ apiKey: null })
      const error = await apiKeys.deleteApiKey(id).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(NotFoundException)
      expect((error as NotFoundException).message).toBe(`API Key not found: '${id}'.`)
    }
    expect((await apiKeys.listOrganizationApiKeys({ organizationId: ORGANIZATION })).data).toEqual([])
    expect((await userManagement.listUserApiKeys(USER)).data).toEqual([])
  })

  describe('probes', () => {
    const authorized = { Authorization: `Bearer ${KEY}` }
    const ofOrganization = `/organizations/${ORGANIZATION}/api_keys`
    const ofUser = `/user_management/users/${USER}/api_keys`

    test.each([
      ['no credential', {}],
      ['a nonsense key', { Authorization: 'Bearer sk_nonsense' }],
      ['another scheme', { Authorization: `Basic ${KEY}` }],
    ] as [string, Record<string, string>][])('%s is unauthorized', async (_what, headers) => {
      const reached = await start()
      for (const path of [ofOrganization, ofUser]) {
        const { status, body } = await send(reached, ['GET', path], undefined, headers)
        expect([status, body]).toEqual([401, { message: 'Unauthorized' }])
      }
    })

    test('the client reports a nonsense key', async () => {
      const { apiKeys } = clientOf(await start(), 'sk_nonsense')
      const error = await apiKeys.createValidation({ value: 'x' }).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(UnauthorizedException)
    })

    test('a key that was created is no key of the environment', async () => {
      const reached = await start()
      const { value } = await clientOf(reached).apiKeys.createOrganizationApiKey({
        organizationId: ORGANIZATION,
        name: 'a',
      })
      const error = await clientOf(reached, value)
        .apiKeys.createValidation({ value })
        .catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(UnauthorizedException)
    })

    // No schema of the product's document forbids other members.
    test('an unknown member is ignored', async () => {
      const reached = await start()
      const { status, body } = await send(reached, ['POST', ofOrganization], { name: 'a', colour: 'red' }, authorized)
      expect(status).toBe(201)
      expect(body).not.toHaveProperty('colour')
    })

    test('an unknown parameter is ignored', async () => {
      const { status } = await send(await start(), ['GET', `${ofOrganization}?colour=red`], undefined, authorized)
      expect(status).toBe(200)
    })

    // OrganizationApiKeysController_create has 422 with `errors`, UserApiKeysController_create 400.
    test.each([
      [ofOrganization, { name: 5 }, 422, 'name'],
      [ofOrganization, { name: 'a', permissions: 'all' }, 422, 'permissions'],
      [ofOrganization, { name: 'a', expires_at: 'soon' }, 422, 'expires_at'],
      [ofUser, { name: 5, organization_id: ORGANIZATION }, 400, 'name'],
      [ofUser, { name: 'a', organization_id: ORGANIZATION, expires_at: 7 }, 400, 'expires_at'],
    ])('a wrong type is refused: %s %j', async (path, body, status, field) => {
      const answer = await send(await start(), ['POST', path], body, authorized)
      expect([answer.status, answer.body]).toEqual([
        status,
        { message: expect.any(String), errors: [{ code: expect.any(String), field }] },
      ])
    })

    test('a missing member is required', async () => {
      const reached = await start()
      expect(await send(reached, ['POST', ofOrganization], {}, authorized)).toMatchObject({
        status: 422,
        body: { message: expect.any(String), errors: [{ code: 'required', field: 'name' }] },
      })
      expect(await send(reached, ['POST', ofUser], { name: 'a' }, authorized)).toMatchObject({
        status: 400,
        body: { errors: [{ code: 'required', field: 'organization_id' }] },
      })
      const { userManagement } = clientOf(reached)
      // The client turns 400 with `errors` and no `code` into its general exception.
      const nameless = { organizationId: ORGANIZATION } as { name: string; organizationId: string }
      const error = await userManagement.createUserApiKey(USER, nameless).catch((thrown: unknown) => thrown)
      expect(error).not.toBeInstanceOf(BadRequestException)
      expect((error as { status: number }).status).toBe(400)
    })

    test('an end that is over is refused', async () => {
      const reached = await start()
      const body = { name: 'a', expires_at: iso(NOW - 1000) }
      expect((await send(reached, ['POST', ofOrganization], body, authorized)).status).toBe(422)
      const ofThe = { ...body, organization_id: ORGANIZATION }
      expect((await send(reached, ['POST', ofUser], ofThe, authorized)).status).toBe(400)
    })

    test.each(['limit=0', 'limit=101', 'limit=many', 'order=up'])('the parameter %s is refused', async query => {
      const { status } = await send(await start(), ['GET', `${ofOrganization}?${query}`], undefined, authorized)
      expect(status).toBe(422)
    })

    // "Each subsequent request matching this unique string will return the same response", for 24 hours.
    test('a repeated idempotency key has the first response', async () => {
      const reached = await start()
      const { apiKeys } = clientOf(reached)
      const create = (name: string) =>
        apiKeys.createOrganizationApiKey({ organizationId: ORGANIZATION, name }, { idempotencyKey: 'one' })
      const first = await create('a')
      expect(await create('a')).toEqual(first)
      expect(await create('b')).toEqual(first)
      expect((await apiKeys.listOrganizationApiKeys({ organizationId: ORGANIZATION })).data).toHaveLength(1)
      reached.mock.clock.advance('PT24H1M')
      expect((await create('a')).id).not.toBe(first.id)
    })
  })
})
