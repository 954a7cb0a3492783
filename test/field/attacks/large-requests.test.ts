/** A request of 1 MiB keeps other requests waiting for a moment only, and its problem document is short. */
import { describe, expect, test } from 'vitest'
import { hostileBodies } from '../../attack/hostile-bodies.ts'
import { editedContract, operationOf } from '../../engine/edited-contract.ts'
import { World } from '../../engine/world.ts'

const KB = 1000

async function open(contract?: ConstructorParameters<typeof World>[0]) {
  const world = new World(contract)
  const as = await world.signIn()
  return { world, as }
}

describe('a body of 1 MiB with', () => {
  test.each(hostileBodies)('$what gets a short problem', async ({ call, raw }) => {
    const { world, as } = await open()
    const { status, text } = await world.request(call, { as, raw })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(Buffer.byteLength(text)).toBeLessThan(64 * KB)
  })
})

describe('the errors of a request', () => {
  const list = (length: number, item: (index: number) => unknown) => Array.from({ length }, (_, index) => item(index))

  test('are at most 100, and the detail says how many there are', async () => {
    const { world, as } = await open()
    const scopes = list(150, () => 'a')
    const { body } = await world.request('POST /api-keys', { as, body: { name: 'x', scopes } })
    // One for each scope, and one for each that repeats another.
    expect(body.errors).toHaveLength(100)
    expect(body.detail).toMatch(/ \(and 298 more\)\.$/)
  })

  test('of a list that is too long do not include those of its items', async () => {
    const { world, as } = await open()
    const { body } = await world.request('PATCH /products', { as, body: { items: list(101, () => 0), colour: 1 } })
    expect(body.errors).toEqual([
      { in: 'body', pointer: '/colour', message: 'is unknown' },
      { in: 'body', pointer: '/items', message: 'must NOT have more than 100 items' },
    ])
  })

  test('of a long text are found before it is matched with a pattern', async () => {
    const contract = editedContract(contract => {
      const { body } = operationOf(contract, 'createCategory')
      if (body) Object.assign(body, { schema: { properties: { name: { maxLength: 50, pattern: '^(a+)+$' } } } })
    })
    const { world, as } = await open({ contract })
    const { body } = await world.request('POST /categories', { as, body: { name: `${'a'.repeat(30_000)}b` } })
    expect(body.errors).toEqual([{ in: 'body', pointer: '/name', message: 'must NOT have more than 50 characters' }])
  })

  test('of a very large body are reduced to the first one, which the detail says', async () => {
    const { world, as } = await open()
    const body = Object.fromEntries(list(9000, index => [`a${index}`, 1]) as [string, number][])
    const answer = await world.request('POST /api-keys', { as, body })
    expect(answer.body.errors).toEqual([{ in: 'body', pointer: '/name', message: 'is required' }])
    expect(answer.body.detail).toBe(
      'body /name is required. The request is large, so only its first error is reported.',
    )
  })

  test('name long members by their beginning, and never the beginning of a secret', async () => {
    const { world, as } = await open()
    const key = await world.createKey(as)
    for (const before of [0, 970, 985]) {
      const name = `${'x '.repeat(before / 2)}${key.secret}${' x'.repeat(1000)}`
      const { text, body } = await world.request('POST /api-keys', { as, body: { name: 'x', [name]: 1 } })
      expect(body.errors[0]?.pointer.length).toBeLessThan(1100)
      for (let length = 20; length < key.secret.length; length++)
        expect(text).not.toContain(key.secret.slice(0, length))
    }
  })
})

describe('a long target', () => {
  test.each([
    ['path', `/${'a/'.repeat(400_000)}`],
    ['path with percent-encoding', `/${'%01'.repeat(300_000)}`],
    ['name in the query', `/orders?${'a%20'.repeat(250_000)}`],
    ['list of names in the query', `/orders?${list(100_000)}`],
  ])('with a %s of 1 MB gets a short problem', async (_, path) => {
    const { world, as } = await open()
    const { status, text } = await world.request(`GET ${path}`, { as })
    expect([404, 422]).toContain(status)
    expect(text.length).toBeLessThan(64 * KB)
  })

  function list(length: number): string {
    return Array.from({ length }, (_, index) => `a${index}`).join('&')
  }
})
