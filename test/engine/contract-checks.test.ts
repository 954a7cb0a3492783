import { describe, expect, test } from 'vitest'
import { ContractViolationError } from '../../mock/engine/contract-violation-error.ts'
import { Engine } from '../../mock/engine/engine.ts'
import { contracts } from '../../mock/generated/index.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { changed, operationOf, START, World } from './helpers.ts'

/** What becomes of a request under a contract that its answer breaks. */
async function violation(contract: Contract, call: string, as?: string): Promise<unknown> {
  const world = new World({ contract })
  const token = as ?? (await world.signIn())
  return world.ask(call, { as: token }).catch((error: unknown) => error)
}

describe('an answer that breaks the contract is a loud violation', () => {
  test('where a member is missing', async () => {
    const contract = changed(({ schemas }) => {
      Object.assign(schemas.Category ?? {}, { required: ['id', 'colour'] })
    })
    const error = await violation(contract, 'GET /categories/cat_north_tea')
    expect(error).toBeInstanceOf(ContractViolationError)
    expect(error).toMatchObject({
      name: 'ContractViolationError',
      message: "The response 200 of getCategory breaks the contract: the body must have required property 'colour'.",
    })
  })

  test('where a member has the wrong type, at any depth', async () => {
    const contract = changed(contract => {
      const seed = contract.resources.Product?.seed
      if (seed?.[3]) Object.assign(seed[3], { price: { amount: 'much', currency: 'EUR' } })
    })
    const error = await violation(contract, 'GET /products?sort=created_at')
    expect(String(error)).toContain('/data/3/price/amount must be integer')
    expect(String(error)).not.toContain('much')
  })

  test('where the refusal is not declared', async () => {
    const contract = changed(contract => {
      const responses = operationOf(contract, 'getCategory').responses
      if (responses[404]) responses[404].codes = []
    })
    const error = await violation(contract, 'GET /categories/nothing')
    expect(String(error)).toContain('The response 404 of getCategory breaks the contract')
    expect(String(error)).toContain('does not declare the problem not_found')
  })

  test('where the contract has no problem of that code, or one with other members', async () => {
    const without = changed(({ problems }) => void delete problems.not_found)
    expect(String(await violation(without, 'GET /nothing'))).toContain('it has no problem with the code not_found')
    const other = changed(({ schemas }) => {
      Object.assign(schemas.NotFound ?? {}, { required: ['colour'] })
    })
    expect(await violation(other, 'GET /nothing')).toBeInstanceOf(ContractViolationError)
  })

  test('where a body is promised and there is none', async () => {
    const contract = changed(contract => {
      const operation = operationOf(contract, 'deleteCategory')
      operation.responses = { ...operation.responses, 200: { schema: { type: 'object' }, headers: [] } }
      operation.success = 200
    })
    expect(await violation(contract, 'DELETE /categories/cat_north_tea')).toBeInstanceOf(ContractViolationError)
  })

  test('and says nothing of a secret', async () => {
    const contract = changed(contract => {
      const schema = operationOf(contract, 'createApiKey').responses[201]?.schema
      const created = contract.schemas[String(schema?.$ref).split('/').at(-1) ?? '']
      const properties = created?.properties as Record<string, Record<string, unknown>>
      Object.assign(properties.secret ?? {}, { pattern: '^never$', maxLength: 3 })
    })
    const world = new World({ contract })
    const as = await world.signIn()
    const error = await world.ask('POST /api-keys', { as, body: { name: 'x' } }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(ContractViolationError)
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/lk_live_\w{49}/)
  })
})

test('an answer without a schema has no body, whatever the operation would show', async () => {
  const contract = changed(contract => {
    const operation = operationOf(contract, 'getCategory')
    operation.responses = { ...operation.responses, 204: { headers: [] } }
    operation.success = 204
  })
  const world = new World({ contract })
  const { status, text } = await world.ask('GET /categories/cat_north_tea', { as: await world.signIn() })
  expect([status, text]).toEqual([204, ''])
})

test('an engine that does not check answers in spite of it', async () => {
  const contract = changed(({ schemas }) => {
    Object.assign(schemas.MissingCredentials ?? {}, { required: ['colour'] })
  })
  const engine = new Engine({ contract, seed: 1, now: START, isChecked: false })
  const response = await engine.fetch(new Request('http://shop.test/api/v1/me'))
  expect(response.status).toBe(401)
})

describe('an exchange', () => {
  test('names the operation, and of a refusal the rule and its place in the contract', async () => {
    const world = new World()
    const admin = await world.signIn()
    const key = await world.createKey(admin)
    const price = { amount: 1, currency: 'EUR' }
    await world.ask('GET /me', { as: admin })
    await world.ask('GET /me')
    await world.ask('GET /nothing')
    await world.ask('GET /orders', { as: await world.signIn('integration@north.example') })
    await world.ask('GET /orders/nothing', { as: admin })
    await world.ask(`DELETE /api-keys/${key.id}`, { as: admin })
    await world.ask('PATCH /orders/ord_north_1001', { as: admin, body: { status: 'open' } })
    await world.ask('DELETE /products', { as: admin })
    await world.ask('POST /products', { as: admin, body: { sku: 'COF-ESP-1000', name: 'x', price } })
    for (let count = 0; count < 5; count++) await world.ask('POST /api-keys', { as: admin, body: { name: 'x' } })
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

  test('has the request id of its answer', async () => {
    const world = new World()
    const { headers } = await world.ask('GET /me')
    expect(world.exchanges).toMatchObject([{ requestId: headers.get('request-id'), method: 'GET', path: '/api/v1/me' }])
  })
})

describe('every operation of every system', () => {
  const all = Object.values(contracts).flatMap(contract =>
    contract.operations.map(operation => ({ contract, operation, name: `${contract.system}: ${operation.id}` })),
  )

  test.each(all)('$name declares what it answers to requests that are wrong', async ({ contract, operation }) => {
    const world = new World({ contract })
    const admin = await world.signIn()
    const { method, path, security } = operation
    const call = `${method} ${path.replace(/\{\w+\}/, 'nothing')}`
    expect((await world.ask(call)).status).toBe(security.length > 0 ? 401 : 422)
    for (const headers of [{}, { 'x-warehouse-id': '7' }, { 'x-warehouse-id': '9' }, { 'x-warehouse-id': 'x' }]) {
      for (const content of method === 'GET' ? [{}] : [{}, { raw: '{' }, { body: { colour: 'red' } }])
        expect((await world.ask(call, { as: admin, headers, ...content })).status).toBeLessThan(500)
    }
  })
})
