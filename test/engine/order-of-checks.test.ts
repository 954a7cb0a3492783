import { expect, test } from 'vitest'
import { editedContract, emptyCatalogue, operationOf, resourceOf } from './edited-contract.ts'
import { textOf } from './memory.ts'
import { World } from './world.ts'

/** Rotation that also requires a warehouse and an open window, at a limit of one. Every check can fail for it. */
const contract = editedContract(contract => {
  emptyCatalogue(contract)
  for (const limit of resourceOf(contract, 'ApiKey').limits ?? []) limit.max = 1
  const rotate = operationOf(contract, 'rotateApiKey')
  rotate.window = 'ClearOperations'
  rotate.security = rotate.security.map(alternative => ({ ...alternative, warehouse: [] }))
  const [malformed, forbidden] = [rotate.responses[400], rotate.responses[403]]
  if (malformed) malformed.codes = ['malformed_json', 'missing_warehouse']
  if (forbidden) forbidden.codes = ['permission_denied', 'warehouse_forbidden', 'clear_operations_closed']
})

/** A paused key, a key that retires, and a closed window. */
async function open() {
  const world = new World({ contract })
  const [admin, reader] = [await world.signIn(), await world.signIn('reader@north.example')]
  const send = (call: string, body?: object, headers = {}) =>
    world.request(call, { as: admin, headers, ...(body ? { body } : {}) })
  const retiring = await world.createKey(admin)
  await send('POST /clear-operations/open')
  const rotate = `POST /api-keys/${retiring.id}/rotate`
  const { body: key } = await send(rotate, { grace_seconds: 600 }, { 'x-warehouse-id': '7' })
  await send('POST /clear-operations/close')
  await send(`PATCH /api-keys/${key.id}`, { enabled: false })
  return { world, send, admin, reader, retiring, key }
}

test('a request with every fault is rejected for one after another, in the documented order, and changes nothing', async () => {
  const { world, send, admin, reader, retiring, key } = await open()
  const sent: { path: string; raw: string; headers: Record<string, string> } = {
    path: '/api-keys/key_nothing/rotate?colour=red',
    raw: '['.repeat(2 * 1024 * 1024),
    headers: { 'content-type': 'text/plain' },
  }
  const set = (change: Partial<typeof sent>) => Object.assign(sent, change)
  const header = (name: string, value: string) => Object.assign(sent.headers, { [name]: value })

  const walk: readonly [expected: string, fix: () => unknown][] = [
    ['401 missing_credentials', () => header('authorization', 'Bearer lk_live_nonsense')],
    ['401 invalid_key', () => header('authorization', `Bearer ${reader}`)],
    ['400 missing_warehouse', () => header('x-warehouse-id', '9')],
    ['403 warehouse_forbidden', () => header('x-warehouse-id', '7')],
    ['403 permission_denied', () => header('authorization', `Bearer ${admin}`)],
    ['404 not_found', () => set({ path: `/api-keys/${key.id}/rotate?colour=red` })],
    ['413 body_too_large', () => set({ raw: '{' })],
    ['415 unsupported_media_type', () => header('content-type', 'application/json')],
    ['400 malformed_json', () => set({ raw: '{"grace_seconds":-1}' })],
    ['422 validation_failed', () => set({ raw: '{"grace_seconds":60}' })],
    ['422 validation_failed', () => set({ path: `/api-keys/${key.id}/rotate` })],
    ['409 invalid_transition', () => send(`PATCH /api-keys/${key.id}`, { enabled: true })],
    ['403 clear_operations_closed', () => send('POST /clear-operations/open')],
    ['409 active_key_limit_reached', () => send(`POST /api-keys/${retiring.id}/revoke`)],
  ]
  // Everything that the engine keeps, except the counters of its random values.
  const { context } = world.engine
  const memory = () => textOf(context, [contract, context.schemas, context.random])
  for (const [expected, fix] of walk) {
    const before = memory()
    const { status, body } = await world.request(`POST ${sent.path}`, sent)
    expect(`${status} ${body.code}`).toBe(expected)
    expect(memory()).toBe(before)
    await fix()
  }
  expect((await world.request(`POST ${sent.path}`, sent)).status).toBe(201)
})

test('a rejected request uses no random value: the next record has the same id and secret', async () => {
  const create = async (isDisturbed: boolean) => {
    const world = new World({ contract })
    const admin = await world.signIn()
    if (isDisturbed) {
      await world.request('POST /api-keys', { as: admin, body: { name: '' } })
      await world.request('POST /api-keys', { body: { name: 'x' } })
      await world.request('POST /products', { as: admin, body: { name: 'x' } })
    }
    return world.createKey(admin)
  }
  expect(await create(true)).toEqual(await create(false))
})

test('a rejected request with a valid key updates last_used_at, and nothing else', async () => {
  const world = new World()
  const admin = await world.signIn()
  const key = await world.createKey(admin)
  const before = world.records().replace(/"last_used_at": .*/g, '')
  world.clock.advance('PT1M')
  expect((await world.request(`DELETE /api-keys/${key.id}`, { as: key.secret })).status).toBe(409)
  expect(world.records()).toContain('"last_used_at": "2026-01-01T00:01:00.000Z"')
  expect(world.records().replace(/"last_used_at": .*/g, '')).toBe(before)
})
