import { expect, test } from 'vitest'
import { operationsOf } from './operations.ts'
import { readDocument } from './read-document.ts'

test('operations have unique ids, and the parameters of their path', async () => {
  const id = { name: 'id', in: 'path', schema: { type: 'integer' } }
  const own = { ...id, required: true, schema: { type: 'string' } }
  const document = {
    openapi: '3.2.0',
    paths: {
      '/a/{id}': {
        parameters: [{ $ref: '#/components/parameters/id' }, { name: 'q', in: 'query' }],
        get: { operationId: 'twice' },
        put: { operationId: 'once', parameters: [own] },
        query: {},
        additionalOperations: { LINK: {} },
      },
      '/b': { $ref: '#/components/pathItems/b', get: null },
    },
    components: { parameters: { id }, pathItems: { b: { post: { operationId: 'twice' } } } },
  }
  const { document: read } = await readDocument({ document })
  const operations = operationsOf(read)
  expect(operations.map(operation => operation.id)).toEqual([
    'GET /a/{id}',
    'once',
    'QUERY /a/{id}',
    'LINK /a/{id}',
    'GET /b',
    'POST /b',
  ])
  expect(operations[0]?.parameters).toEqual([
    { ...id, required: true },
    { name: 'q', in: 'query' },
  ])
  expect(operations[1]?.parameters).toEqual([own, { name: 'q', in: 'query' }])
})
