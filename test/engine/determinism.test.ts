import { expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { World } from './world.ts'

/** The responses to a fixed series of requests, as text. */
async function transcript(contract: Contract, seed: number): Promise<string> {
  const world = new World({ contract, seed })
  const admin = await world.signIn()
  const lines: string[] = [admin]
  const body = { name: 'Sync', title: 'Sync', user_id: 'usr_north_reader' }
  const accepted = Object.keys((contract.schemas.ApiKeyCreate?.properties ?? {}) as Readonly<Record<string, unknown>>)
  const key = Object.fromEntries(Object.entries(body).filter(([member]) => accepted.includes(member)))
  for (const call of [
    'POST /api-keys',
    'GET /api-keys',
    'GET /me',
    'GET /orders?limit=3',
    'GET /nothing',
    'DELETE /me',
  ]) {
    const { status, headers, text } = await world.request(call, {
      as: admin,
      ...(call.startsWith('POST') ? { body: key } : {}),
    })
    lines.push(`${status} ${JSON.stringify([...headers])} ${text}`)
    world.clock.advance('PT1S')
  }
  return lines.join('\n')
}

test.each(Object.values(contracts))(
  '$system: the same seed and requests give the same bytes, and another seed gives different bytes',
  async contract => {
    const once = await transcript(contract, 1)
    expect(await transcript(contract, 1)).toBe(once)
    for (const seed of [2, 0, -1, 1.5]) expect(await transcript(contract, seed)).not.toBe(once)
  },
)

test('creating records of one resource does not change the ids of another', async () => {
  const create = async (categories: number) => {
    const world = new World()
    const admin = await world.signIn()
    for (let count = 0; count < categories; count++)
      await world.request('POST /categories', { as: admin, body: { name: 'x' } })
    return (await world.createKey(admin)).secret
  }
  expect(await create(3)).toBe(await create(0))
})

test('two mocks of one contract share no state', async () => {
  const [one, other] = [new World(), new World()]
  const admin = await one.signIn()
  await one.createKey(admin)
  expect((await other.request('GET /me', { as: admin })).status).toBe(401)
  expect((await other.request('GET /api-keys', { as: await other.signIn() })).body.data).toEqual([])
})

test('setting the clock back does not undo an expiry, and does not prevent a later one', async () => {
  const world = new World()
  const admin = await world.signIn()
  const [short, long] = [
    await world.createKey(admin, { expires_at: '2026-01-01T01:00:00Z' }),
    await world.createKey(admin, { expires_at: '2026-01-01T02:00:00Z' }),
  ]
  world.clock.set('2026-01-01T01:30:00Z')
  expect(await world.use(short)).toBe('key_expired')
  world.clock.set('2025-06-01T00:00:00Z')
  expect([await world.use(short), await world.use(long)]).toEqual(['key_expired', '200'])
  const late = await world.createKey(admin, { expires_at: '2025-07-01T00:00:00Z' })
  await world.request('POST /clear-operations/open', { as: admin })
  world.clock.set('2026-01-01T01:30:00Z')
  expect([await world.use(late), await world.use(long)]).toEqual(['key_expired', '200'])
  expect((await world.request('GET /clear-operations', { as: admin })).body.open).toBe(false)
})

test('a clock at its last moment still gives valid responses, and sessions that work', async () => {
  const world = new World()
  world.clock.set('9998-12-31T23:59:59.999Z')
  const { status, body, headers } = await world.request('POST /sessions', {
    body: { email: 'admin@north.example', password: 'password' },
  })
  expect([status, body.expires_at, headers.get('date')]).toEqual([
    201,
    '9999-01-01T11:59:59.999Z',
    'Thu, 31 Dec 9998 23:59:59 GMT',
  ])
  expect((await world.request('GET /me', { as: body.token })).status).toBe(200)
})
