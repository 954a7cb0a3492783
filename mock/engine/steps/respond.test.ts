import { describe, expect, test } from 'vitest'
import type { Operation } from '../../../openapi/contract/contract.ts'
import { formOfPrefix } from '../../../openapi/contract/secret-form.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import { editedContract, operationOf } from '../../../test/engine/edited-contract.ts'
import { contextOf } from '../../../test/engine/fixtures.ts'
import { thrownBy } from '../../../test/engine/thrown-by.ts'
import { contracts } from '../../generated/index.ts'
import { ContractViolationError } from '../contract-violation-error.ts'
import { SeededRandom } from '../values/random.ts'
import { mintSecret } from '../values/secret.ts'
import { respond, respondRefusal } from './respond.ts'

const context = contextOf()

/** A request to an operation, as far as its response depends on it. */
const callOf = (operation: Operation): Call => ({
  operation,
  resource: undefined,
  target: undefined,
  principal: undefined,
  selected: {},
  params: {},
  query: {},
  body: undefined,
  now: 0,
  request: new Request('http://localhost/'),
})

const operation = operationOf(contracts.standard, 'createCategory')
const category = {
  id: 'cat_1',
  name: 'x',
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
}
const secret = mintSecret(formOfPrefix('lk_live'), new SeededRandom(1), 1)

describe('a response', () => {
  test('is JSON, with the request id and the path of the created record', async () => {
    const answer = { body: category, created: 'cat_1' }
    const response = respond(context, callOf(operation), answer, '/api/v1/categories', 'req_1', true)
    expect([response.status, await response.json()]).toEqual([201, category])
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'application/json',
      date: 'Thu, 01 Jan 2026 00:00:00 GMT',
      location: '/api/v1/categories/cat_1',
      'request-id': 'req_1',
    })
  })

  test('has a Location below the path of the operation if no operation gets one record, with the id encoded', () => {
    const contract = editedContract(contract => {
      contract.operations = contract.operations.filter(({ id }) => id !== 'getCategory')
    })
    const created = { body: category, created: 'a/b' }
    const response = respond(
      contextOf(contract),
      callOf(operationOf(contract, 'createCategory')),
      created,
      '/x',
      'req_1',
      true,
    )
    expect(response.headers.get('location')).toBe('/x/a%2Fb')
  })

  test('is checked against the contract only if isChecked is set', () => {
    const broken = { body: { ...category, name: 7 } }
    expect(thrownBy(() => respond(context, callOf(operation), broken, '/x', 'req_1', true))).toBeInstanceOf(
      ContractViolationError,
    )
    expect(respond(context, callOf(operation), broken, '/x', 'req_1', false).status).toBe(201)
  })

  test('of a list is checked record by record and returned completely', async () => {
    const list = operationOf(contracts.standard, 'listCategories')
    const records = [category, { ...category, id: 'cat_2' }]
    const bodyOf = (values: object) => respond(context, callOf(list), { values: { ...values } }, '/x', 'req_1', true)
    for (let time = 0; time < 2; time++)
      expect(await bodyOf({ records, next: null }).json()).toEqual({ data: records, next_cursor: null })
    const other = [category, { ...category, name: null }]
    expect(thrownBy(() => bodyOf({ records: other, next: null }))).toBeInstanceOf(ContractViolationError)
    expect(await bodyOf({ records: [], next: null }).json()).toEqual({ data: [], next_cursor: null })
    expect(thrownBy(() => bodyOf({ records: [], next: 7 }))).toBeInstanceOf(ContractViolationError)
  })
})

describe('an error response', () => {
  const refusal = new Refusal({
    code: 'malformed_json',
    detail: `It holds ${secret}.`,
    rule: 'body',
    headers: { Allow: 'GET' },
  })

  test('is the problem document of its code, without secrets', async () => {
    const response = respondRefusal(context, operation, refusal, `/x/${secret}`, 'req_1', true)
    const masked = `lk_live_****${secret.slice(-4)}`
    expect(await response.json()).toEqual({
      type: '/docs/errors#malformed_json',
      title: 'The body is not JSON',
      status: 400,
      detail: `It holds ${masked}.`,
      instance: `/x/${masked}`,
      code: 'malformed_json',
      request_id: 'req_1',
    })
    expect([response.status, response.headers.get('content-type'), response.headers.get('allow')]).toEqual([
      400,
      'application/problem+json',
      'GET',
    ])
  })

  test('has the fields of its code, without secrets at any depth', async () => {
    const errors = [{ in: 'body', pointer: `/${secret}`, message: 'is unknown' }]
    const failed = new Refusal({ code: 'validation_failed', detail: 'x', rule: 'schema', members: { errors } })
    const { errors: shown } = (await respondRefusal(context, operation, failed, '/x', 'req_1', true).json()) as {
      errors: unknown
    }
    expect(shown).toEqual([{ ...errors[0], pointer: `/lk_live_****${secret.slice(-4)}` }])
  })

  test('throws if the operation does not declare its code, but not without an operation', () => {
    const list = operationOf(contracts.standard, 'listCategories')
    expect(thrownBy(() => respondRefusal(context, list, refusal, '/x', 'req_1', true))).toBeInstanceOf(
      ContractViolationError,
    )
    expect(respondRefusal(context, list, refusal, '/x', 'req_1', false).status).toBe(400)
    expect(respondRefusal(context, undefined, refusal, '/x', 'req_1', true).status).toBe(400)
  })

  test('throws if the contract does not have its code, and the error contains no secret', () => {
    const unknown = new Refusal({ code: 'nothing', detail: 'x', rule: 'x' })
    const error = thrownBy(() => respondRefusal(context, undefined, unknown, `/x/${secret}`, 'req_1', false))
    expect(error).toBeInstanceOf(ContractViolationError)
    expect(String(error)).not.toContain(secret)
  })
})
