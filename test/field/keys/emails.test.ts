/** "I was invited as Ana@Shop.example, and signing in as ana@shop.example says: wrong email or password." */
// Source: scotch-io/easy-node-authentication #4, ProjectSidewalk/SidewalkWebpage #326
import { describe, expect, test } from 'vitest'
import { contracts } from '../../../mock/generated/index.ts'
import { World } from '../../engine/world.ts'

const names = Object.values(contracts)

const withUsers = names.filter(({ operations }) => operations.some(({ id }) => id === 'createUser'))

async function shop(contract = contracts.standard) {
  const world = new World({ contract })
  const admin = await world.signIn()
  const create = (email: string) => world.request('POST /users', { as: admin, body: { email, name: 'Ana' } })
  return { world, admin, create }
}

test.each(names)('$system: the case of an email does not matter for signing in', async contract => {
  const world = new World({ contract })
  for (const email of ['ADMIN@NORTH.EXAMPLE', 'Admin@north.Example'])
    expect((await world.request('POST /sessions', { body: { email, password: 'password' } })).status).toBe(201)
})

describe.each(withUsers)('$system', contract => {
  test('no second user has the same email in another case', async () => {
    const { create } = await shop(contract)
    expect((await create('Ana@Shop.example')).body.email).toBe('Ana@Shop.example')
    const { status, body } = await create('ana@shop.EXAMPLE')
    expect([status, body.errors]).toEqual([422, [{ in: 'body', pointer: '/email', message: 'is already taken' }]])
    expect((await create('ADMIN@south.example')).status).toBe(422)
  })

  test('a user changes the case of their own email, and nobody takes the old one', async () => {
    const { world, admin, create } = await shop(contract)
    const { id } = (await create('ana@shop.example')).body
    const change = (user: string, email: string) =>
      world.request(`PATCH /users/${user}`, { as: admin, body: { email } })
    expect((await change(id, 'Ana@shop.example')).body.email).toBe('Ana@shop.example')
    expect((await change('usr_north_reader', 'ANA@shop.example')).status).toBe(422)
    expect((await change(id, 'other@shop.example')).status).toBe(200)
    expect((await create('ana@shop.example')).status).toBe(201)
  })
})

test('two people whose emails differ in an accent or a dot are two people', async () => {
  const { create } = await shop()
  for (const email of ['jose@shop.example', 'jo.se@shop.example', 'jose+x@shop.example'])
    expect((await create(email)).status).toBe(201)
})

test('users sort by email whatever its case', async () => {
  const { world, admin, create } = await shop()
  for (const email of ['Zoe@shop.example', 'Bob@shop.example', 'carl@shop.example']) await create(email)
  const { body } = await world.request('GET /users?sort=email', { as: admin })
  const order = body.data.map(({ email }) => String(email).split('@')[0])
  expect(order).toEqual(['admin', 'Bob', 'carl', 'integration', 'manager', 'reader', 'Zoe'])
})

test('the case of a value that does not ignore it matters, such as a SKU', async () => {
  const { world, admin } = await shop()
  const body = { sku: 'cof-esp-1000', name: 'x', price: { amount: 1, currency: 'EUR' } }
  expect((await world.request('POST /products', { as: admin, body })).status).toBe(201)
})
