/**
 * The clients that are generated from the documents of the emulations, as any document gets one, beside the products' own
 * clients: what one creates, the other one sees.
 */

import { Unkey } from '@unkey/api'
import { WorkOS } from '@workos-inc/node'
import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import {
  createClient,
  type Fetch,
  isLatchkeyError,
  LatchkeyError,
  type LatchkeyErrorOf,
  Secret,
  type SystemTypes,
} from '../../src/index.ts'
import { emulate } from './emulated.ts'
import { type Types as HotcakesTypes, hotcakes } from './generated/hotcakes/client.ts'
import { type Types as MedusaTypes, medusa } from './generated/medusa/client.ts'
import { type Types as UnkeyTypes, unkey } from './generated/unkey/client.ts'
import { type Types as WorkosTypes, workos } from './generated/workos/client.ts'
import { HotcakesClient } from './hotcakes-client.ts'
import { browserClient, serverClient } from './medusa-client.ts'

/** The refusal that a call throws, with the types of its system. */
async function failureOf<Types extends SystemTypes>(call: Promise<unknown>): Promise<RefusalOf<Types>> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(LatchkeyError)
  return isLatchkeyError<Types>(error) && isRefusal<Types>(error) ? error : expect.unreachable()
}

type RefusalOf<Types extends SystemTypes> = Extract<LatchkeyErrorOf<Types>, { readonly problem: object }>

function isRefusal<Types extends SystemTypes>(error: LatchkeyErrorOf<Types>): error is RefusalOf<Types> {
  return error.problem !== undefined
}

async function listed<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of list) items.push(item)
  return items
}

describe('medusa', () => {
  async function open() {
    const { mock, url } = await emulate('medusa', 'mock.fetch')
    const guest = createClient(medusa, { baseUrl: url, fetch: mock.fetch })
    const { token } = await guest.sessions.signIn({ email: 'admin@medusa.test', password: 'supersecret' })
    return { url, mock, guest, admin: createClient(medusa, { baseUrl: url, fetch: mock.fetch, session: token }) }
  }

  test('a key is created with a secret, and used as the user name of HTTP Basic, as by the client of the product', async () => {
    const { url, mock, admin } = await open()
    const { api_key } = await admin.apiKeys.create({ title: 'Inventory Sync', type: 'secret' })
    expectTypeOf(api_key.title).toEqualTypeOf<string>()
    expectTypeOf(api_key.token).toEqualTypeOf<Secret>()
    expect(String(api_key.token)).toMatch(/^sk_\*\*\*\*/)
    expect(JSON.stringify(api_key)).not.toContain(api_key.token.reveal())

    const own = createClient(medusa, { baseUrl: url, fetch: mock.fetch, apiKey: api_key.token })
    const { api_keys } = await own.apiKeys.list()
    const sdk = serverClient(url, api_key.token.reveal())
    expect((await sdk.admin.apiKey.list()).api_keys.map((key: { id: string }) => key.id)).toEqual(
      api_keys.map(({ id }) => id),
    )
    expect(await own.apiKeys.revoke(api_key.id)).toMatchObject({ api_key: { revoked_at: expect.any(String) } })
    expect((await failureOf<MedusaTypes>(own.apiKeys.list())).status).toBe(401)
    expect(await admin.apiKeys.delete(api_key.id)).toEqual({ id: api_key.id, object: 'api_key', deleted: true })
  })

  test('a list goes through its pages by offset, and takes filters in brackets', async () => {
    const { url, mock, admin } = await open()
    const sdk = browserClient(url)
    await sdk.auth.login('user', 'emailpass', { email: 'admin@medusa.test', password: 'supersecret' })
    for (const title of ['a', 'b', 'c', 'd', 'e']) await sdk.admin.apiKey.create({ title, type: 'publishable' })
    const offsets: (string | null)[] = []
    const hooks = { request: ({ url }: { url: string }) => offsets.push(new URL(url).searchParams.get('offset')) }
    const watched = createClient(medusa, { baseUrl: url, fetch: mock.fetch, session: admin.credential, hooks })
    const keys = await listed(watched.apiKeys.list({ limit: 2, order: 'title' }))
    expect(keys.map(({ title }) => title)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(offsets).toEqual([null, '2', '4'])
    expect(await listed(admin.apiKeys.list({ created_at: { $gt: '2030-01-01T00:00:00Z' } }))).toEqual([])
    expect(await listed(admin.apiKeys.list({ title: ['a', 'e'] }))).toHaveLength(2)
  })

  test('an error has the type and the message of its body', async () => {
    const { admin } = await open()
    const { api_key } = await admin.apiKeys.create({ title: 'Sync', type: 'secret' })
    const error = await failureOf<MedusaTypes>(admin.apiKeys.delete(api_key.id))
    expect(error).toMatchObject({ code: 'not_allowed', status: 400, operation: 'apiKeys.delete' })
    expect(error.message).toBe(`400 not_allowed: Cannot delete api keys that are not revoked - ${api_key.id}`)
    expectTypeOf(error.problem.message).toEqualTypeOf<string>()
  })

  test('a key and a session are not sent together', async () => {
    const { url } = await open()
    expect(() => createClient(medusa, { baseUrl: url, apiKey: 'sk_1', session: 'jwt' })).toThrow(
      'Pass either apiKey or session, not both.',
    )
  })
})

describe('unkey', () => {
  const ROOT_KEY = 'unkey_exampLeRootKeyForTests'
  const API = 'api_payments'

  async function open(apiKey = ROOT_KEY) {
    const { mock, url } = await emulate('unkey', 'mock.fetch', 'https://api.unkey.com')
    const product = new Unkey({ rootKey: ROOT_KEY, serverURL: url, retryConfig: { strategy: 'none' } })
    return { product, client: createClient(unkey, { baseUrl: url, fetch: mock.fetch, apiKey }) }
  }

  test('a key is created, verified and deleted', async () => {
    const { product, client } = await open()
    const { data } = await client.keys.create({ apiId: API, name: 'Billing' })
    expect(data.key).toBeInstanceOf(Secret)
    const key = data.key.reveal()
    expect((await client.keys.verify({ key })).data).toMatchObject({ valid: true, code: 'VALID', keyId: data.keyId })
    expect((await product.keys.getKey({ keyId: data.keyId })).data.name).toBe('Billing')
    await client.keys.delete({ keyId: data.keyId })
    expect((await client.keys.verify({ key })).data).toMatchObject({ valid: false, code: 'NOT_FOUND' })
  })

  test('a list takes the place of its next page in the body', async () => {
    const { product, client } = await open()
    const created: string[] = []
    for (let count = 0; count < 5; count++) created.push((await product.keys.createKey({ apiId: API })).data.keyId)
    const keys = await listed(client.keys.list({ apiId: API, limit: 2 }))
    expect(keys.map(({ keyId }) => keyId).sort()).toEqual(created.sort())
  })

  test('an error is in a member of its body', async () => {
    const { client } = await open()
    const error = await failureOf<UnkeyTypes>(client.keys.get({ keyId: 'key_unknown' }))
    expect(error).toMatchObject({ status: 404, code: 'https://unkey.com/docs/errors/unkey/data/key_not_found' })
    expect(error.message).toContain(error.problem.error.detail)
    expect((await failureOf<UnkeyTypes>((await open('unkey_wrong')).client.keys.list({ apiId: API }))).status).toBe(401)
  })
})

describe('workos', () => {
  const KEY = 'sk_example_123456789'
  const ORGANIZATION = 'org_01EXAMPLE0NORTH'
  const USER = 'user_01EXAMPLE0ADA'

  async function open() {
    const { mock, url } = await emulate('workos', 'mock.fetch', 'https://api.workos.com')
    const product = new WorkOS(KEY, { apiHostname: new URL(url).hostname, maxRetries: 0 })
    const clientWith = (fetch: Fetch) => createClient(workos, { baseUrl: url, fetch, apiKey: KEY })
    return { mock, product, clientWith, client: clientWith(mock.fetch) }
  }

  test('a key is created, validated and deleted', async () => {
    const { product, client } = await open()
    const key = await client.apiKeys.create(ORGANIZATION, { name: 'Production' })
    expect((await client.apiKeys.verify({ value: key.value.reveal() })).api_key?.id).toBe(key.id)
    const { data } = await product.apiKeys.listOrganizationApiKeys({ organizationId: ORGANIZATION })
    expect(data.map(({ id }) => id)).toContain(key.id)
    expect(await client.apiKeys.delete(key.id)).toBeUndefined()
    expect((await client.apiKeys.verify({ value: key.value.reveal() })).api_key).toBeNull()
  })

  test('a lost response creates no second key', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { mock, clientWith } = await open()
    let isLost = true
    const client = clientWith(async (url, init) => {
      const response = await mock.fetch(url, init)
      if (!isLost) return response
      isLost = false
      throw new TypeError('fetch failed')
    })
    const { data, attempts } = await client.apiKeys.create(ORGANIZATION, { name: 'Once' }).withResponse()
    expect(attempts).toBe(2)
    expect((await listed(client.apiKeys.list(ORGANIZATION))).map(({ id }) => id)).toEqual([data.id])
    vi.restoreAllMocks()
  })

  test('a list goes on after the last key of a page', async () => {
    const { client } = await open()
    for (const name of ['a', 'b', 'c'])
      await client.apiKeys.createUserApiKey(USER, { name, organization_id: ORGANIZATION })
    const keys = await listed(client.apiKeys.listUserApiKeys(USER, { limit: 1, order: 'asc' }))
    expect(keys.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(await listed(client.apiKeys.listUserApiKeys(USER, { limit: 1 }, { maxItems: 2 }))).toHaveLength(2)
  })

  test('an error has its code, or one that names its status', async () => {
    const { client } = await open()
    const { id } = await client.apiKeys.create(ORGANIZATION, { name: 'Production' })
    await client.apiKeys.expire(id)
    const expired = await failureOf<WorkosTypes>(client.apiKeys.expire(id))
    expect(expired).toMatchObject({ status: 409, code: 'api_key_already_expired' })
    const unknown = await failureOf<WorkosTypes>(client.apiKeys.delete('api_key_unknown'))
    expect(unknown).toMatchObject({ status: 404, code: 'http_404', problem: { message: expect.any(String) } })
  })
})

describe('hotcakes', () => {
  const PATH = '/DesktopModules/Hotcakes/API/rest/v1'

  async function open() {
    const { mock, url } = await emulate('hotcakes', 'mock.fetch')
    const options = { baseUrl: url + PATH, fetch: mock.fetch }
    const admin = createClient(hotcakes, { ...options, session: mock.signIn('admin').token })
    const { Content } = await admin.apiKeys.create()
    const client = createClient(hotcakes, { ...options, apiKey: Content.Key })
    return { url, options, admin, key: Content, client }
  }

  test('a key is sent in the query, as by the client of the product, and stops working when it is deleted', async () => {
    const { url, admin, key, client } = await open()
    const product = new HotcakesClient(url, key.Key.reveal())
    // The product accepts bodies that its document does not describe: those without most members.
    const { Content } = await client.categories.create({ Name: 'Bread' } as never)
    expect((await product.get<{ Name: string }>(`categories/${Content?.Bvin}`)).Content.Name).toBe('Bread')
    expect(await listed(client.categories.list())).toEqual((await product.get('categories/')).Content)
    await admin.apiKeys.delete(key.Id)
    const error = await failureOf<HotcakesTypes>(client.categories.list())
    expect(error).toMatchObject({ status: 200, code: 'KEY', message: '200 KEY: Api Key is invalid' })
    expect(error.url).not.toContain(key.Key.reveal())
  })

  test('an error in a successful response is thrown', async () => {
    const { options, client } = await open()
    const unknown = '00000000-0000-4000-8000-000000000000'
    const error = await failureOf<HotcakesTypes>(client.products.get(unknown))
    expect([error.status, error.code]).toEqual([200, 'NULL'])
    expect(error.problem.Errors[0]?.Description).toMatch(/^Could not locate/)
    expect((await failureOf<HotcakesTypes>(createClient(hotcakes, options).products.list())).code).toBe('KEY')
  })

  test('a list goes through its pages by number', async () => {
    const { client } = await open()
    const before = await listed(client.products.list())
    for (const ProductName of ['a', 'b', 'c']) await client.products.create({ ProductName, Sku: ProductName } as never)
    const products = await listed(client.products.list({ page: 1, pagesize: 2 }))
    expect(products).toHaveLength(before.length + 3)
    expect(new Set(products.map(({ Bvin }) => Bvin)).size).toBe(products.length)
  })
})
