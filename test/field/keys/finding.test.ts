/** "I have the last four characters from a log, and the list does not find the key." */
// Source: koalyptus/TableFilter #314, lorenzofox3/Smart-Table #175
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { strings } from '../../../openapi/contract/json.ts'
import { dereference } from '../../../openapi/contract/ref.ts'
import { World } from '../../engine/world.ts'

const names = (world: World, as: string) => async (query: string) =>
  (await world.request(`GET /api-keys?${query}`, { as })).body.data.map(({ name, title }) => name ?? title)

async function withKeys(...made: readonly string[]) {
  const world = new World()
  const admin = await world.signIn()
  const keys = []
  for (const name of made) keys.push(await world.createKey(admin, { name, user_id: 'usr_north_reader' }))
  const find = (q: string) => names(world, admin)(`q=${encodeURIComponent(q)}`)
  return { world, admin, keys, find, list: names(world, admin) }
}

describe('a search', () => {
  test('finds a key by its redacted secret, by its last four characters and by its id', async () => {
    const { keys, find } = await withKeys('Sync', 'Other')
    const [key] = keys
    for (const q of [String(key?.redacted), String(key?.secret).slice(-4), String(key?.id)])
      expect(await find(q)).toEqual(['Sync'])
  })

  test('does not find every key by what all ids and secrets start with', async () => {
    const { find } = await withKeys('Sync', 'My key', 'Live')
    expect([await find('key'), await find('live'), await find('lk_live')]).toEqual([['My key'], ['Live'], []])
  })

  test('secret-keys: the same, by title, redacted secret and id', async () => {
    const world = new World({ contract: contracts['secret-keys'] })
    const admin = await world.signIn()
    const key = (await world.request('POST /api-keys', { as: admin, body: { title: 'Sync' } })).body
    for (const q of ['sync', String(key.redacted), key.id])
      expect(await names(world, admin)(`q=${encodeURIComponent(q)}`)).toEqual(['Sync'])
    expect(await names(world, admin)('q=nothing')).toEqual([])
  })

  test.each([
    ['Café', 'cafe'],
    ['Cafe', 'CAFÉ'],
    ['Cafe\u0301', 'Caf\u00E9'],
    ['Caf\u00E9', 'cafe\u0301'],
    ['Straße', 'STRASSE'],
    ['STRASSE', 'straße'],
    ['Ελλάς', 'ΕΛΛΑΣ'],
    ['İzmir', 'izmir'],
    ['ﬁle', 'FILE'],
    ['Sync', '  sync '],
    ['Łódź', 'lodz'],
    ['Ørsted', 'orsted'],
    ['Lodz', 'Łódź'],
    ['Œuvre', 'OEUVRE'],
    ['Ærø', 'aero'],
    ['O’Brien – 5 “s”', 'o\'brien - 5 "S"'],
    ['ＡＢＣ', 'abc'],
  ])('finds %s by %s', async (name, q) => {
    const { find } = await withKeys(name, 'Other')
    expect(await find(q)).toEqual([name])
  })

  test('of blanks finds everything, and of other letters nothing', async () => {
    const { find } = await withKeys('が')
    expect([await find('  '), await find('か')]).toEqual([['が'], []])
  })

  test('folds in the lists of other resources too', async () => {
    const { world, admin } = await withKeys()
    const { body } = await world.request('GET /orders?q=CAFE%20marlene', { as: admin })
    expect(body.data.length).toBeGreaterThan(0)
  })
})

test('names sort as in a dictionary, page by page, in both directions', async () => {
  const sorted = ['ananas', 'Äpfel', 'Zebra', 'zoo']
  const { world, admin, list } = await withKeys('Zebra', 'zoo', 'Äpfel', 'ananas')
  expect(await list('sort=name')).toEqual(sorted)
  expect(await list('sort=-name')).toEqual(sorted.toReversed())
  const { next_cursor } = (await world.request('GET /api-keys?sort=name&limit=2', { as: admin })).body
  expect(await list(`sort=name&limit=2&cursor=${encodeURIComponent(String(next_cursor))}`)).toEqual(sorted.slice(2))
})

describe('a body whose members are all optional', () => {
  test('may be absent when a key is rotated', async () => {
    const { world, admin, keys } = await withKeys('Sync')
    expect((await world.request(`POST /api-keys/${keys[0]?.id}/rotate`, { as: admin })).status).toBe(201)
  })

  test('may be absent when a key without a name is created', async () => {
    const world = new World({ contract: contracts.warehouse })
    const { status, body } = await world.request('POST /api-keys', { as: await world.signIn() })
    expect([status, body.name]).toEqual([201, null])
  })

  test.each(Object.values(contracts))('$system: may be absent in every operation', ({ operations, schemas }) => {
    const needless = operations.flatMap(({ id, body }) => {
      const schema = dereference(schemas, body?.schema)
      const isNeeded = strings(schema?.required).length > 0 || Number(schema?.minProperties ?? 0) > 0
      return body?.required && !isNeeded ? [id] : []
    })
    expect(needless).toEqual([])
  })
})

describe('a rejected request', () => {
  test.each(Object.keys(contracts))('%s: the contract says what it changes', async system => {
    const url = new URL(`../../../openapi/generated/${system}.json`, import.meta.url)
    const { info } = JSON.parse(await readFile(url, 'utf8'))
    expect(info.description.replaceAll('\n', ' ')).toContain(
      'A rejected request changes nothing, except `last_used_at`',
    )
  })

  test('changes nothing but the time a valid key was last used', async () => {
    const { world, admin } = await withKeys()
    const key = await world.createKey(admin, { scopes: ['orders:read'] })
    const withoutUse = () => world.records().replaceAll(/"last_used_at": .*/g, '')
    const before = withoutUse()
    const calls: readonly (readonly [string, unknown?])[] = [
      ['POST /api-keys', { name: 'x' }],
      ['GET /orders/nothing'],
      ['GET /orders?limit=0'],
      ['PATCH /orders', { items: [] }],
      ['DELETE /products'],
    ]
    for (const [call, body] of calls) {
      world.clock.advance('PT1M')
      expect((await world.request(call, { as: key.secret, body })).status).toBeGreaterThan(400)
      expect(withoutUse()).toBe(before)
      const { last_used_at } = (await world.request(`GET /api-keys/${key.id}`, { as: admin })).body
      expect(last_used_at).toBe(new Date(world.clock.now).toISOString())
    }
  })

  test('with a key that is not valid changes nothing at all', async () => {
    const { world, admin } = await withKeys()
    const key = await world.createKey(admin, { enabled: false })
    const before = world.records()
    expect(await world.use(key)).toBe('key_paused')
    expect(world.records()).toBe(before)
  })
})
