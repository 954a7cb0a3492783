import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import { editedContract, emptyCatalogue } from './edited-contract.ts'
import { memoryOf, textOf } from './memory.ts'
import { type Body, World } from './world.ts'

const small = editedContract(emptyCatalogue)

/** All strings that an engine holds, except its contract, the compiled schemas and the responses kept for repeated requests. */
function heldBy(world: World): string {
  const { contract, schemas, idempotency } = world.engine.context
  return textOf(world.engine, [contract, schemas, idempotency])
}

describe('a secret that is shown once', () => {
  test('is not kept by the engine, which keeps its hash', async () => {
    const world = new World({ contract: small })
    const admin = await world.signIn()
    const key = await world.createKey(admin, { expires_at: '2026-02-01T00:00:00Z' })
    const { body: rotated } = await world.request(`POST /api-keys/${key.id}/rotate`, {
      as: admin,
      body: { grace_seconds: 60 },
    })
    for (const secret of [key.secret, rotated.secret]) await world.request('GET /me', { as: secret })
    const held = heldBy(world)
    expect(held).toContain(key.id)
    for (const secret of [admin, key.secret, rotated.secret])
      expect(held).toContain(createHash('sha256').update(secret).digest('hex'))
    for (const secret of [admin, key.secret, rotated.secret]) {
      expect(held).not.toContain(secret)
      expect(held).not.toContain(secret.slice(-40))
      expect(held).not.toContain(secret.slice(0, 40))
    }
  })

  test('is not kept by the engine if it is a password', async () => {
    const world = new World({ contract: small })
    const admin = await world.signIn()
    const body = { email: 'new@north.example', name: 'New', password: 'open sesame 1' }
    const { body: user } = await world.request('POST /users', { as: admin, body })
    await world.request(`PATCH /users/${user.id}`, { as: admin, body: { password: 'open sesame 2' } })
    expect(heldBy(world)).not.toContain('open sesame')
  })

  test('is kept for repeated requests for 10 minutes, and removed by the next request of any client', async () => {
    const world = new World({ contract: small })
    const admin = await world.signIn()
    const headers = { 'idempotency-key': 'one' }
    const { body: key } = await world.request('POST /api-keys', { as: admin, body: { name: 'x' }, headers })
    expect(heldBy(world)).not.toContain(key.secret)
    expect([...memoryOf(world.engine.context.idempotency).values()]).toContain(key.secret)
    world.clock.advance('PT10M')
    await world.request('GET /me')
    expect(textOf(world.engine.context.idempotency)).not.toContain(key.secret)
  })

  test('is not shown again: reads show the prefix and the last four characters', async () => {
    const world = new World({ contract: small })
    const admin = await world.signIn()
    const key = await world.createKey(admin)
    for (const path of ['/api-keys', `/api-keys/${key.id}`]) {
      const { text } = await world.request(`GET ${path}`, { as: admin })
      expect(text).toContain(`"lk_live_****${key.secret.slice(-4)}"`)
      expect(text).not.toContain('"secret"')
    }
    expect((await world.request('GET /me', { as: key.secret })).text).not.toContain(key.secret)
    expect((await world.request(`PATCH /api-keys/${key.id}`, { as: admin, body: { name: 'x' } })).text).not.toContain(
      '"secret"',
    )
  })
})

test('a secret that a system always shows is kept, and shown only by the operations that the contract lists', async () => {
  const world = new World({ contract: contracts['store-admin'] })
  const admin = await world.signIn()
  const { secret, id } = (await world.request('POST /api-keys', { as: admin })).body
  for (const path of ['/api-keys', `/api-keys/${id}`])
    expect((await world.request(`GET ${path}`, { as: admin })).text).toContain(secret)
  expect((await world.request(`GET /me?key=${secret}`)).text).not.toContain(secret)
  expect(heldBy(world)).not.toContain(admin)
})

describe('a secret in a request', () => {
  /** The response, the reported exchange and the printed engine, as one text. */
  async function traces(world: World, send: () => Promise<{ headers: Headers; text: string }>): Promise<string> {
    const { headers, text } = await send()
    const printed = [world.engine, world.engine.context, world.engine.context.store].map(value =>
      inspect(value, { depth: 6, showHidden: true, getters: true }),
    )
    return [
      text,
      JSON.stringify([...headers]),
      JSON.stringify(world.exchanges),
      JSON.stringify(world.engine.context.store),
      ...printed,
    ].join('\n')
  }

  async function open() {
    const world = new World({ contract: small })
    const admin = await world.signIn()
    const key = await world.createKey(admin)
    return { world, admin, key }
  }

  const encoded = (text: string) => [...text].map(character => `%${character.charCodeAt(0).toString(16)}`).join('')

  const places: Record<string, (secret: string, admin: string, key: Body) => [call: string, options: object]> = {
    'the path': secret => [`GET /api-keys/${secret}`, {}],
    'the path, before an id': secret => [`GET /api-keys/x${secret}y`, {}],
    'a path that does not exist': secret => [`GET /${secret}/x`, {}],
    'the path, percent-encoded': secret => [`GET /api-keys/${encoded(secret)}`, {}],
    'the path, partly percent-encoded': secret => [
      `GET /${secret.replace('_', '%5F').replace(/[a-z]/g, encoded)}%zz`,
      {},
    ],
    'the path, with a method that is not allowed': secret => [`PUT /api-keys/${secret}`, {}],
    'the method': secret => [`${secret} /me`, {}],
    'the path, truncated': secret => [`GET /api-keys/${secret.slice(0, -3)}`, {}],
    'the name of a query parameter': secret => [`GET /api-keys?${secret}=1`, {}],
    'the value of a query parameter': secret => [
      `GET /api-keys?key=${secret}&sort=${secret}&status=${secret}&limit=${secret}`,
      {},
    ],
    'a cursor': secret => [`GET /api-keys?cursor=${secret}`, {}],
    'a search': secret => [`GET /api-keys?q=${secret}`, {}],
    'a property name of the body': secret => ['POST /api-keys', { body: { name: 'x', [secret]: 1 } }],
    'a property name of the body, after a lone surrogate': secret => [
      'POST /api-keys',
      { body: { name: 'x', [`\ud800${secret.slice(8)}`]: 1 } },
    ],
    'a value of the body': secret => [
      'POST /api-keys',
      { body: { name: { [secret]: secret }, user_id: secret, scopes: [secret], expires_at: secret } },
    ],
    'a malformed body': secret => ['POST /api-keys', { raw: `{"name":"${secret}",,}` }],
    'the whole body': secret => ['POST /api-keys', { raw: secret }],
    'a bulk body': secret => ['PATCH /products', { body: { items: [{ id: secret, name: 'x' }] } }],
    'a list of ids': secret => ['POST /api-keys/revoke', { body: { ids: [secret] } }],
    'the content type': secret => ['POST /api-keys', { raw: '{}', headers: { 'content-type': `text/${secret}` } }],
    'the idempotency key': secret => ['POST /api-keys', { body: {}, headers: { 'idempotency-key': secret } }],
    'the warehouse header': secret => ['GET /inbound', { headers: { 'x-warehouse-id': secret } }],
    'Authorization with another scheme': secret => ['GET /me', { headers: { authorization: `Digest ${secret}` } }],
    'Authorization twice': secret => ['GET /me', { headers: { authorization: `Bearer ${secret}, Bearer ${secret}` } }],
    'the email': secret => ['POST /sessions', { body: { email: `${secret}@x`, password: secret } }],
  }

  test.each(Object.entries(places))('does not appear in responses, exchanges or logs: %s', async (_, place) => {
    const { world, admin, key } = await open()
    for (const secret of [key.secret, admin]) {
      const [call, options] = place(secret, admin, key)
      const found = await traces(world, () => world.request(call, { as: admin, ...options }))
      expect(found).not.toContain(secret)
      expect(found).not.toContain(secret.slice(-40, -4))
      expect(found).not.toContain(encoded(secret))
    }
  })

  test('is masked except for its last four characters', async () => {
    const { world, admin, key } = await open()
    const { body } = await world.request(`GET /api-keys/${key.secret}`, { as: admin })
    expect(body.instance).toBe(`/api/v1/api-keys/lk_live_****${key.secret.slice(-4)}`)
    expect(world.exchanges.at(-1)?.path).toBe(body.instance)
  })

  test('is masked, but ids are not', async () => {
    const { world, admin, key } = await open()
    const { body } = await world.request(`DELETE /api-keys/${key.id}`, { as: admin })
    expect(body.instance).toBe(`/api/v1/api-keys/${key.id}`)
  })
})
