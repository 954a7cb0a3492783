import { describe, expect, test } from 'vitest'
import { ContractViolationError } from '../../mock/engine/contract-violation-error.ts'
import { Engine } from '../../mock/engine/engine.ts'
import { contracts } from '../../mock/generated/index.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { editedContract, operationOf } from './edited-contract.ts'
import { START, World } from './world.ts'

/** The result of a request whose response breaks the contract. */
async function violation(contract: Contract, call: string, as?: string): Promise<unknown> {
  const world = new World({ contract })
  const token = as ?? (await world.signIn())
  return world.request(call, { as: token }).catch((error: unknown) => error)
}

describe('a response that breaks the contract throws', () => {
  test('if a property is missing', async () => {
    const contract = editedContract(({ schemas }) => {
      Object.assign(schemas.Category ?? {}, { required: ['id', 'colour'] })
    })
    const error = await violation(contract, 'GET /categories/cat_north_tea')
    expect(error).toBeInstanceOf(ContractViolationError)
    expect(error).toMatchObject({
      name: 'ContractViolationError',
      message: "The response 200 of getCategory breaks the contract: the body must have required property 'colour'.",
    })
  })

  test('if a property has the wrong type, at any depth', async () => {
    const contract = editedContract(contract => {
      const seed = contract.resources.Product?.seed
      if (seed?.[3]) Object.assign(seed[3], { price: { amount: 'much', currency: 'EUR' } })
    })
    const error = await violation(contract, 'GET /products?sort=created_at')
    expect(String(error)).toContain('/data/3/price/amount must be integer')
    expect(String(error)).not.toContain('much')
  })

  test('if the operation does not declare the error code', async () => {
    const contract = editedContract(contract => {
      const responses = operationOf(contract, 'getCategory').responses
      if (responses[404]) responses[404].codes = []
    })
    const error = await violation(contract, 'GET /categories/nothing')
    expect(String(error)).toContain('The response 404 of getCategory breaks the contract')
    expect(String(error)).toContain('does not declare the problem not_found')
  })

  test('if the contract has no problem for the error code, or one with other properties', async () => {
    const without = editedContract(({ problems }) => void delete problems.not_found)
    expect(String(await violation(without, 'GET /nothing'))).toContain('it has no problem with the code not_found')
    const other = editedContract(({ schemas }) => {
      Object.assign(schemas.NotFound ?? {}, { required: ['colour'] })
    })
    expect(await violation(other, 'GET /nothing')).toBeInstanceOf(ContractViolationError)
  })

  test('if the contract requires a body and the response has no body', async () => {
    const contract = editedContract(contract => {
      const operation = operationOf(contract, 'deleteCategory')
      operation.responses = { ...operation.responses, 200: { schema: { type: 'object' }, headers: [] } }
      operation.success = 200
    })
    expect(await violation(contract, 'DELETE /categories/cat_north_tea')).toBeInstanceOf(ContractViolationError)
  })

  test('an error without the secrets of the response', async () => {
    const contract = editedContract(contract => {
      const schema = operationOf(contract, 'createApiKey').responses[201]?.schema
      const created = contract.schemas[String(schema?.$ref).split('/').at(-1) ?? '']
      const properties = created?.properties as Record<string, Record<string, unknown>>
      Object.assign(properties.secret ?? {}, { pattern: '^never$', maxLength: 3 })
    })
    const world = new World({ contract })
    const as = await world.signIn()
    const error = await world.request('POST /api-keys', { as, body: { name: 'x' } }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(ContractViolationError)
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/lk_live_\w{49}/)
  })
})

test('a response without a schema has no body', async () => {
  const contract = editedContract(contract => {
    const operation = operationOf(contract, 'getCategory')
    operation.responses = { ...operation.responses, 204: { headers: [] } }
    operation.success = 204
  })
  const world = new World({ contract })
  const { status, text } = await world.request('GET /categories/cat_north_tea', { as: await world.signIn() })
  expect([status, text]).toEqual([204, ''])
})

test('an engine that does not check responses returns a response that breaks the contract', async () => {
  const contract = editedContract(({ schemas }) => {
    Object.assign(schemas.MissingCredentials ?? {}, { required: ['colour'] })
  })
  const engine = new Engine({ contract, seed: 1, now: START, isChecked: false })
  const response = await engine.fetch(new Request('http://shop.test/api/v1/me'))
  expect(response.status).toBe(401)
})

describe('an exchange', () => {
  test('has the operation and, for an error, the rule and its JSON pointer in the contract', async () => {
    const world = new World()
    const admin = await world.signIn()
    const key = await world.createKey(admin)
    const price = { amount: 1, currency: 'EUR' }
    await world.request('GET /me', { as: admin })
    await world.request('GET /me')
    await world.request('GET /nothing')
    await world.request('GET /orders', { as: await world.signIn('integration@north.example') })
    await world.request('GET /orders/nothing', { as: admin })
    await world.request(`DELETE /api-keys/${key.id}`, { as: admin })
    await world.request('PATCH /orders/ord_north_1001', { as: admin, body: { status: 'open' } })
    await world.request('DELETE /products', { as: admin })
    await world.request('POST /products', { as: admin, body: { sku: 'COF-ESP-1000', name: 'x', price } })
    for (let count = 0; count < 5; count++) await world.request('POST /api-keys', { as: admin, body: { name: 'x' } })
    const seen = world.exchanges.map(({ operation, status, refusal }) => [
      operation,
      status,
      refusal?.rule,
      refusal?.at,
    ])
    expect(seen.filter(([operation]) => operation !== 'createSession').filter(([, status]) => status !== 201)).toEqual([
      ['getMe', 200, undefined, undefined],
      ['getMe', 401, 'authenticates', '#/components/securitySchemes/apiKey/x-latchkey/refuse/missing'],
      [undefined, 404, 'route', ''],
      ['listOrders', 403, 'security', '#/paths/~1orders/get/security'],
      ['getOrder', 404, 'visible_to', '#/components/schemas/Order/x-latchkey/visible_to'],
      ['deleteApiKey', 409, 'lifecycle', '#/components/schemas/ApiKey/x-latchkey/lifecycle/transitions/delete'],
      ['updateOrder', 409, 'lifecycle', '#/components/schemas/Order/x-latchkey/lifecycle/transitions'],
      ['clearProducts', 403, 'window', '#/components/schemas/ClearOperations/x-latchkey/window'],
      ['createProduct', 422, 'schema', ''],
      ['createApiKey', 409, 'limits', '#/components/schemas/ApiKey/x-latchkey/limits/0'],
    ])
  })

  test('has the request id of its response', async () => {
    const world = new World()
    const { headers } = await world.request('GET /me')
    expect(world.exchanges).toMatchObject([{ requestId: headers.get('request-id'), method: 'GET', path: '/api/v1/me' }])
  })
})

describe('every operation of every system', () => {
  const all = Object.values(contracts).flatMap(contract =>
    contract.operations.map(operation => ({ contract, operation, name: `${contract.system}: ${operation.id}` })),
  )

  test.each(all)('$name declares its responses to invalid requests', async ({ contract, operation }) => {
    const world = new World({ contract })
    const admin = await world.signIn()
    const { method, path, security } = operation
    const call = `${method} ${path.replace(/\{\w+\}/, 'nothing')}`
    expect((await world.request(call)).status).toBe(security.length > 0 ? 401 : 422)
    for (const headers of [{}, { 'x-warehouse-id': '7' }, { 'x-warehouse-id': '9' }, { 'x-warehouse-id': 'x' }]) {
      for (const content of method === 'GET' ? [{}] : [{}, { raw: '{' }, { body: { colour: 'red' } }])
        expect((await world.request(call, { as: admin, headers, ...content })).status).toBeLessThan(500)
    }
  })
})
