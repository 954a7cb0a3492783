/** "There is a key in the list that has no name. Another one reads `exe.gpj`." */
// Source: openstreetmap/openstreetmap-website #4538, XiovV/calich #252
import { describe, expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { createMock } from '../../../mock/index.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { World } from '../../engine/world.ts'

/** A text without anything to see, or with something that nobody sees. */
const lies: readonly (readonly [string, string])[] = [
  ['is empty', ''],
  ['is blank', '   '],
  ['is an ideographic space', '\u3000'],
  ['is a zero-width space', '\u200B'],
  ['is a word joiner', '\u2060'],
  ['is a Hangul filler', '\u3164'],
  ['is an empty Braille pattern', '\u2800'],
  ['is only an accent', '\u0301'],
  ['hides a zero-width space', 'ad\u200Bmin'],
  ['hides a zero-width joiner between Latin letters', 'ad\u200Dmin'],
  ['hides a soft hyphen', 'ad\u00ADmin'],
  ['hides a byte order mark', 'ad\uFEFFmin'],
  ['hides a variation selector', 'admin\uFE0F'],
  ['hides a tag', 'admin\u{E0041}'],
  ['hides a text in a flag', '🏴\u{E0068}\u{E0065}\u{E006C}\u{E0070}\u{E007F}'],
  ['hides a joiner after an emoji', '👩\u200D'],
  ['is a Hangul vowel filler', '\u1160'],
  ['is a private character', '\uE000'],
  ['is read backwards', 'gpj.\u202Eexe'],
  ['changes the direction of what follows', 'admin\u2067'],
  ['has a right-to-left mark', 'admin\u200Fx'],
  ['has two lines', 'one\ntwo'],
  ['has a line separator', 'one\u2028two'],
  ['has a tab', 'one\ttwo'],
  ['rings a bell', 'one\u0007two'],
  ['has a null character', 'one\u0000two'],
  ['has a C1 control', 'one\u0085two'],
  ['has half of a surrogate pair', 'one\uD83Dtwo'],
]

/** Names that people have. */
const honest = [
  'Café Marlène',
  'Ærøskøbing',
  '北の倉庫',
  'مخزن الشمال',
  'می\u200Cخواهم',
  'क्\u200Dष',
  '👩‍💻 Team',
  '🏳️‍🌈',
  '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
  '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}',
  '🇳🇱 👍🏽 ❤\uFE0E',
  '1️⃣ first',
  '葛\u{E0100}',
  'e\u0301',
  '-',
]

interface Writing {
  readonly system: keyof typeof contracts
  readonly call: string
  readonly field: string
  readonly values?: Row
  readonly headers?: Readonly<Record<string, string>>
  readonly wrap?: (values: Row) => unknown
}

const price = { amount: 1, currency: 'EUR' }
const shipment = { expected_at: '2027-01-01T00:00:00Z', lines: [{ sku: 'A', quantity: 1 }] }
const warehouse = { 'X-Warehouse-Id': '7' }

const writings: readonly Writing[] = [
  { system: 'standard', call: 'POST /api-keys', field: 'name' },
  { system: 'standard', call: 'POST /users', field: 'name', values: { email: 'a@b.example' } },
  { system: 'standard', call: 'PATCH /users/usr_north_reader', field: 'name' },
  { system: 'standard', call: 'POST /groups', field: 'name' },
  { system: 'standard', call: 'PATCH /groups/grp_north_readers', field: 'name' },
  { system: 'standard', call: 'POST /products', field: 'name', values: { sku: 'A', price } },
  { system: 'standard', call: 'POST /products', field: 'sku', values: { name: 'A', price } },
  { system: 'standard', call: 'PATCH /products/prod_north_chai', field: 'name' },
  {
    system: 'standard',
    call: 'PATCH /products',
    field: 'name',
    wrap: values => ({ items: [{ id: 'prod_north_chai', ...values }] }),
  },
  { system: 'standard', call: 'POST /categories', field: 'name' },
  { system: 'standard', call: 'PATCH /categories/cat_north_tea', field: 'name' },
  {
    system: 'standard',
    call: 'POST /inbound',
    field: 'supplier',
    values: { ...shipment, reference: 'A' },
    headers: warehouse,
  },
  {
    system: 'standard',
    call: 'POST /inbound',
    field: 'reference',
    values: { ...shipment, supplier: 'A' },
    headers: warehouse,
  },
  { system: 'account-keys', call: 'POST /api-keys', field: 'name' },
  { system: 'user-keys', call: 'POST /api-keys', field: 'name', values: { user_id: 'usr_north_reader' } },
  { system: 'store-admin', call: 'POST /categories', field: 'name' },
  { system: 'warehouse', call: 'POST /api-keys', field: 'name' },
  { system: 'secret-keys', call: 'POST /api-keys', field: 'title' },
]

describe.each(writings)('$system, $call: the $field', ({ system, call, field, values, headers, wrap }) => {
  async function write(text: string) {
    const world = new World({ contract: contracts[system] })
    const as = await world.signIn()
    const body = { ...values, [field]: text }
    return world.request(call, { as, body: wrap ? wrap(body) : body, ...(headers && { headers }) })
  }

  test.each(lies)('is rejected if it %s', async (_, text) => {
    const { status, body } = await write(text)
    expect([status, body.code]).toEqual([422, 'validation_failed'])
    expect(new Set(body.errors.map(({ pointer }) => pointer))).toEqual(
      new Set([wrap ? `/items/0/${field}` : `/${field}`]),
    )
  })

  test('is stored without the blanks around it', async () => {
    const { body } = await write(' \u00A0North\t\n')
    expect((body.data?.[0] ?? body)[field]).toBe('North')
  })
})

test.each(honest)('a key is named %s', async name => {
  const world = new World()
  expect((await world.createKey(await world.signIn(), { name })).name).toBe(name)
})

test('the message names the character, because nobody sees it', async () => {
  const world = new World()
  const { body } = await world.request('POST /api-keys', { as: await world.signIn(), body: { name: 'ad\u200Bmin' } })
  const message = 'must not contain the invisible character U+200B'
  expect(body.errors).toEqual([{ in: 'body', pointer: '/name', message }])
})

test('the length of a name counts without the blanks around it', async () => {
  const world = new World()
  const admin = await world.signIn()
  expect((await world.createKey(admin, { name: ` ${'x'.repeat(100)} ` })).name).toHaveLength(100)
})

describe('the SKUs in the lines of a shipment', () => {
  async function announce(...skus: unknown[]) {
    const world = new World()
    const lines = skus.map(sku => ({ sku, quantity: 1 }))
    const body = { ...shipment, reference: 'A', supplier: 'B', lines }
    return world.request('POST /inbound', { as: await world.signIn(), body, headers: warehouse })
  }

  test('are rejected if they hide something, each with its pointer', async () => {
    const { status, body } = await announce('A', 'ad\u200Bmin', 'B', 'gpj.\u202Eexe')
    expect([status, body.errors]).toEqual([
      422,
      ['1', '3'].map((line, index) => ({
        in: 'body',
        pointer: `/lines/${line}/sku`,
        message: `must not contain the invisible character U+${['200B', '202E'][index]}`,
      })),
    ])
  })

  test('are stored without the blanks around them', async () => {
    expect((await announce(' A ', 'B\n')).body.lines).toMatchObject([{ sku: 'A' }, { sku: 'B' }])
  })

  test('get one error if they are no text', async () => {
    const { body } = await announce(['\u200B'])
    expect(body.errors).toEqual([{ in: 'body', pointer: '/lines/0/sku', message: 'must be string' }])
  })
})

test('every name of every resource is a label', () => {
  const unlabelled = Object.values(contracts).flatMap(({ system, resources }) =>
    Object.entries(resources).flatMap(([resource, { members, properties }]) =>
      members
        .filter(member => /^(name|title|.*_name)$/.test(member) && !properties[member]?.label)
        .map(member => `${system} ${resource}.${member}`),
    ),
  )
  expect(unlabelled).toEqual([])
})

test('seeded records follow the same rules', () => {
  const mock = createMock()
  expect(mock.seed({ Group: [{ name: ' Night shift ' }] }).Group[0]?.name).toBe('Night shift')
  expect(() => mock.seed({ Group: [{ name: 'Night\u200Bshift' }] })).toThrow(/U\+200B/)
})
