import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../contract/json.ts'
import { inferRules } from './infer-rules.ts'

const json = (schema: JsonObject) => ({ content: { 'application/json': { schema } } })
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })
const object = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
})
const text = { type: 'string' }
const ok = (schema: JsonObject) => ({ responses: { 200: json(schema) } })
const listOf = (items: JsonObject) => ({ type: 'array', items })
const path = (name: string, type = 'string') => ({ name, in: 'path', required: true, schema: { type } })
const query = (name: string, schema: JsonObject = text) => ({ name, in: 'query', schema })
const NO_CONTENT = { responses: { 204: { description: 'done' } } }

function infer(paths: JsonObject, schemas: JsonObject = {}) {
  const inference = inferRules({ openapi: '3.1.0', paths, components: { schemas } })
  const rules = inference.operations.map(({ id, rule }) => [id, rule?.does] as const)
  return {
    ...inference,
    acts: Object.fromEntries(rules),
    rule: (id: string) => inference.operations.find(operation => operation.id === id)?.rule,
    reason: (id: string) => inference.operations.find(operation => operation.id === id)?.reason,
  }
}

const Todo = object({ id: { type: 'integer' }, title: text, done: { type: 'boolean' } }, ['title'])

function crud(collection: string, parameter: string, schema: JsonObject = ref('Todo')) {
  return {
    [collection]: {
      get: { operationId: 'list', ...ok(listOf(schema)) },
      post: { operationId: 'create', requestBody: json(schema), responses: { 201: json(schema) } },
    },
    [`${collection}/{${parameter}}`]: {
      parameters: [path(parameter)],
      get: { operationId: 'get', ...ok(schema) },
      put: { operationId: 'replace', requestBody: json(schema), ...ok(schema) },
      patch: { operationId: 'update', requestBody: json(schema), ...ok(schema) },
      delete: { operationId: 'delete', ...NO_CONTENT },
    },
  }
}

describe('plain collections', () => {
  test('the six acts, the resource and its id', () => {
    const { acts, resources, rule } = infer(crud('/todos', 'todoId'), { Todo })
    expect(acts).toEqual({
      list: 'list',
      create: 'create',
      get: 'get',
      replace: 'replace',
      update: 'update',
      delete: 'delete',
    })
    expect(resources).toEqual([
      {
        name: 'Todo',
        schema: 'Todo',
        collection: '/todos',
        id: { property: 'id', type: 'integer', form: 'integer' },
      },
    ])
    expect(rule('create')).toEqual({ resource: 'Todo', does: 'create', status: 201, answer: [], input: [] })
    expect(rule('delete')).toEqual({
      resource: 'Todo',
      does: 'delete',
      record: { in: 'path', name: 'todoId' },
      status: 204,
    })
  })

  test('every operation is told, with a reason', () => {
    const { operations } = infer({ ...crud('/todos', 'id'), '/health': { get: ok(object({ up: text })) } }, { Todo })
    expect(operations).toHaveLength(7)
    expect(operations.at(-1)).toMatchObject({ id: 'GET /health', method: 'GET', path: '/health' })
    expect(operations.every(({ reason }) => reason !== '')).toBe(true)
    expect(operations.at(-1)?.rule).toBeUndefined()
  })
})

describe('ids', () => {
  const Pet = object({ id: { type: 'integer' }, name: text })
  const cases: [string, JsonObject, string, string][] = [
    ['petId', Pet, '/pets', 'id'],
    ['pet_uuid', object({ uuid: { type: 'string', format: 'uuid' }, name: text }), '/pets', 'uuid'],
    ['petId', object({ petId: text, name: text }), '/pets', 'petId'],
    ['user', object({ username: text, full: text }), '/users', 'username'],
    ['username', object({ id: { type: 'integer' }, username: text }), '/users', 'username'],
    ['sku', object({ sku: text, price: { type: 'number' } }), '/products', 'sku'],
    ['repo', object({ id: { type: 'integer' }, name: text }), '/repos', 'name'],
  ]
  test.each(cases)('{%s} of %j is %s', (parameter, schema, collection, property) => {
    expect(infer(crud(collection, parameter, schema)).resources).toMatchObject([{ collection, id: { property } }])
  })

  test('the form is the one that the schema shows', () => {
    const id = (schema: JsonObject) =>
      infer(crud('/pets', 'petId', object({ id: schema, name: text }))).resources[0]?.id
    expect(id({ type: 'string', format: 'uuid' })).toMatchObject({ type: 'string', form: 'uuid' })
    expect(id({ type: 'integer' })).toMatchObject({ type: 'integer', form: 'integer' })
    expect(id({ type: 'string', examples: ['pet_8fk2nd93ks'] })).toMatchObject({ form: 'prefix', prefix: 'pet_' })
    expect(id({ type: 'string', examples: ['507f1f77bcf86cd799439011'] })).toMatchObject({ form: 'hex' })
  })

  test('an id that the creating body must have is given by the client', () => {
    const Product = object({ sku: text, price: { type: 'number' } }, ['sku'])
    expect(infer(crud('/products', 'sku', Product)).resources[0]?.id?.given).toBe(true)
    expect(infer(crud('/todos', 'id'), { Todo }).resources[0]?.id?.given).toBeUndefined()
  })
})

describe('envelopes', () => {
  test('records and lists in members of the response, records in members of the request', () => {
    const { rule } = infer(
      {
        '/customers': {
          get: {
            operationId: 'list',
            ...ok(object({ items: listOf(ref('Customer')), total: { type: 'integer' } })),
          },
          post: {
            operationId: 'create',
            requestBody: json(object({ customer: ref('Customer') })),
            responses: { 201: json(object({ data: ref('Customer') })) },
          },
        },
        '/customers/{id}': {
          parameters: [path('id')],
          get: { operationId: 'get', ...ok(object({ customer: ref('Customer') })) },
        },
      },
      { Customer: object({ id: text, email: text }) },
    )
    expect(rule('list')).toMatchObject({ does: 'list', answer: ['items'] })
    expect(rule('create')).toMatchObject({ does: 'create', answer: ['data'], input: ['customer'], status: 201 })
    expect(rule('get')).toMatchObject({ does: 'get', answer: ['customer'] })
  })
})

describe('nesting', () => {
  const Store = object({ id: text, name: text })
  const Product = object({ id: text, store_id: text, title: text })

  test('a child names its parent, and the property that holds the id of the parent', () => {
    const { resources } = infer(
      { '/stores/{store_id}': { get: ok(ref('Store')) }, ...crud('/stores/{store_id}/products', 'id', ref('Product')) },
      { Store, Product },
    )
    expect(resources.find(({ name }) => name === 'Product')?.within).toEqual([
      { parameter: 'store_id', resource: 'Store', property: 'store_id' },
    ])
  })

  test('a parent without operations of its own is only a parameter', () => {
    const { resources } = infer(crud('/repos/{owner}/{repo}/issues', 'number', object({ number: { type: 'integer' } })))
    expect(resources[0]?.within).toEqual([{ parameter: 'owner' }, { parameter: 'repo' }])
  })
})

describe('pages', () => {
  const list = (parameters: unknown[], schema: JsonObject) =>
    infer({ '/todos': { get: { operationId: 'list', parameters, ...ok(schema) } } }, { Todo }).rule('list')

  test('page numbers, with a size, its default and its maximum', () => {
    const size = query('per_page', { type: 'integer', default: 20, maximum: 100 })
    expect(list([query('page', { type: 'integer' }), size], listOf(ref('Todo')))?.pages).toEqual({
      style: 'page',
      in: 'query',
      position: 'page',
      size: 'per_page',
      default: 20,
      max: 100,
      members: {},
    })
  })

  test('offsets, with the members that count', () => {
    const schema = object({ data: listOf(ref('Todo')), count: { type: 'integer' }, offset: { type: 'integer' } })
    expect(list([query('offset'), query('limit')], schema)?.pages).toMatchObject({
      style: 'offset',
      members: { total: ['count'], offset: ['offset'] },
    })
  })

  test('cursors, with the member that holds the next one', () => {
    const schema = object({
      data: listOf(ref('Todo')),
      meta: object({ next_cursor: text, has_more: { type: 'boolean' } }),
    })
    expect(list([query('cursor'), query('limit')], schema)?.pages).toMatchObject({
      style: 'cursor',
      members: { next: ['meta', 'next_cursor'], more: ['meta', 'has_more'] },
    })
  })

  test('the last id of the page before', () => {
    expect(list([query('starting_after'), query('limit')], listOf(ref('Todo')))?.pages?.style).toBe('after')
  })

  test('filters are parameters that are named as a property; page parameters are none', () => {
    const rule = list(
      [query('done', { type: 'boolean' }), query('q'), query('sort'), query('page')],
      listOf(ref('Todo')),
    )
    expect(rule?.filters).toEqual([{ parameter: 'done', property: 'done' }])
    expect(rule?.sort).toEqual({ parameter: 'sort', descending: '-' })
  })
})
