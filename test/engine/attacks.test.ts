import { describe, expect, test } from 'vitest'
import { contracts } from '../../mock/generated/index.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { changed, operationOf, resourceOf, World } from './helpers.ts'

async function open() {
  const world = new World()
  const admin = await world.signIn()
  return { world, admin }
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const list = (count: number, item: (index: number) => unknown) =>
  JSON.stringify(Array.from({ length: count }, (_, index) => item(index)))

describe('a body that is made to hurt', () => {
  test.each([
    ['deep lists', nested(400_000)],
    ['a deep value', `{"name":"x","user_id":${nested(100_000)}}`],
    ['a deep time', `{"name":"x","expires_at":${nested(100_000)}}`],
    ['deep items that must differ', `{"name":"x","scopes":[${nested(100_000)},${nested(100_000)}]}`],
    ['deep objects', `{"name":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
  ])('by %s is refused', async (_, raw) => {
    const { world, admin } = await open()
    const headers = { 'idempotency-key': 'one' }
    const { status, body } = await world.ask('POST /api-keys', { as: admin, raw, headers })
    expect([status, body.errors]).toEqual([
      422,
      [{ in: 'body', pointer: '', message: 'must not be nested more than 100 levels deep' }],
    ])
  })

  test('may be nested a hundred levels deep', async () => {
    const { world, admin } = await open()
    for (const [depth, pointer] of [
      [99, '/name'],
      [100, ''],
    ] as const) {
      const { body } = await world.ask('POST /api-keys', { as: admin, raw: `{"name":${nested(depth)}}` })
      expect(body.errors[0]?.pointer).toBe(pointer)
    }
  })

  test.each([
    ['POST /api-keys', `{"name":"x","scopes":${list(60_000, index => `a${index}`)}}`, 60_000],
    ['PATCH /products', `{"items":${list(60_000, () => 0)}}`, 60_001],
    ['POST /api-keys/revoke', `{"ids":${list(60_000, index => `a${index}`)}}`, 1],
    ['POST /api-keys', `{"name":"x",${Array.from({ length: 60_000 }, (_, index) => `"a${index}":1`).join()}}`, 60_000],
  ])('%s: by a list without end is refused, with all errors', async (call, raw, count) => {
    const { world, admin } = await open()
    const { status, body } = await world.ask(call, { as: admin, raw })
    expect([status, body.errors.length]).toEqual([422, count])
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
  ])('by %s where a text belongs is refused for its type', async value => {
    const { world, admin } = await open()
    for (const member of ['name', 'user_id', 'expires_at']) {
      const raw = member === 'name' ? `{"name":${value}}` : `{"name":"x","${member}":${value}}`
      const { status, body } = await world.ask('POST /api-keys', { as: admin, raw })
      expect([status, body.errors.map(({ pointer }) => pointer)]).toEqual([422, [`/${member}`]])
    }
    for (const [call, raw] of [
      ['PATCH /products', `{"items":[{"id":${value},"sku":${value}}]}`],
      ['POST /users', `{"email":${value},"name":"x","group_id":${value}}`],
      ['POST /sessions', `{"email":${value},"password":${value}}`],
      ['POST /api-keys/revoke', `{"ids":[${value}]}`],
    ] as const)
      expect((await world.ask(call, { as: admin, raw })).status).toBe(422)
  })

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', ''])(
    'by the member %j is refused as unknown, and changes no prototype',
    async member => {
      const { world, admin } = await open()
      const raw = `{"name":"x",${JSON.stringify(member)}:{"enabled":false,"polluted":1}}`
      for (const call of ['POST /api-keys', 'POST /groups', 'PATCH /users/usr_north_reader']) {
        const { status, body } = await world.ask(call, { as: admin, raw })
        expect([status, body.errors]).toEqual([422, [{ in: 'body', pointer: `/${member}`, message: 'is unknown' }]])
      }
      expect('polluted' in {}).toBe(false)
    },
  )

  test.each(['__proto__', 'constructor', 'toString', '', ' ', '\u0000', '\ud800', '../usr_north_admin'])(
    'by the id %j finds nothing',
    async id => {
      const { world, admin } = await open()
      const refused = async (call: string, body: object) => {
        const { status, body: problem } = await world.ask(call, { as: admin, body })
        return [404, 422].includes(status) && ['not_found', 'validation_failed'].includes(problem.code)
      }
      expect(await refused('POST /api-keys', { name: 'x', user_id: id })).toBe(true)
      expect(await refused('PATCH /users/usr_north_reader', { group_id: id })).toBe(true)
      expect(await refused('POST /api-keys/revoke', { ids: [id] })).toBe(true)
      expect(await refused('PATCH /products', { items: [{ id, name: 'x' }] })).toBe(true)
    },
  )

  test('by text of a megabyte where a pattern or a format is checked is refused', async () => {
    const { world, admin } = await open()
    for (const part of ['a', 'a.', 'a-', 'a@', '2026-01-01T', '%', '\\u0000']) {
      const text = part.repeat(Math.floor(1_000_000 / part.length))
      for (const [call, body] of [
        ['POST /users', `{"name":"x","email":"a@${text}"}`],
        ['POST /users', `{"name":"x","email":"${text}"}`],
        ['POST /api-keys', `{"name":"x","expires_at":"${text}"}`],
        ['POST /products', `{"name":"x","sku":"${text}","price":{"amount":1,"currency":"${text.slice(0, 6)}"}}`],
      ] as const)
        expect((await world.ask(call, { as: admin, raw: body })).status).toBe(422)
    }
  })

  test('may hold numbers as large as JSON can, which are shown as they were', async () => {
    const { world, admin } = await open()
    const set = (quantity: string) =>
      world.ask('PATCH /inventory', { as: admin, raw: `{"items":[{"id":"inv_north_decaf_7","quantity":${quantity}}]}` })
    expect((await set('1e308')).body.data[0]?.quantity).toBe(1e308)
    expect((await set('-0')).body.data[0]?.quantity).toBe(0)
    for (const quantity of ['1e309', '5e-324', '0.1']) expect((await set(quantity)).status).toBe(422)
  })
})

describe('an address that is made to hurt', () => {
  test.each([
    ['long', 'a'.repeat(200_000)],
    ['long and deep', 'a/'.repeat(100_000)],
    ['full of dots', './..'.repeat(50_000)],
    ['full of percent signs', '%'.repeat(100_000)],
    ['full of encoded text', '%41'.repeat(60_000)],
    ['full of slashes', '/'.repeat(100_000)],
  ])('since it is %s, is answered', async (_, path) => {
    const { world, admin } = await open()
    for (const start of ['/', '/api-keys/', '/api-keys/x/'])
      expect((await world.ask(`GET ${start}${path}x`, { as: admin })).status).toBe(404)
  })

  test('with fifty thousand parameters is refused for each of them', async () => {
    const { world, admin } = await open()
    const query = Array.from({ length: 50_000 }, (_, index) => `a${index}=1`).join('&')
    expect((await world.ask(`GET /orders?${query}`, { as: admin })).body.errors).toHaveLength(50_000)
  })
})

describe('requests at once', () => {
  test('on one record are done one after another, each whole', async () => {
    const { world, admin } = await open()
    const key = await world.createKey(admin)
    const answers = await Promise.all(
      [{ enabled: false }, { name: 'a' }, { enabled: true }, { name: 'b', enabled: false }, { enabled: true }].map(
        body => world.ask(`PATCH /api-keys/${key.id}`, { as: admin, body }),
      ),
    )
    expect(answers.map(({ body: { status, name } }) => [status, name])).toEqual([
      ['paused', 'Sync'],
      ['paused', 'a'],
      ['active', 'a'],
      ['paused', 'b'],
      ['active', 'b'],
    ])
  })

  test('that revoke one key succeed once', async () => {
    const { world, admin } = await open()
    const key = await world.createKey(admin)
    const revoke = () => world.ask(`POST /api-keys/${key.id}/revoke`, { as: admin })
    const statuses = (await Promise.all([revoke(), revoke(), revoke()])).map(({ status }) => status)
    expect(statuses).toEqual([200, 409, 409])
  })

  test('take a unique value once', async () => {
    const { world, admin } = await open()
    const body = { sku: 'ONE', name: 'x', price: { amount: 1, currency: 'EUR' } }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => world.ask('POST /products', { as: admin, body })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  })

  test('see what happened while their body was on its way', async () => {
    const { world, admin } = await open()
    let finish = () => {}
    const raw = new ReadableStream({
      start(controller) {
        finish = () => {
          controller.enqueue(new TextEncoder().encode('{"name":"x"}'))
          controller.close()
        }
      },
    })
    const manager = await world.signIn('manager@north.example')
    const slow = world.ask('POST /api-keys', { as: manager, raw })
    await world.ask('PATCH /users/usr_north_manager', { as: admin, body: { enabled: false } })
    finish()
    expect((await slow).body.code).toBe('user_disabled')
  })
})

describe('a contract of one’s own', () => {
  test('may have path parameters of any name, literal text beside them, and a slash at the end', async () => {
    const contract = changed(contract => {
      operationOf(contract, 'getCategory').path = '/categories/{category-id}:show'
      operationOf(contract, 'getOrder').path = "/Orders('{order.id}')/"
      operationOf(contract, 'getProduct').path = '/products/*+?/{id}.json'
    })
    const world = new World({ contract })
    const as = await world.signIn()
    expect((await world.ask('GET /categories/cat_north_tea:show', { as })).body.name).toBe('Tea')
    expect((await world.ask("GET /Orders('ord_north_1020')/", { as })).body.number).toBe('N-1020')
    expect((await world.ask("GET /Orders('ord_north_1020')", { as })).status).toBe(404)
    expect((await world.ask('GET /products/*+%3F/prod_north_chai.json', { as })).body.sku).toBe('TEA-CHA-0250')
  })

  test('may have no base path', async () => {
    const world = new World({ contract: changed(contract => Object.assign(contract, { basePath: '' })) })
    expect((await world.ask('GET /me', { as: await world.signIn() })).status).toBe(200)
  })

  test('may be made from parts of another, and is not mistaken for it', async () => {
    const create = async (contract: Contract) => {
      const world = new World({ contract })
      const as = await world.signIn()
      const { headers } = await world.ask('POST /categories', { as, body: { name: 'x' } })
      const { data } = (await world.ask('GET /categories?sort=created_at&limit=1', { as })).body
      return [headers.get('location')?.replace(/cat_.*/, ''), Object.keys(data[0] ?? {}).join()]
    }
    const { standard } = contracts
    const { Category } = standard.resources
    if (!Category) throw new Error('There is no category.')
    const members = ['id', 'name', 'created_at', 'updated_at', 'account_id']
    const resources = { ...standard.resources, Category: { ...Category, members } }
    expect(await create(standard)).toEqual(['/api/v1/categories/', 'id,name,created_at,updated_at'])
    expect(await create({ ...standard, basePath: '/shop', resources })).toEqual(['/shop/categories/', members.join()])
  })

  test('may refer from a schema to itself', async () => {
    const contract = changed(contract => {
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
    const create = (tree: unknown) => world.ask('POST /categories', { as, body: { name: 'x', tree } })
    expect((await create({ children: [{ children: [] }] })).status).toBe(201)
    expect((await create({ children: [{ children: [7] }] })).body.errors[0]?.pointer).toBe(
      '/tree/children/0/children/0',
    )
  })

  test('may let keys live in a chain of references that delete each other', async () => {
    const contract = changed(contract => {
      const { properties } = resourceOf(contract, 'Category')
      properties.parent_id = { refers_to: 'Category', on_delete: 'cascade' }
      const [tea, coffee, pasta] = resourceOf(contract, 'Category').seed ?? []
      Object.assign(tea ?? {}, { parent_id: 'cat_north_pasta' })
      Object.assign(coffee ?? {}, { parent_id: tea?.id })
      Object.assign(pasta ?? {}, { parent_id: coffee?.id })
    })
    const world = new World({ contract })
    const as = await world.signIn()
    expect((await world.ask('DELETE /categories/cat_north_coffee', { as })).status).toBe(204)
    expect((await world.ask('GET /categories', { as })).body.data).toHaveLength(2)
  })
})
