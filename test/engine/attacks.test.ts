import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { editedContract, operationOf, resourceOf } from './edited-contract.ts'
import { pendingBody } from './streams.ts'
import { World } from './world.ts'

async function open() {
  const world = new World()
  const admin = await world.signIn()
  return { world, admin }
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const list = (count: number, item: (index: number) => unknown) =>
  JSON.stringify(Array.from({ length: count }, (_, index) => item(index)))

describe('a hostile body', () => {
  test.each([
    ['deep lists', nested(400_000)],
    ['a deep value', `{"name":"x","user_id":${nested(100_000)}}`],
    ['a deep time', `{"name":"x","expires_at":${nested(100_000)}}`],
    ['deep items that must be unique', `{"name":"x","scopes":[${nested(100_000)},${nested(100_000)}]}`],
    ['deep objects', `{"name":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
  ])('with %s is rejected', async (_, raw) => {
    const { world, admin } = await open()
    const headers = { 'idempotency-key': 'one' }
    const { status, body } = await world.request('POST /api-keys', { as: admin, raw, headers })
    expect([status, body.errors]).toEqual([
      422,
      [{ in: 'body', pointer: '', message: 'must not be nested more than 100 levels deep' }],
    ])
  })

  test('can be nested 100 levels deep', async () => {
    const { world, admin } = await open()
    for (const [depth, pointer] of [
      [99, '/name'],
      [100, ''],
    ] as const) {
      const { body } = await world.request('POST /api-keys', { as: admin, raw: `{"name":${nested(depth)}}` })
      expect(body.errors[0]?.pointer).toBe(pointer)
    }
  })

  test.each([
    ['POST /api-keys', `{"name":"x","scopes":${list(60_000, index => `a${index}`)}}`, '/scopes/0'],
    ['PATCH /products', `{"items":${list(60_000, () => 0)}}`, '/items'],
    ['POST /api-keys/revoke', `{"ids":${list(60_000, index => `a${index}`)}}`, '/ids'],
    ['POST /api-keys', `{"name":"x",${Array.from({ length: 60_000 }, (_, index) => `"a${index}":1`).join()}}`, ''],
  ])('with a huge list is rejected with its first error: %s', async (call, raw, pointer) => {
    const { world, admin } = await open()
    const { status, body } = await world.request(call, { as: admin, raw })
    expect([status, body.errors.map(error => error.pointer)]).toEqual([422, [pointer]])
  })

  test.each([
    '{"toString":1}',
    '{"valueOf":null,"toString":null}',
    '{"toJSON":"x"}',
    '{"length":1e9}',
    '[[],[]]',
    '1e400',
    '-1e400',
    'true',
    '{"__proto__":{"length":1}}',
  ])('with %s instead of a string is rejected because of its type', async value => {
    const { world, admin } = await open()
    for (const member of ['name', 'user_id', 'expires_at']) {
      const raw = member === 'name' ? `{"name":${value}}` : `{"name":"x","${member}":${value}}`
      const { status, body } = await world.request('POST /api-keys', { as: admin, raw })
      expect([status, body.errors.map(({ pointer }) => pointer)]).toEqual([422, [`/${member}`]])
    }
    for (const [call, raw] of [
      ['PATCH /products', `{"items":[{"id":${value},"sku":${value}}]}`],
      ['POST /users', `{"email":${value},"name":"x","group_id":${value}}`],
      ['POST /sessions', `{"email":${value},"password":${value}}`],
      ['POST /api-keys/revoke', `{"ids":[${value}]}`],
    ] as const)
      expect((await world.request(call, { as: admin, raw })).status).toBe(422)
  })

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', ''])(
    'with the property %j is rejected because the property is unknown, and changes no prototype',
    async member => {
      const { world, admin } = await open()
      const raw = `{"name":"x",${JSON.stringify(member)}:{"enabled":false,"polluted":1}}`
      for (const call of ['POST /api-keys', 'POST /groups', 'PATCH /users/usr_north_reader']) {
        const { status, body } = await world.request(call, { as: admin, raw })
        expect([status, body.errors]).toEqual([422, [{ in: 'body', pointer: `/${member}`, message: 'is unknown' }]])
      }
      expect('polluted' in {}).toBe(false)
    },
  )

  test.each(['__proto__', 'constructor', 'toString', '', ' ', '\u0000', '\ud800', '../usr_north_admin'])(
    'with the id %j finds no record',
    async id => {
      const { world, admin } = await open()
      const refused = async (call: string, body: object) => {
        const { status, body: problem } = await world.request(call, { as: admin, body })
        return [404, 422].includes(status) && ['not_found', 'validation_failed'].includes(problem.code)
      }
      expect(await refused('POST /api-keys', { name: 'x', user_id: id })).toBe(true)
      expect(await refused('PATCH /users/usr_north_reader', { group_id: id })).toBe(true)
      expect(await refused('POST /api-keys/revoke', { ids: [id] })).toBe(true)
      expect(await refused('PATCH /products', { items: [{ id, name: 'x' }] })).toBe(true)
    },
  )

  test('with 1 MB of text for a pattern or a format is rejected', async () => {
    const { world, admin } = await open()
    for (const part of ['a', 'a.', 'a-', 'a@', '2026-01-01T', '%', '\\u0000']) {
      const text = part.repeat(Math.floor(1_000_000 / part.length))
      for (const [call, body] of [
        ['POST /users', `{"name":"x","email":"a@${text}"}`],
        ['POST /users', `{"name":"x","email":"${text}"}`],
        ['POST /api-keys', `{"name":"x","expires_at":"${text}"}`],
        ['POST /products', `{"name":"x","sku":"${text}","price":{"amount":1,"currency":"${text.slice(0, 6)}"}}`],
      ] as const)
        expect((await world.request(call, { as: admin, raw: body })).status).toBe(422)
    }
  })

  test('can hold the largest numbers of JSON, and the response shows them unchanged', async () => {
    const { world, admin } = await open()
    const set = (quantity: string) =>
      world.request('PATCH /inventory', {
        as: admin,
        raw: `{"items":[{"id":"inv_north_decaf_7","quantity":${quantity}}]}`,
      })
    expect((await set('1e308')).body.data[0]?.quantity).toBe(1e308)
    expect((await set('-0')).body.data[0]?.quantity).toBe(0)
    for (const quantity of ['1e309', '5e-324', '0.1']) expect((await set(quantity)).status).toBe(422)
  })
})

describe('a hostile path', () => {
  test.each([
    ['a long name', 'a'.repeat(200_000)],
    ['many segments', 'a/'.repeat(100_000)],
    ['many dots', './..'.repeat(50_000)],
    ['many percent signs', '%'.repeat(100_000)],
    ['much percent-encoded text', '%41'.repeat(60_000)],
    ['many slashes', '/'.repeat(100_000)],
  ])('with %s is not found', async (_, path) => {
    const { world, admin } = await open()
    for (const start of ['/', '/api-keys/', '/api-keys/x/'])
      expect((await world.request(`GET ${start}${path}x`, { as: admin })).status).toBe(404)
  })

  test('with 50,000 query parameters is rejected with an error for the first one', async () => {
    const { world, admin } = await open()
    const query = Array.from({ length: 50_000 }, (_, index) => `a${index}=1`).join('&')
    const { errors } = (await world.request(`GET /orders?${query}`, { as: admin })).body
    expect(errors).toEqual([{ in: 'query', pointer: '/a0', message: 'is unknown' }])
  })
})

describe('concurrent requests', () => {
  test('for one record run one after another, and never mix', async () => {
    const { world, admin } = await open()
    const key = await world.createKey(admin)
    const responses = await Promise.all(
      [{ enabled: false }, { name: 'a' }, { enabled: true }, { name: 'b', enabled: false }, { enabled: true }].map(
        body => world.request(`PATCH /api-keys/${key.id}`, { as: admin, body }),
      ),
    )
    expect(responses.map(({ body: { status, name } }) => [status, name])).toEqual([
      ['paused', 'Sync'],
      ['paused', 'a'],
      ['active', 'a'],
      ['paused', 'b'],
      ['active', 'b'],
    ])
  })

  test('that revoke the same key succeed once', async () => {
    const { world, admin } = await open()
    const key = await world.createKey(admin)
    const revoke = () => world.request(`POST /api-keys/${key.id}/revoke`, { as: admin })
    const statuses = (await Promise.all([revoke(), revoke(), revoke()])).map(({ status }) => status)
    expect(statuses).toEqual([200, 409, 409])
  })

  test('that use the same unique value succeed once', async () => {
    const { world, admin } = await open()
    const body = { sku: 'ONE', name: 'x', price: { amount: 1, currency: 'EUR' } }
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => world.request('POST /products', { as: admin, body })),
    )
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1)
  })

  test('see the changes that were made while their body was being sent', async () => {
    const { world, admin } = await open()
    const { body: raw, finish } = pendingBody('{"name":"x"}')
    const manager = await world.signIn('manager@north.example')
    const slow = world.request('POST /api-keys', { as: manager, raw })
    await world.request('PATCH /users/usr_north_manager', { as: admin, body: { enabled: false } })
    finish()
    expect((await slow).body.code).toBe('invalid_session')
  })
})

describe('a custom contract', () => {
  test('can have path parameters with any name, literal text next to them, and a trailing slash', async () => {
    const contract = editedContract(contract => {
      operationOf(contract, 'getCategory').path = '/categories/{category-id}:show'
      operationOf(contract, 'getOrder').path = "/Orders('{order.id}')/"
      operationOf(contract, 'getProduct').path = '/products/*+?/{id}.json'
    })
    const world = new World({ contract })
    const as = await world.signIn()
    expect((await world.request('GET /categories/cat_north_tea:show', { as })).body.name).toBe('Tea')
    expect((await world.request("GET /Orders('ord_north_1020')/", { as })).body.number).toBe('N-1020')
    expect((await world.request("GET /Orders('ord_north_1020')", { as })).status).toBe(404)
    expect((await world.request('GET /products/*+%3F/prod_north_chai.json', { as })).body.sku).toBe('TEA-CHA-0250')
  })

  test('can have no base path', async () => {
    const world = new World({ contract: editedContract(contract => Object.assign(contract, { basePath: '' })) })
    expect((await world.request('GET /me', { as: await world.signIn() })).status).toBe(200)
  })

  test('can reuse parts of another contract, and is not confused with it', async () => {
    const create = async (contract: Contract) => {
      const world = new World({ contract })
      const as = await world.signIn()
      const { headers } = await world.request('POST /categories', { as, body: { name: 'x' } })
      const { data } = (await world.request('GET /categories?sort=created_at&limit=1', { as })).body
      return [headers.get('location')?.replace(/cat_.*/, ''), Object.keys(data[0] ?? {}).join()]
    }
    const { standard } = contracts
    const { Category } = standard.resources
    if (!Category) throw new Error('The contract has no Category.')
    const members = ['id', 'name', 'created_at', 'updated_at', 'account_id']
    const resources = { ...standard.resources, Category: { ...Category, members } }
    expect(await create(standard)).toEqual(['/api/v1/categories/', 'id,name,created_at,updated_at'])
    expect(await create({ ...standard, basePath: '/shop', resources })).toEqual(['/shop/categories/', members.join()])
  })

  test('can have a schema that refers to itself', async () => {
    const contract = editedContract(contract => {
      Object.assign(contract.schemas, {
        Tree: {
          type: 'object',
          properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
        },
      })
      const properties = contract.schemas.CategoryCreate?.properties as Record<string, unknown>
      properties.tree = { $ref: '#/components/schemas/Tree' }
    })
    const world = new World({ contract })
    const as = await world.signIn()
    const create = (tree: unknown) => world.request('POST /categories', { as, body: { name: 'x', tree } })
    expect((await create({ children: [{ children: [] }] })).status).toBe(201)
    expect((await create({ children: [{ children: [7] }] })).body.errors[0]?.pointer).toBe(
      '/tree/children/0/children/0',
    )
  })

  test('can have a cycle of references with on_delete: cascade', async () => {
    const contract = editedContract(contract => {
      const { properties } = resourceOf(contract, 'Category')
      properties.parent_id = { refers_to: 'Category', on_delete: 'cascade' }
      const [tea, coffee, pasta] = resourceOf(contract, 'Category').seed ?? []
      Object.assign(tea ?? {}, { parent_id: 'cat_north_pasta' })
      Object.assign(coffee ?? {}, { parent_id: tea?.id })
      Object.assign(pasta ?? {}, { parent_id: coffee?.id })
    })
    const world = new World({ contract })
    const as = await world.signIn()
    expect((await world.request('DELETE /categories/cat_north_coffee', { as })).status).toBe(204)
    expect((await world.request('GET /categories', { as })).body.data).toHaveLength(2)
  })
})
