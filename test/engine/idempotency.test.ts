import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import { editedContract } from './edited-contract.ts'
import { pendingBody } from './streams.ts'
import { type TestResponse, World } from './world.ts'

const headers = { 'idempotency-key': 'one' }
const price = { amount: 1, currency: 'EUR' }

async function open() {
  const world = new World()
  const admin = await world.signIn()
  const send = (call: string, body: unknown, as = admin, key = 'one') =>
    world.request(call, { as, body, headers: { 'idempotency-key': key } })
  const create = (name = 'Sync', as?: string, key?: string) => send('POST /api-keys', { name }, as, key)
  const count = async () => (await world.request('GET /api-keys', { as: admin })).body.data.length
  return { world, admin, send, create, count }
}

/** Starts a creation whose body is sent when the test calls `finish`. */
function startCreation(world: World, as: string, text: string, key = 'one') {
  const { body: raw, finish } = pendingBody(text)
  return { response: world.request('POST /api-keys', { as, raw, headers: { 'idempotency-key': key } }), finish }
}

const isReplay = ({ headers }: TestResponse) => headers.get('idempotency-replayed') === 'true'

describe('a repeated request with the same body', () => {
  test('returns the first response, including the secret, and creates no second key', async () => {
    const { create, count } = await open()
    const first = await create()
    const second = await create()
    expect([second.status, second.text]).toEqual([201, first.text])
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect([isReplay(first), isReplay(second), await count()]).toEqual([false, true, 1])
    expect(second.headers.get('request-id')).not.toBe(first.headers.get('request-id'))
  })

  test('succeeds at the limit, when a new request fails', async () => {
    const { create } = await open()
    for (const key of ['1', '2', '3', '4', '5']) expect((await create('Sync', undefined, key)).status).toBe(201)
    expect([(await create('Sync', undefined, '5')).status, (await create('Sync', undefined, '6')).status]).toEqual([
      201, 409,
    ])
  })

  test('returns the first response even if the key has been revoked since', async () => {
    const { world, admin, create } = await open()
    const first = await create()
    await world.request(`POST /api-keys/${first.body.id}/revoke`, { as: admin })
    expect((await create()).body.status).toBe('active')
  })

  test('does not conflict with a unique value that the first request wrote', async () => {
    const { send } = await open()
    for (const [call, body] of [
      ['POST /products', { sku: 'NEW', name: 'x', price }],
      ['POST /users', { email: 'new@north.example', name: 'x', password: 'long enough' }],
    ] as const) {
      const first = await send(call, body)
      const second = await send(call, body)
      expect([first.status, second.status, second.text]).toEqual([201, 201, first.text])
    }
  })

  test('is accepted if a time in the body has passed since the first request', async () => {
    const { world, send } = await open()
    const body = { name: 'x', expires_at: '2026-01-01T00:00:30Z' }
    const first = await send('POST /api-keys', body)
    world.clock.advance('PT1M')
    expect((await send('POST /api-keys', body)).text).toBe(first.text)
  })

  test('of a rotation returns the new key, although the old key can no longer be rotated', async () => {
    const { world, admin, send } = await open()
    const key = await world.createKey(admin)
    const call = `POST /api-keys/${key.id}/rotate`
    const first = await send(call, {})
    const second = await send(call, {})
    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text])
    expect((await send(call, {}, admin, 'other')).body.code).toBe('invalid_transition')
  })

  test('still requires credentials and the permission', async () => {
    const { world, admin, create } = await open()
    const manager = await world.signIn('manager@north.example')
    await create('Sync', manager)
    await world.request('PATCH /groups/grp_north_managers', { as: admin, body: { permissions: [] } })
    expect((await create('Sync', manager)).status).toBe(403)
    expect((await world.request('POST /api-keys', { body: { name: 'Sync' }, headers })).status).toBe(401)
  })

  test('can format its JSON differently, but not change a value', async () => {
    const { world, admin } = await open()
    const send = (raw: string) => world.request('POST /api-keys', { as: admin, raw, headers })
    const first = await send('{"name":"Sync","scopes":null}')
    expect((await send('{ "name": "\\u0053ync",\n "scopes": null }')).text).toBe(first.text)
    expect((await send('{"name":"Sync","scopes":[]}')).body.code).toBe('idempotency_key_reused')
  })
})

describe('the same idempotency key', () => {
  test('with another body is rejected', async () => {
    const { create, count } = await open()
    await create('One')
    const { status, body } = await create('Two')
    expect([status, body.code, await count()]).toEqual([422, 'idempotency_key_reused', 1])
  })

  test('for another record or another warehouse is rejected', async () => {
    const { world, admin, send } = await open()
    const [one, two] = [await world.createKey(admin), await world.createKey(admin)]
    await send(`POST /api-keys/${one.id}/rotate`, {})
    expect((await send(`POST /api-keys/${two.id}/rotate`, {})).body.code).toBe('idempotency_key_reused')
    const line = { sku: 'A', quantity: 1 }
    const body = { reference: 'x', supplier: 'x', expected_at: '2026-02-01T00:00:00Z', lines: [line] }
    const announce = (warehouse: string) =>
      world.request('POST /inbound', { as: admin, body, headers: { ...headers, 'x-warehouse-id': warehouse } })
    expect([(await announce('7')).status, (await announce('8')).body.code]).toEqual([201, 'idempotency_key_reused'])
  })

  test('from another caller or for another operation is independent', async () => {
    const { world, create, send, count } = await open()
    const manager = await world.signIn('manager@north.example')
    const responses = [
      await create(),
      await create('Sync', manager),
      await create('Sync', await world.signIn('admin@south.example')),
      await send('POST /categories', { name: 'Sync' }),
      await send('POST /groups', { name: 'Sync' }),
    ]
    expect(responses.map(response => [response.status, isReplay(response)])).toEqual(responses.map(() => [201, false]))
    expect(await count()).toBe(2)
  })

  test('is shared by the sessions and API keys of one user', async () => {
    const { world, admin, create } = await open()
    const key = await world.createKey(admin)
    const first = await create()
    expect((await create('Sync', key.secret)).text).toBe(first.text)
  })

  test('from a narrowed key is separate, so a guess does not return a wider key', async () => {
    const { world, admin, create } = await open()
    const narrow = await world.createKey(admin, { scopes: ['api_keys:write'] })
    const wide = await create()
    const guess = await create('Sync', narrow.secret)
    expect([guess.status, guess.text.includes(wide.body.secret)]).toEqual([403, false])
    const own = { name: 'Sync', scopes: ['api_keys:write'] }
    const made = await world.request('POST /api-keys', { as: narrow.secret, body: own, headers })
    const again = await world.request('POST /api-keys', { as: narrow.secret, body: own, headers })
    expect([made.status, again.text]).toEqual([201, made.text])
  })

  test('is ignored if the operation does not declare the header', async () => {
    const { world, admin } = await open()
    const update = (name: string) =>
      world.request('PATCH /users/usr_north_reader', { as: admin, body: { name }, headers })
    expect([(await update('a')).body.name, (await update('b')).body.name]).toEqual(['a', 'b'])
  })

  test.each(['', 'x'.repeat(256)])('must have 1 to 255 characters: %.3s', async key => {
    const { create } = await open()
    const { status, body } = await create('Sync', undefined, key)
    expect([status, body.errors[0]?.pointer]).toEqual([422, '/Idempotency-Key'])
  })

  test.each(['__proto__', 'constructor', '"', 'ÿ', 'x'.repeat(255)])('can be %.20s', async key => {
    const { create } = await open()
    const first = await create('Sync', undefined, key)
    expect((await create('Sync', undefined, key)).text).toBe(first.text)
  })
})

describe('after a request that failed', () => {
  test('the idempotency key can be used again', async () => {
    const { world, send } = await open()
    expect((await send('POST /api-keys', { name: '' })).status).toBe(422)
    expect((await send('POST /api-keys', { name: 'x', user_id: 'usr_nobody' })).status).toBe(422)
    const manager = await world.signIn('manager@north.example')
    expect((await send('POST /users', { name: 'x', email: 'x@north.example' }, manager)).status).toBe(403)
    expect((await send('POST /api-keys', { name: 'Sync' })).status).toBe(201)
  })

  test('because of a limit, the repeated request succeeds once a key is revoked', async () => {
    const { world, admin, create } = await open()
    const keys = await Promise.all([1, 2, 3, 4, 5].map(() => world.createKey(admin)))
    expect((await create()).status).toBe(409)
    await world.request(`POST /api-keys/${keys[0]?.id}/revoke`, { as: admin })
    const response = await create()
    expect([response.status, isReplay(response)]).toEqual([201, false])
  })
})

describe('after 10 minutes', () => {
  test('exactly, the idempotency key is forgotten', async () => {
    const { world, create, count } = await open()
    const first = await create()
    world.clock.set('2026-01-01T00:09:59.999Z')
    expect((await create()).text).toBe(first.text)
    world.clock.set('2026-01-01T00:10:00.000Z')
    const again = await create('Another body')
    expect([again.status, isReplay(again), await count()]).toEqual([201, false, 2])
  })

  test('the idempotency key is forgotten even if it was used in between', async () => {
    const { world, create } = await open()
    await create()
    world.clock.advance('PT9M')
    await create()
    world.clock.advance('PT1M')
    expect(isReplay(await create())).toBe(false)
  })

  test('the idempotency key is forgotten even if the clock was set back in between', async () => {
    const { world, create } = await open()
    await create('Late', undefined, 'late')
    world.clock.set('2025-12-31T22:00:00Z')
    await create('Early', undefined, 'early')
    world.clock.set('2026-01-01T00:00:00Z')
    expect(isReplay(await create('Early', undefined, 'early'))).toBe(false)
    expect(isReplay(await create('Late', undefined, 'late'))).toBe(true)
  })
})

describe('while the first request is still running', () => {
  test('a second request with the same idempotency key is rejected, and the first continues', async () => {
    const { world, admin, create, count } = await open()
    const first = startCreation(world, admin, '{"name":"Sync"}')
    for (let time = 0; time < 2; time++) {
      const { status, body } = await create()
      expect([status, body.code]).toEqual([409, 'idempotency_conflict'])
    }
    first.finish()
    expect([(await first.response).status, isReplay(await create()), await count()]).toEqual([201, true, 1])
  })

  test('a repeated request gets the first response even if another repeated request is still running', async () => {
    const { world, admin, create } = await open()
    const { text } = await create()
    const slow = startCreation(world, admin, '{"name":"Sync"}')
    expect((await create()).text).toBe(text)
    slow.finish()
    expect((await slow.response).text).toBe(text)
  })

  test('requests with other idempotency keys or from other callers succeed', async () => {
    const { world, admin, create } = await open()
    const first = startCreation(world, admin, '{"name":"Sync"}')
    expect((await create('Sync', undefined, 'two')).status).toBe(201)
    expect((await create('Sync', await world.signIn('manager@north.example'))).status).toBe(201)
    first.finish()
    expect((await first.response).status).toBe(201)
  })

  test('callers are distinguished even if the system sends API keys in a custom header', async () => {
    const contract = editedContract(({ schemes }) => {
      if (schemes.apiKey) schemes.apiKey.carrier = { in: 'header', name: 'X-Api-Key' }
    }, contracts['account-keys'])
    const world = new World({ contract })
    const keyOf = async (email: string) => (await world.createKey(await world.signIn(email))).secret
    const [north, south] = [await keyOf('admin@north.example'), await keyOf('admin@south.example')]
    const { body: raw, finish } = pendingBody('')
    const first = world.request('POST /api-keys', { raw, headers: { ...headers, 'x-api-key': north } })
    const body = { name: 'Sync' }
    const second = await world.request('POST /api-keys', { body, headers: { ...headers, 'x-api-key': south } })
    expect(second.status).toBe(201)
    finish()
    expect((await first).status).toBe(422)
  })

  test('the idempotency key can be used again after the first request fails, even if its body is incomplete', async () => {
    const { world, admin, create } = await open()
    const first = startCreation(world, admin, '{"name":')
    expect((await create()).status).toBe(409)
    first.finish()
    expect((await first.response).status).toBe(400)
    expect((await create()).status).toBe(201)
  })

  test('a second request whose body arrives after the first finishes gets the result of the first', async () => {
    const { world, admin } = await open()
    const first = startCreation(world, admin, '{"name":"Sync"}')
    const second = startCreation(world, admin, '{"name":"Sync"}')
    first.finish()
    const { text } = await first.response
    second.finish()
    expect((await second.response).text).toBe(text)

    const failing = startCreation(world, admin, '{', 'two')
    const next = startCreation(world, admin, '{"name":"Sync"}', 'two')
    failing.finish()
    await failing.response
    next.finish()
    expect((await next.response).status).toBe(201)
  })

  test('only one of many concurrent requests creates a key, and all that succeed get its response', async () => {
    const { create, count } = await open()
    const responses = await Promise.all(Array.from({ length: 10 }, () => create()))
    const statuses = new Set(responses.map(({ status }) => status))
    expect([...statuses].every(status => status === 201 || status === 409)).toBe(true)
    expect(new Set(responses.flatMap(({ status, body }) => (status === 201 ? [body.id] : []))).size).toBe(1)
    expect(await count()).toBe(1)
  })
})
