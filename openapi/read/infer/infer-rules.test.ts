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

test('a name that holds its parents too: `/v1/{name}` reads what `/v1/{parent}/jobs` lists', () => {
  const Job = object({ name: text, state: { type: 'string', enum: ['ENABLED', 'PAUSED'] } })
  const { acts, resources, rule } = infer(
    {
      '/v1/{name}': {
        parameters: [path('name')],
        get: { operationId: 'get', ...ok(ref('Job')) },
        delete: { operationId: 'delete', ...NO_CONTENT },
      },
      '/v1/{name}:resume': { post: { operationId: 'resume', parameters: [path('name')], ...ok(ref('Job')) } },
      '/v1/{parent}/jobs': {
        parameters: [path('parent')],
        get: { operationId: 'list', ...ok(object({ jobs: listOf(ref('Job')) })) },
        post: { operationId: 'create', requestBody: json(ref('Job')), ...ok(ref('Job')) },
      },
    },
    { Job },
  )
  expect(acts).toEqual({ get: 'get', delete: 'delete', resume: 'transition', list: 'list', create: 'create' })
  expect(resources).toMatchObject([{ name: 'Job', collection: '/v1/{parent}/jobs', id: { property: 'name' } }])
  expect(rule('resume')).toMatchObject({ property: 'state', to: 'ENABLED' })
})

test('a parameter that takes one of two properties is the first', () => {
  const Template = object({ alias: text, templateId: { type: 'integer' }, name: text })
  const { resources } = infer(crud('/templates', 'templateIdOrAlias', Template))
  expect(resources).toMatchObject([{ id: { property: 'templateId' } }])
})

test('what is created is clear, though only a name identifies it', () => {
  const Label = object({ name: text, color: text })
  const { acts } = infer({ '/labels': crud('/labels', 'id', Label)['/labels'] })
  expect(acts).toEqual({ list: 'list', create: 'create' })
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

test('a parameter whose default is no value of the property is no filter', () => {
  const Stay = object({ id: text, duration: { type: 'integer' }, nights: { type: 'integer' } })
  const parameters = [query('duration', { type: 'string', default: '1d' }), query('nights')]
  const { rule } = infer(
    { '/stays': { get: { operationId: 'list', parameters, ...ok(listOf(ref('Stay'))) } } },
    { Stay },
  )
  expect(rule('list')?.filters).toEqual([{ parameter: 'nights', property: 'nights' }])
})

describe('the end of a list', () => {
  const list = (schema: JsonObject) =>
    infer({ '/todos': { get: { operationId: 'list', ...ok(schema) } } }, { Todo }).rule('list')

  test.each([
    ['nextLink', { nextUrl: ['nextLink'] }],
    ['@odata.nextLink', { nextUrl: ['@odata.nextLink'] }],
    ['@odata.count', { total: ['@odata.count'] }],
    ['nextPageToken', { next: ['nextPageToken'] }],
    ['isLast', { last: ['isLast'] }],
  ])('%s, though no parameter asks for a page', (name, members) => {
    expect(list(object({ value: listOf(ref('Todo')), [name]: text }))?.pages).toEqual({
      style: 'page',
      in: 'query',
      members,
    })
  })

  test('a list that says nothing about pages has none', () => {
    expect(list(listOf(ref('Todo')))?.pages).toBeUndefined()
  })
})

describe('counts', () => {
  const counted = (name: string, response: JsonObject, collection = crud('/todos', 'id')) =>
    infer({ ...collection, [`/todos/${name}`]: { get: { operationId: 'count', ...response } } }, { Todo }).rule('count')

  test.each([
    ['$count', { responses: { 200: { content: { 'text/plain': {} } } } }, []],
    ['count', ok({ type: 'integer' }), []],
    ['count', ok(object({ count: { type: 'integer' } })), ['count']],
  ])('%s of a list', (name, response, answer) => {
    expect(counted(name, response)).toEqual({ resource: 'Todo', does: 'count', status: 200, answer })
  })

  test('of what is no list, and statistics that are no number, are stateless', () => {
    expect(counted('count', ok({ type: 'integer' }), {})).toBeUndefined()
    expect(counted('count', ok(object({ open: { type: 'integer' }, done: { type: 'integer' } })))).toBeUndefined()
  })
})

describe('lists that are computed', () => {
  const Item = object({ id: text, name: text })
  test.each([
    '/people:search',
    '/me/findRooms()',
    '/search/code',
    '/barcode-lookup',
    '/users.lookupByEmail',
    '/tags-for-resource',
  ])('GET %s is stateless', path => {
    expect(infer({ [path]: { get: { operationId: 'list', ...ok(listOf(Item)) } } }).acts).toEqual({ list: undefined })
  })

  test('so is a list of what belongs to a record that its items do not name', () => {
    const list = (input: JsonObject) =>
      infer({ '/listParts': { post: { operationId: 'list', requestBody: json(input), ...ok(listOf(Item)) } } }).acts
    expect(list(object({ projectId: text }, ['projectId']))).toEqual({ list: undefined })
    expect(list(object({ projectId: text }))).toEqual({ list: 'list' })
  })

  test('so are the events of a record: their path has no id of an event', () => {
    const Click = object({ message_id: text, link: text })
    const { acts } = infer({
      '/clicks': { get: { operationId: 'all', ...ok(listOf(Click)) } },
      '/clicks/{message_id}': { get: { operationId: 'some', parameters: [path('message_id')], ...ok(listOf(Click)) } },
    })
    expect(acts).toEqual({ all: undefined, some: undefined })
  })
})

describe('singletons', () => {
  const Settings = object({ theme: text, locale: text })

  test('one object that is read and written', () => {
    const { acts, resources, rule } = infer(
      {
        '/preferences-of-mine': {
          get: { operationId: 'get', ...ok(ref('Settings')) },
          patch: { operationId: 'update', requestBody: json(ref('Settings')), ...NO_CONTENT },
        },
      },
      { Settings },
    )
    expect(acts).toEqual({ get: 'get', update: 'update' })
    expect(rule('update')).toEqual({ resource: 'Settings', does: 'update', status: 204, input: [] })
    expect(resources).toEqual([
      { name: 'Settings', schema: 'Settings', collection: '/preferences-of-mine', singleton: true },
    ])
  })

  test('the caller, and settings below a parent, also if they are only read', () => {
    const { acts } = infer(
      {
        '/me': { get: { operationId: 'me', ...ok(ref('Settings')) } },
        '/teams/{id}/settings': { get: { operationId: 'settings', ...ok(ref('Settings')) } },
      },
      { Settings },
    )
    expect(acts).toEqual({ me: 'get', settings: 'get' })
  })

  test('statistics and sessions are none', () => {
    const { acts } = infer(
      {
        '/stats': { get: { operationId: 'stats', ...ok(ref('Settings')) } },
        '/session': {
          get: { operationId: 'session', ...ok(ref('Settings')) },
          post: { operationId: 'signIn', requestBody: json(ref('Settings')), ...ok(ref('Settings')) },
        },
      },
      { Settings },
    )
    expect(acts).toEqual({ stats: undefined, session: undefined, signIn: undefined })
  })
})

describe('transitions', () => {
  const Invoice = object({
    id: text,
    status: { type: 'string', enum: ['draft', 'open', 'paid', 'void'] },
    archived: { type: 'boolean' },
    inactive: { type: 'boolean' },
    email: text,
    tags: listOf(text),
  })
  const act = (word: string, operation: JsonObject = ok(ref('Invoice')), method = 'post') =>
    infer(
      {
        ...crud('/invoices', 'id', ref('Invoice')),
        [`/invoices/{id}/${word}`]: { parameters: [path('id')], [method]: { operationId: 'act', ...operation } },
      },
      { Invoice },
    )

  test.each([
    ['void', { property: 'status', to: 'void' }],
    ['pay', { property: 'status', to: 'paid' }],
    ['mark_as_paid', { property: 'status', to: 'paid' }],
    ['archive', { property: 'archived', to: true }],
    ['unarchive', { property: 'archived', to: false }],
    ['activate', { property: 'inactive', to: false }],
  ])('%s', (word, expected) => {
    expect(act(word).rule('act')).toMatchObject({
      resource: 'Invoice',
      does: 'transition',
      record: { in: 'path', name: 'id' },
      ...expected,
    })
  })

  test('the body holds the status', () => {
    const operation = { requestBody: json(object({ status: text })), ...NO_CONTENT }
    const rule = act('status', operation, 'put').rule('act')
    expect(rule).toMatchObject({ does: 'transition', property: 'status', input: [], status: 204 })
    expect(rule?.to).toBeUndefined()
  })

  test.each([
    ['put', 'email', 'email'],
    ['post', 'update_email', 'email'],
    ['patch', 'setEmail', 'email'],
  ])('%s of /%s updates the property', (method, word, property) => {
    const operation = { requestBody: json(object({ [property]: text })), ...NO_CONTENT }
    expect(act(word, operation, method).rule('act')).toEqual({
      resource: 'Invoice',
      does: 'update',
      record: { in: 'path', name: 'id' },
      status: 204,
      input: [],
    })
  })

  test.each<[string, string, JsonObject]>([
    ['POST without a verb', 'email', { email: text }],
    ['a member that the record has not', 'update_email', { email: text, password: text }],
    ['a list, which may be one of links', 'set_tags', { tags: listOf(text) }],
  ])('%s is stateless', (_, word, members) => {
    expect(act(word, { requestBody: json(object(members)), ...NO_CONTENT }).rule('act')).toBeUndefined()
  })

  test('a verb that leads to no status is stateless', () => {
    const { rule, reason } = act('send')
    expect(rule('act')).toBeUndefined()
    expect(reason('act')).toBe('"send" is an action on Invoice, and no status of it says what it leads to')
  })

  test('202 without a record is stateless: it happens later', () => {
    expect(act('void', { responses: { 202: { description: 'later' } } }).rule('act')).toBeUndefined()
  })
})

describe('records that other paths show', () => {
  const Order = object({ id: text, customer_id: text, total: { type: 'number' } })
  const Customer = object({ id: text, email: text, name: text })
  const shown = (extra: JsonObject) =>
    infer(
      { '/customers/{id}': { get: ok(ref('Customer')) }, '/orders/{id}': { get: ok(ref('Order')) }, ...extra },
      { Order, Customer },
    )

  test('a list below a parent that a property names is a filter', () => {
    const { rule } = shown({ '/customers/{id}/orders': { get: { operationId: 'list', ...ok(listOf(ref('Order'))) } } })
    expect(rule('list')).toMatchObject({
      resource: 'Order',
      does: 'list',
      filters: [{ parameter: 'id', property: 'customer_id', in: 'path' }],
    })
  })

  test('a list that no property selects is stateless', () => {
    const { rule, reason } = shown({
      '/orders/{id}/customers': { get: { operationId: 'list', ...ok(listOf(ref('Customer'))) } },
    })
    expect(rule('list')).toBeUndefined()
    expect(reason('list')).toBe('a list of Customer records, and no property of them says which')
  })

  test('creating below a parent makes it one', () => {
    const { rule, resources } = shown({
      '/customers/{customer}/orders': {
        post: { operationId: 'create', requestBody: json(ref('Order')), responses: { 201: json(ref('Order')) } },
      },
    })
    expect(rule('create')).toMatchObject({ resource: 'Order', does: 'create', status: 201 })
    expect(resources.find(({ name }) => name === 'Order')?.within).toEqual([
      { parameter: 'customer', resource: 'Customer', property: 'customer_id' },
    ])
  })

  test('by another property than the id, and by one that the query selects', () => {
    const { rule } = shown({
      '/customers/by-email/{email}': { get: { operationId: 'get', ...ok(ref('Customer')) } },
      '/customers/findByName': {
        get: { operationId: 'find', parameters: [query('name')], ...ok(listOf(ref('Customer'))) },
      },
    })
    expect(rule('get')).toMatchObject({ does: 'get', record: { in: 'path', name: 'email', property: 'email' } })
    expect(rule('find')).toMatchObject({ does: 'list', filters: [{ parameter: 'name', property: 'name' }] })
  })
})

describe('calls', () => {
  const Key = object({ id: text, name: text })
  const call = (body: JsonObject, response: JsonObject) => ({
    post: { requestBody: json(body), ...ok(object({ data: response })) },
  })
  const calls = (path: (verb: string, noun: string) => string) =>
    infer(
      {
        [path('create', 'Key')]: call(object({ name: text }), object({ keyId: text })),
        [path('get', 'Key')]: call(object({ keyId: text }, ['keyId']), ref('Key')),
        [path('list', 'Keys')]: call(object({ limit: text, cursor: text }), listOf(ref('Key'))),
        [path('update', 'Key')]: call(object({ keyId: text, name: text }, ['keyId']), ref('Key')),
        [path('delete', 'Key')]: { post: { requestBody: json(object({ keyId: text }, ['keyId'])), ...NO_CONTENT } },
      },
      { Key },
    ).operations.map(({ rule }) => rule)

  test.each<[string, (verb: string, noun: string) => string]>([
    ['/v2/keys.createKey', (verb, noun) => `/v2/keys.${verb}${noun}`],
    ['/keys.create', verb => `/keys.${verb}`],
    ['/keys/create', verb => `/keys/${verb}`],
    ['/createKey', (verb, noun) => `/${verb}${noun}`],
    ['/#X-Amz-Target=Vault_2020.createKey', (verb, noun) => `/#X-Amz-Target=Vault_2020.${verb}${noun}`],
    ['/#Action=createKey', (verb, noun) => `/#Action=${verb}${noun}`],
  ])('%s', (_, path) => {
    const record = { in: 'body', name: 'keyId' }
    expect(calls(path)).toMatchObject([
      { does: 'create', answerId: ['data', 'keyId'], input: [] },
      { does: 'get', record, answer: ['data'] },
      { does: 'list', answer: ['data'], pages: { style: 'cursor', in: 'body', position: 'cursor', size: 'limit' } },
      { does: 'update', record, answer: ['data'] },
      { does: 'delete', record, status: 204 },
    ])
  })

  test.each([
    ['hostArn', object({ hostArn: text, name: text })],
    ['arn', object({ arn: text, name: text })],
    ['jobToken', object({ jobToken: text, name: text })],
  ])('the id is what calls about one record need: %s', (property, schema) => {
    const input = property === 'arn' ? 'hostArn' : property
    const one = json(object({ [input]: text }, [input]))
    const { acts, resources } = infer({
      '/listHosts': { post: { operationId: 'list', ...ok(object({ hosts: listOf(schema) })) } },
      '/createHost': { post: { operationId: 'create', requestBody: json(object({ name: text })), ...ok(schema) } },
      '/describeHost': { post: { operationId: 'get', requestBody: one, ...ok(schema) } },
      '/deleteHost': { post: { operationId: 'delete', requestBody: one, ...NO_CONTENT } },
    })
    expect(resources).toMatchObject([{ id: { property } }])
    expect(acts).toEqual({ list: 'list', create: 'create', get: 'get', delete: 'delete' })
  })

  test('a record by another property', () => {
    const byName = { requestBody: json(object({ name: text }, ['name'])), ...ok(ref('Key')) }
    const { rule } = infer(
      {
        '/keys/list': call(object({}), listOf(ref('Key'))),
        '/keys/get': call(object({ id: text }, ['id']), ref('Key')),
        '/keys/get_by_name': { post: { operationId: 'get', ...byName } },
        '/keys/get_by_owner': { post: { operationId: 'other', ...byName } },
      },
      { Key },
    )
    expect(rule('get')).toMatchObject({ does: 'get', record: { in: 'body', name: 'name', property: 'name' } })
    expect(rule('other')).toBeUndefined()
  })

  test('a path that continues with ids is no call', () => {
    const { acts } = infer(crud('/patchSchedules', 'id'), { Todo })
    expect(acts).toMatchObject({ list: 'list', create: 'create', get: 'get' })
  })

  test('`.json` at the end of a path is no part of it', () => {
    const { '/todos': list, '/todos/{id}': item } = crud('/todos', 'id')
    const { resources, acts } = infer({ '/todos.json': list, '/todos/{id}.json': item }, { Todo })
    expect(resources).toMatchObject([{ name: 'Todo', collection: '/todos' }])
    expect(acts).toMatchObject({ list: 'list', get: 'get', delete: 'delete' })
  })
})

describe('what stays stateless', () => {
  test('searches, bulk operations, uploads and reports', () => {
    const { acts } = infer(
      {
        ...crud('/todos', 'id'),
        '/todos/search': {
          post: { operationId: 'search', requestBody: json(object({ q: text })), ...ok(listOf(ref('Todo'))) },
        },
        '/todos/bulk': {
          post: {
            operationId: 'bulk',
            requestBody: json(object({ items: listOf(ref('Todo')) })),
            ...ok(listOf(ref('Todo'))),
          },
        },
        '/todos/report': {
          get: { operationId: 'report', ...ok(listOf(object({ day: text, count: { type: 'integer' } }))) },
        },
        '/todos/{id}/file': {
          put: { operationId: 'upload', requestBody: { content: { 'image/png': {} } }, ...NO_CONTENT },
        },
      },
      { Todo },
    )
    expect(acts).toMatchObject({ search: undefined, bulk: undefined, report: undefined, upload: undefined })
  })

  test('records whose id no response shows', () => {
    expect(infer(crud('/todos', 'id', object({ title: text }))).resources).toEqual([])
  })
})

describe('documents that are hard to read', () => {
  test('recursive schemas, nullable types, and names of Object.prototype', () => {
    const Node = { ...object({ id: text, parent: { anyOf: [ref('Node'), { type: 'null' }] } }), allOf: [ref('Node')] }
    const { acts } = infer(crud('/nodes', 'id', ref('Node')), { Node })
    expect(acts).toMatchObject({ list: 'list', get: 'get' })
    expect(infer(crud('/valueOf', 'constructor', ref('Todo')), { Todo }).resources).toHaveLength(1)
    const odd = infer(crud('/constructor', '__proto__', object({ id: { type: ['string', 'null'] }, toString: text })))
    expect(odd.resources).toMatchObject([{ collection: '/constructor', id: { property: 'id' } }])
  })

  test('a schema with nothing but examples', () => {
    const content = { 'application/json': { schema: { type: 'object' }, example: { id: 7, title: 'Buy milk' } } }
    const { resources } = infer({ '/todos/{id}': { get: { responses: { 200: { content } } } } })
    expect(resources).toMatchObject([{ collection: '/todos', id: { property: 'id', type: 'integer' } }])
  })
})

test('the Petstore: singular paths, the id in the body of a PUT, and natural keys', () => {
  const Pet = object({ id: { type: 'integer' }, name: text, status: { type: 'string', enum: ['available', 'sold'] } })
  const User = object({ id: { type: 'integer' }, username: text, email: text })
  const { rule, resources } = infer(
    {
      '/pet': {
        post: { operationId: 'addPet', requestBody: json(ref('Pet')), ...ok(ref('Pet')) },
        put: { operationId: 'updatePet', requestBody: json(ref('Pet')), ...ok(ref('Pet')) },
      },
      '/pet/findByStatus': { get: { operationId: 'find', parameters: [query('status')], ...ok(listOf(ref('Pet'))) } },
      '/pet/{petId}': { parameters: [path('petId', 'integer')], get: { operationId: 'getPet', ...ok(ref('Pet')) } },
      '/user': { post: { operationId: 'addUser', requestBody: json(ref('User')), ...ok(ref('User')) } },
      '/user/login': { get: { operationId: 'login', parameters: [query('username')], ...ok(text) } },
      '/user/{username}': { parameters: [path('username')], get: { operationId: 'getUser', ...ok(ref('User')) } },
    },
    { Pet, User },
  )
  expect(rule('updatePet')).toMatchObject({ resource: 'Pet', does: 'replace', record: { in: 'body', name: 'id' } })
  expect(rule('find')).toMatchObject({
    resource: 'Pet',
    does: 'list',
    filters: [{ parameter: 'status', property: 'status' }],
  })
  expect(rule('login')).toBeUndefined()
  expect(resources).toMatchObject([
    { name: 'Pet', collection: '/pet', id: { property: 'id' }, status: { values: ['available', 'sold'] } },
    { name: 'User', collection: '/user', id: { property: 'username', form: 'natural' } },
  ])
})
