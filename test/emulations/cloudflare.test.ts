/**
 * The emulation `cloudflare`, called by the product's own client, `cloudflare` 7.3, unchanged.
 *
 * What is expected comes from the sources at the top of openapi/emulations/cloudflare/openapi.yaml.
 */
import Cloudflare from 'cloudflare'
import { describe, expect, test } from 'vitest'
import { type Emulated, emulate, IN_AN_HOUR, TRANSPORTS } from './emulated.ts'

const ROOT = 'cfut_0123456789abcdefghijklmnopqrstuvwxyzABCD8x2hQJ'
const ROOT_ID = '5eed0000000000000000000000000001'
const FORM = /^cfut_[0-9A-Za-z]{46}$/

const policies = [
  {
    effect: 'allow' as const,
    permission_groups: [{ id: '82e64a83756745bbbb1c9c2701bf816b' }],
    resources: { 'com.cloudflare.api.account.zone.*': '*' },
  },
]

const clientOf = ({ url }: Emulated, apiToken: string | null = ROOT) =>
  new Cloudflare({ apiToken, baseURL: `${url}/client/v4`, maxRetries: 0 })

async function created(client: Cloudflare, more: object = {}) {
  const { id = '', value = '' } = await client.user.tokens.create({ name: 'Sync', policies, ...more })
  return { id, value }
}

/** The status, and the first error. */
async function refused(promise: PromiseLike<unknown>) {
  try {
    await promise
  } catch (error) {
    if (!(error instanceof Cloudflare.APIError)) throw error
    const [first] = error.errors
    return { status: error.status, code: first?.code, message: first?.message }
  }
  throw new Error('The request was not refused.')
}

describe.each(TRANSPORTS)('%s', transport => {
  const start = () => emulate('cloudflare', transport, 'https://api.cloudflare.com')

  test('a token is created, and its value is shown once', async () => {
    const reached = await start()
    const { tokens } = clientOf(reached).user
    const token = await tokens.create({ name: 'Sync', policies, condition: { request_ip: { in: ['10.0.0.0/8'] } } })
    expect(token).toMatchObject({ name: 'Sync', status: 'active', value: expect.stringMatching(FORM), policies })
    expect(token.id).toMatch(/^[0-9a-f]{32}$/)
    const read = await tokens.get(String(token.id))
    expect(read).toMatchObject({ name: 'Sync', condition: { request_ip: { in: ['10.0.0.0/8'] } } })
    expect(read).not.toHaveProperty('value')
    expect(JSON.stringify([reached.mock.requests, reached.mock.snapshot()])).not.toContain(token.value)
  })

  test('a token verifies itself', async () => {
    const reached = await start()
    const { id, value } = await created(clientOf(reached), { expires_on: IN_AN_HOUR })
    expect(await clientOf(reached, value).user.tokens.verify()).toEqual({
      id,
      status: 'active',
      expires_on: IN_AN_HOUR,
    })
  })

  test('a rolled token keeps its id, and its old value ends at once', async () => {
    const reached = await start()
    const client = clientOf(reached)
    const { id, value } = await created(client)
    const rolled = await client.user.tokens.value.update(id, { body: {} })
    expect(rolled).toMatch(FORM)
    expect(rolled).not.toBe(value)
    expect(await clientOf(reached, rolled).user.tokens.verify()).toMatchObject({ id })
    expect(await refused(clientOf(reached, value).user.tokens.verify())).toMatchObject({ status: 401, code: 1000 })
  })

  test('a token is replaced, disabled and enabled', async () => {
    const reached = await start()
    const client = clientOf(reached)
    const { id, value } = await created(client, { expires_on: IN_AN_HOUR })
    const change = (status: 'active' | 'disabled') =>
      client.user.tokens.update(id, { name: 'Renamed', policies, status })
    const disabled = await change('disabled')
    expect(disabled).toMatchObject({ name: 'Renamed', status: 'disabled' })
    expect(disabled).not.toHaveProperty('expires_on')
    expect(await refused(clientOf(reached, value).user.tokens.get(id))).toMatchObject({ status: 403, code: 9109 })
    await change('active')
    expect(await clientOf(reached, value).user.tokens.get(id)).toMatchObject({ id })
  })

  test('a token starts, ends, and revives with a later end', async () => {
    const reached = await start()
    const client = clientOf(reached)
    const early = await created(client, { not_before: IN_AN_HOUR })
    const ending = await created(client, { expires_on: IN_AN_HOUR })
    const get = (value: string) => clientOf(reached, value).user.tokens.get(ROOT_ID)
    expect(await refused(get(early.value))).toMatchObject({ status: 403, code: 9109 })
    expect(await get(ending.value)).toMatchObject({ name: 'Root' })
    reached.mock.clock.advance('PT1H')
    expect(await get(early.value)).toMatchObject({ name: 'Root' })
    expect(await refused(get(ending.value))).toMatchObject({ status: 403, code: 9109 })
    expect(await client.user.tokens.get(ending.id)).toMatchObject({ status: 'expired' })
    const later = { name: 'Sync', policies, expires_on: '2026-01-06T08:00:00Z' }
    expect(await client.user.tokens.update(ending.id, later)).toMatchObject({ status: 'active' })
    expect(await get(ending.value)).toMatchObject({ name: 'Root' })
  })

  test('lists have pages and an order, and groups a scope', async () => {
    const { tokens } = clientOf(await start()).user
    for (let index = 0; index < 8; index++) await tokens.create({ name: `T${index}`, policies })
    const page = await tokens.list({ per_page: 5 })
    expect(page.result_info).toMatchObject({ page: 1, per_page: 5, count: 5, total_count: 9 })
    const names: unknown[] = []
    for await (const { name } of tokens.list({ per_page: 5, direction: 'desc' })) names.push(name)
    expect(names).toHaveLength(9)
    expect(names.at(-1)).toBe('Root')
    const groups: unknown[] = []
    for await (const { name } of tokens.permissionGroups.list({ scope: 'com.cloudflare.api.user' })) groups.push(name)
    expect(groups).toEqual(['API Tokens Read', 'API Tokens Write'])
  })

  test('a global key and an e-mail address are a credential, but no token', async () => {
    const reached = await start()
    const global = clientOf(reached, null).withOptions({
      apiEmail: 'ada@cloud.example',
      apiKey: '0123456789abcdef0123456789abcdef01234',
    })
    expect(await global.user.tokens.get(ROOT_ID)).toMatchObject({ name: 'Root' })
    expect(await refused(global.user.tokens.verify())).toMatchObject({ status: 400, code: 1001 })
  })

  describe('six probes', () => {
    test('no credential', async () => {
      const without = clientOf(await start(), null).withOptions({ defaultHeaders: { Authorization: null } })
      expect(await refused(without.user.tokens.get(ROOT_ID))).toMatchObject({ status: 400, code: 9106 })
      expect(await refused(without.user.tokens.verify())).toMatchObject({ status: 400, code: 1001 })
    })

    test('a credential that makes no sense, and an unknown one', async () => {
      const reached = await start()
      const nonsense = clientOf(reached, 'nonsense').user.tokens
      expect(await refused(nonsense.verify())).toMatchObject({ status: 400, code: 6003 })
      expect(await refused(nonsense.get(ROOT_ID))).toMatchObject({ status: 400, code: 6003 })
    })

    test('an unknown member is ignored', async () => {
      const values = { name: 'x', policies, color: 'red' }
      expect(await clientOf(await start()).user.tokens.create(values)).not.toHaveProperty('color')
    })

    test('a wrong type, and a value that is not allowed', async () => {
      const { tokens } = clientOf(await start()).user
      const create = (values: object) => refused(tokens.create({ name: 'x', policies, ...values }))
      expect(await create({ name: 1 })).toEqual({ status: 400, code: 1001, message: 'name must be string' })
      expect(await create({ policies: [{ ...policies[0], effect: 'maybe' }] })).toMatchObject({
        status: 400,
        code: 1001,
      })
    })

    test('an idempotency key has no effect: two requests make two tokens', async () => {
      const { tokens } = clientOf(await start()).user
      const create = () => tokens.create({ name: 'x', policies }, { headers: { 'Idempotency-Key': 'a' } })
      expect((await create()).id).not.toBe((await create()).id)
    })

    test('a token after it was deleted', async () => {
      const reached = await start()
      const client = clientOf(reached)
      const { id, value } = await created(client)
      expect(await client.user.tokens.delete(id)).toEqual({ id })
      expect(await refused(clientOf(reached, value).user.tokens.get(ROOT_ID))).toMatchObject({
        status: 403,
        code: 9109,
      })
      expect(await refused(client.user.tokens.delete(id))).toMatchObject({ status: 404 })
    })
  })

  test('no response breaks the schema that its operation declares', async () => {
    const reached = await start()
    const client = clientOf(reached)
    const { id, value } = await created(client)
    await client.user.tokens.value.update(id, { body: {} })
    await refused(clientOf(reached, value).user.tokens.verify())
    await client.user.tokens.list()
    expect(reached.mock.requests.map(({ violation }) => violation)).toEqual(Array(4).fill(undefined))
  })
})
