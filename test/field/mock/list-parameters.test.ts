/** "My contract has ?status=a&status=b. The mock accepted it, and filtered by nothing." */
// Source: stoplightio/prism #2675
import { describe, expect, test } from 'vitest'
import { createMock } from '../../../mock/index.ts'
import { Latchkey } from '../../../src/index.ts'
import { findings } from '../../contract/tiny.ts'
import { editedContract, operationOf } from '../../engine/edited-contract.ts'
import { ask } from '../../mock/client.ts'

/** The standard contract, whose list of keys takes several statuses. */
const contract = editedContract(edited => {
  edited.schemas.Page = { type: 'integer', minimum: 1, maximum: 100 }
  for (const parameter of operationOf(edited, 'listApiKeys').query) {
    if (parameter.name === 'status')
      parameter.schema = { type: 'array', items: { $ref: '#/components/schemas/KeyStatus' }, maxItems: 2 }
    if (parameter.name === 'limit') parameter.schema = { $ref: '#/components/schemas/Page' }
  }
})

function open() {
  const mock = createMock({ contract })
  mock.seed({ ApiKey: ['active', 'paused', 'revoked'].map(status => ({ name: status, status })) })
  const { headers } = mock.signIn('admin')
  const names = async (query: string) => {
    const { status, body } = await ask(mock, `GET /api-keys?${query}`, { headers })
    return status === 200 ? body.data.map(({ name }: { name: string }) => name).sort() : [status, body.errors]
  }
  return { mock, names }
}

describe('a list in the query', () => {
  test.each([
    ['status=active&status=paused', ['active', 'paused']],
    ['status=revoked', ['revoked']],
    ['limit=100&status=paused&status=revoked', ['paused', 'revoked']],
  ])('%s filters by each of its items', async (query, found) => {
    expect(await open().names(query)).toEqual(found)
  })

  test.each([
    ['status=active&status=lost', '/status/1'],
    ['status=active&status=paused&status=revoked', '/status'],
    ['status=active,paused', '/status/0'],
    ['limit=5&limit=6', '/limit'],
    ['limit=101', '/limit'],
  ])('%s is rejected', async (query, pointer) => {
    expect(await open().names(query)).toEqual([422, [expect.objectContaining({ in: 'query', pointer })]])
  })

  test('is sent by the SDK in the form that the mock reads', async () => {
    const { mock } = open()
    const { token } = mock.signIn('admin')
    const baseUrl = 'https://shop.test/api/v1'
    const shop = new Latchkey({ system: 'standard', baseUrl, session: token, fetch: mock.fetch })
    const { data } = await shop.apiKeys.list({ status: ['active', 'paused'] as never })
    expect(data.map(({ name }) => name).sort()).toEqual(['active', 'paused'])
  })
})

describe('"my framework writes an optional number as anyOf": a parameter of combined schemas', () => {
  const integer = { type: 'integer', minimum: 1, maximum: 100 }
  const combined = (schema: Readonly<Record<string, object | string>>) =>
    editedContract(edited => {
      edited.schemas.Page = integer
      for (const parameter of operationOf(edited, 'listApiKeys').query)
        if (parameter.name === 'limit') parameter.schema = schema
    })

  test.each([
    [{ anyOf: [integer, { type: 'null' }] }],
    [{ oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/Page' }] }],
    [{ allOf: [{ $ref: '#/components/schemas/Page' }], description: 'The size of a page.' }],
    [{ allOf: [{ anyOf: [{ $ref: '#/components/schemas/Page' }] }] }],
  ])('%j is read as the number that it allows', async schema => {
    const mock = createMock({ contract: combined(schema) })
    const { headers } = mock.signIn('admin')
    expect((await ask(mock, 'GET /api-keys?limit=2', { headers })).status).toBe(200)
    for (const limit of ['0', 'x', '101'])
      expect((await ask(mock, `GET /api-keys?limit=${limit}`, { headers })).status).toBe(422)
  })

  test('a list or one value is a list', async () => {
    const status = { type: 'string', enum: ['active', 'paused'] }
    const contract = editedContract(edited => {
      for (const parameter of operationOf(edited, 'listApiKeys').query)
        if (parameter.name === 'status') parameter.schema = { anyOf: [status, { type: 'array', items: status }] }
    })
    const mock = createMock({ contract })
    mock.seed({ ApiKey: ['active', 'paused'].map(status => ({ name: status, status })) })
    const { headers } = mock.signIn('admin')
    for (const [query, count] of [
      ['status=active', 1],
      ['status=active&status=paused', 2],
    ] as const)
      expect((await ask(mock, `GET /api-keys?${query}`, { headers })).body.data).toHaveLength(count)
  })
})

describe('a parameter in a form that nothing reads is a finding', () => {
  const at = '#/paths/~1keys/get/parameters/1'
  const list = { type: 'array', items: { type: 'string' } }
  test.each([
    ['a list in one value', { in: 'query', schema: list, explode: false }, 'is a list in one value'],
    ['a list with spaces', { in: 'query', schema: list, style: 'spaceDelimited' }, 'has the style `spaceDelimited`'],
    ['an object', { in: 'query', schema: { type: 'object' }, style: 'deepObject' }, 'is an object'],
    ['an object or nothing', { in: 'query', schema: { type: ['object', 'null'] } }, 'is an object'],
    ['an object by a combined schema', { in: 'query', schema: { allOf: [{ type: 'object' }] } }, 'is an object'],
    [
      'a list of objects',
      { in: 'query', schema: { type: 'array', items: { type: 'object' } } },
      'is a list of objects',
    ],
    ['a list of lists', { in: 'query', schema: { anyOf: [{ type: 'array', items: list }] } }, 'is a list of objects'],
    ['a list with pipes', { in: 'query', schema: list, style: 'pipeDelimited' }, 'has the style `pipeDelimited`'],
    ['a list in a header', { in: 'header', schema: list }, 'is a list in the header'],
    ['a cookie', { in: 'cookie', schema: { type: 'string' } }, 'is in a cookie'],
    ['JSON', { in: 'query', content: { 'application/json': { schema: {} } } }, 'has `content`'],
  ])('%s', (_, parameter, says) => {
    const found = findings({ [at]: undefined, '#/paths/~1keys/get/parameters/0': { name: 'status', ...parameter } })
    expect(found.filter(({ rule }) => rule === 'parameters')).toEqual([
      {
        rule: 'parameters',
        at: '#/paths/~1keys/get/parameters/0',
        message: expect.stringContaining(`The parameter \`status\` of \`listKeys\` ${says}`),
      },
    ])
  })

  test('a list that is repeated is none', () => {
    expect(
      findings({ [`${at}/schema`]: { type: 'array', items: { $ref: '#/components/schemas/KeyStatus' } } }),
    ).toEqual([])
  })
})
