/** Documents without keywords: records are created, changed and deleted as their operations suggest. */
import { describe, expect, it, test } from 'vitest'
import { clientOf, crud, documentOf, type Json, json, todos } from './documents.ts'

describe('a record that was created', () => {
  it('is found, with its id and its place', async () => {
    const { send } = clientOf(todos)
    const created = await send('POST /todos', { title: 'Milk' })
    expect(created).toMatchObject({ status: 201, body: { title: 'Milk', done: false } })
    expect(created.headers.get('Location')).toBe(`/todos/${created.body.id}`)
    expect(created.headers.get('Mock-Source')).toBe('state')
    expect(await send(`GET /todos/${created.body.id}`)).toMatchObject({ status: 200, body: created.body })
    expect((await send('GET /todos')).body).toContainEqual(created.body)
  })

  it('has the times of the server, and no optional member that nobody wrote', async () => {
    const { send } = clientOf(todos)
    const { body } = await send('POST /todos', { title: 'Milk' })
    expect(Object.keys(body)).toEqual(['id', 'title', 'done', 'created_at'])
    expect(body.created_at).toBe('2026-01-01T00:00:00.000Z')
  })

  it('is changed by PATCH, and replaced by PUT', async () => {
    const { send } = clientOf(todos)
    const { body } = await send('POST /todos', { title: 'Milk', note: 'two' })
    expect((await send(`PATCH /todos/${body.id}`, { done: true })).body).toEqual({ ...body, done: true })
    const { note: _, ...rest } = body
    expect((await send(`PUT /todos/${body.id}`, { title: 'Tea' })).body).toEqual({ ...rest, title: 'Tea' })
    expect((await send(`GET /todos/${body.id}`)).body.title).toBe('Tea')
  })

  it('is gone after DELETE', async () => {
    const { send } = clientOf(todos)
    const { body } = await send('POST /todos', { title: 'Milk' })
    expect(await send(`DELETE /todos/${body.id}`)).toMatchObject({ status: 204, body: undefined })
    expect((await send(`GET /todos/${body.id}`)).status).toBe(404)
    expect((await send('GET /todos')).body).not.toContainEqual(body)
  })
})

describe('a record that nobody created', () => {
  it('is made up, and is the same each time', async () => {
    const { send } = clientOf(todos)
    const { status, body } = await send('GET /todos/77')
    expect([status, body.id]).toEqual([200, 77])
    expect((await send('GET /todos/77')).body).toEqual(body)
    expect((await clientOf(todos).send('GET /todos/77')).body).toEqual(body)
    expect((await clientOf(todos, { seed: 2 }).send('GET /todos/77')).body).not.toEqual(body)
  })

  it.each(['POST /todos', 'DELETE /todos/1'])('is not found after %s', async line => {
    const { send } = clientOf(todos)
    expect((await send('GET /todos/77')).status).toBe(200)
    await send(line, line.startsWith('POST') ? { title: 'Milk' } : undefined)
    expect((await send('GET /todos/77')).status).toBe(404)
  })

  it('is stored once it is changed', async () => {
    const { send } = clientOf(todos)
    const { body } = await send('PATCH /todos/77', { title: 'Tea' })
    expect(body).toMatchObject({ id: 77, title: 'Tea' })
    expect((await send('GET /todos')).body).toContainEqual(body)
  })

  it('does not exist in strict mode', async () => {
    expect((await clientOf(todos, { strict: true }).send('GET /todos/77')).status).toBe(404)
  })
})

describe('a count', () => {
  const paths = {
    ...crud('/todos', 'Todo'),
    '/todos/$count': { get: { responses: { 200: json({ type: 'integer' }) } } },
  }

  it('is that of the list', async () => {
    const { send } = clientOf(documentOf(paths))
    expect((await send('GET /todos/$count')).body).toBe(3)
    await send('POST /todos', { title: 'Milk' })
    const { headers, body } = await send('GET /todos/$count')
    expect([body, headers.get('Mock-Source')]).toEqual([4, 'state'])
  })

  it('is a text, or a member', async () => {
    const text = { description: '', content: { 'text/plain': { schema: { type: 'integer' } } } }
    const member = json({ type: 'object', properties: { count: { type: 'integer' } } })
    const document = documentOf({
      ...paths,
      '/todos/$count': { get: { responses: { 200: text } } },
      '/todos/count': { get: { responses: { 200: member } } },
    })
    const { send } = clientOf(document)
    const { headers, body } = await send('GET /todos/$count')
    expect([body, headers.get('Content-Type')]).toEqual([3, 'text/plain'])
    expect((await send('GET /todos/count')).body).toEqual({ count: 3 })
  })
})

describe('the last page', () => {
  const last = async (members: Json, required: string[] = [], parameters: Json[] = []) => {
    const items = { type: 'array', items: { $ref: '#/components/schemas/Todo' } }
    const page = { type: 'object', required, properties: { value: items, ...members } }
    const paths = crud('/todos', 'Todo')
    const document = documentOf({ ...paths, '/todos': { get: { parameters, responses: { 200: json(page) } } } })
    const { value: _, ...rest } = (await clientOf(document).send('GET /todos')).body
    return rest
  }

  it('leads to no other, also where no parameter asks for pages', async () => {
    const link = { type: 'string', format: 'uri' }
    expect(await last({ nextLink: link })).toEqual({})
    expect(await last({ '@odata.nextLink': link, '@odata.count': { type: 'integer' } })).toEqual({
      '@odata.count': 3,
    })
    expect(await last({ nextPageToken: { type: 'string' } })).toEqual({})
    expect(await last({ nextPageToken: { type: 'string' } }, ['nextPageToken'])).toEqual({ nextPageToken: '' })
    expect(await last({ nextPage: { type: 'integer' } }, ['nextPage'])).toEqual({ nextPage: 0 })
    expect(await last({ nextPage: { type: 'integer', minimum: 1 } }, ['nextPage'])).toEqual({
      nextPage: expect.any(Number),
    })
    expect(await last({ next: { type: ['string', 'null'] } })).toEqual({ next: null })
    expect(await last({ has_more: { type: 'boolean' }, total: { type: 'integer' } })).toEqual({
      has_more: false,
      total: 3,
    })
  })

  it('is the last', async () => {
    const parameters = ['page', 'per_page'].map(name => ({ name, in: 'query', schema: { type: 'integer' } }))
    expect(await last({ isLast: { type: 'boolean' } }, [], parameters)).toEqual({ isLast: true })
  })
})

describe('a list', () => {
  it('holds some records at first, which can be read', async () => {
    const { send } = clientOf(todos)
    const { body } = await send('GET /todos')
    expect(body).toHaveLength(3)
    expect((await send(`GET /todos/${body[1].id}`)).body).toEqual(body[1])
  })

  it('holds no more records at first than its schema allows', async () => {
    const items = { $ref: '#/components/schemas/Todo' }
    const paths = crud('/todos', 'Todo')
    const list = { get: { responses: { 200: json({ type: 'array', maxItems: 2, items }) } } }
    expect((await clientOf(documentOf({ ...paths, '/todos': list })).send('GET /todos')).body).toHaveLength(2)
  })

  it('holds the records of the example, if the document has one', async () => {
    const paths = crud('/todos', 'Todo')
    const examples = { default: { value: [{ id: 7, title: 'From the document' }] } }
    const list = json({ type: 'array', items: { $ref: '#/components/schemas/Todo' } }, { examples })
    const document = documentOf({
      ...paths,
      '/todos': { ...(paths['/todos'] as object), get: { responses: { 200: list } } },
    })
    const { send } = clientOf(document)
    expect((await send('GET /todos')).body).toMatchObject([{ id: 7, title: 'From the document' }])
    expect((await send('GET /todos/7')).body.title).toBe('From the document')
  })
})

test('a name that the client chooses is the id, and cannot be taken twice', async () => {
  const tag = {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, color: { type: 'string' } },
  }
  const { send } = clientOf(documentOf(crud('/tags', 'Tag', 'name', { type: 'string' }), { Tag: tag }))
  expect((await send('POST /tags', { name: 'red', color: '#f00' })).status).toBe(201)
  expect((await send('GET /tags/red')).body).toEqual({ name: 'red', color: '#f00' })
  expect((await send('POST /tags', { name: 'red' })).status).toBe(409)
})

describe('the id of a new record', () => {
  const schemaOf = (id: object, required: string[] = []) => ({
    type: 'object',
    required: ['id', ...required],
    properties: { id, title: { type: 'string' } },
  })
  const client = (id: object, type: Json = { type: 'string' }) =>
    clientOf(documentOf(crud('/todos', 'Todo', 'id', type), { Todo: schemaOf(id) }))

  it('is made by the server if it is read-only, and required', async () => {
    const { send } = client({ type: 'string', format: 'uuid', readOnly: true })
    const id = '11111111-2222-4333-8444-555555555555'
    const { body } = await send('POST /todos', { id, title: 'Milk' })
    expect(body.id).not.toBe(id)
    expect((await send(`GET /todos/${body.id}`)).body).toEqual(body)
  })

  it('is another one each time, although the schema has an example', async () => {
    const { send } = client({ type: 'string', example: 'T-100', pattern: '^T-[0-9-]+$', readOnly: true })
    const ids = new Set<string>()
    for (const title of ['Milk', 'Tea', 'Salt']) ids.add((await send('POST /todos', { title })).body.id)
    expect(ids.size).toBe(3)
    for (const id of ids) expect((await send(`GET /todos/${id}`)).body.id).toBe(id)
  })

  it('is in the bounds of its schema', async () => {
    const { send } = client({ type: 'integer', minimum: 1000, readOnly: true }, { type: 'integer' })
    const { body } = await send('POST /todos', { title: 'Milk' })
    expect(body.id).toBeGreaterThanOrEqual(1000)
    expect((await send(`GET /todos/${body.id}`)).body).toEqual(body)
  })

  it('replaces one of the first records if the schema allows no other', async () => {
    const { send } = client({ type: 'string', enum: ['one'], readOnly: true })
    expect(await send('POST /todos', { title: 'Milk' })).toMatchObject({ status: 201, body: { id: 'one' } })
    expect((await send('GET /todos')).body).toMatchObject([{ id: 'one', title: 'Milk' }])
    expect((await send('POST /todos', { title: 'Tea' })).status).toBe(409)
  })

  it('can be that of an example, whose record gives way', async () => {
    const paths = crud('/todos', 'Todo', 'id', { type: 'string' })
    const examples = { default: { value: [{ id: 'a', title: 'From the document' }] } }
    const list = json({ type: 'array', items: { $ref: '#/components/schemas/Todo' } }, { examples })
    const { send } = clientOf(
      documentOf(
        { ...paths, '/todos': { ...(paths['/todos'] as object), get: { responses: { 200: list } } } },
        { Todo: schemaOf({ type: 'string' }) },
      ),
    )
    expect((await send('POST /todos', { id: 'a', title: 'Mine' })).status).toBe(201)
    expect((await send('GET /todos')).body).toMatchObject([{ id: 'a', title: 'Mine' }])
    expect((await send('POST /todos', { id: 'a', title: 'Again' })).status).toBe(409)
  })

  it('can be chosen if it is optional, but need not be new', async () => {
    const todo = { type: 'object', properties: { id: { type: 'integer' }, title: { type: 'string' } } }
    const { send } = clientOf(documentOf(crud('/todos', 'Todo'), { Todo: todo }))
    expect((await send('POST /todos', { id: 70, title: 'Milk' })).body.id).toBe(70)
    expect((await send('GET /todos/70')).body.title).toBe('Milk')
    const { status, body } = await send('POST /todos', { id: 70, title: 'Tea' })
    expect([status, body.id === 70]).toEqual([201, false])
    expect((await send('POST /todos', { id: 0, title: 'Salt' })).body.id).not.toBe(0)
  })
})

describe('records below a parent', () => {
  const item = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
  }
  const store = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
  }
  const nested = Object.fromEntries(
    Object.entries(crud('/stores/{store_id}/items', 'Item')).map(([path, operations]) => {
      const own = operations as { parameters?: unknown[] }
      const parameter = { name: 'store_id', in: 'path', required: true, schema: { type: 'integer' } }
      return [path, { ...own, parameters: [parameter, ...(own.parameters ?? [])] }]
    }),
  )
  const document = documentOf({ ...crud('/stores', 'Store'), ...nested }, { Item: item, Store: store })

  it('are separate for each parent', async () => {
    const { send } = clientOf(document)
    const { body } = await send('POST /stores/1/items', { name: 'Apple' })
    expect((await send('GET /stores/1/items')).body).toContainEqual(body)
    expect((await send('GET /stores/2/items')).body).not.toContainEqual(body)
    expect((await send(`GET /stores/1/items/${body.id}`)).status).toBe(200)
    expect((await send(`GET /stores/2/items/${body.id}`)).status).toBe(404)
  })

  it('do not exist if the parent was deleted', async () => {
    const { send } = clientOf(document)
    await send('DELETE /stores/1')
    expect((await send('GET /stores/1/items')).status).toBe(404)
    expect((await send('POST /stores/1/items', { name: 'Apple' })).status).toBe(404)
  })

  it('are none at first if the parent was created here', async () => {
    const { send } = clientOf(document)
    const { body } = await send('POST /stores', { name: 'North' })
    expect((await send(`GET /stores/${body.id}/items`)).body).toEqual([])
    expect((await send('GET /stores/1/items')).body).toHaveLength(3)
  })
})

test('a snapshot holds the records, and what is known about them', async () => {
  const one = clientOf(todos)
  const { body } = await one.send('POST /todos', { title: 'Milk' })
  await one.send('DELETE /todos/1')
  const snapshot = JSON.parse(JSON.stringify(one.mock.snapshot()))
  const other = clientOf(todos)
  other.mock.restore(snapshot)
  expect((await other.send(`GET /todos/${body.id}`)).body).toEqual(body)
  expect((await other.send('GET /todos/1')).status).toBe(404)
  expect((await other.send('GET /todos')).body).toEqual((await one.send('GET /todos')).body)
})

test('the mock resets to the first records', async () => {
  const { mock, send } = clientOf(todos)
  const first = (await send('GET /todos')).body
  await send('DELETE /todos/1')
  mock.reset()
  expect((await send('GET /todos')).body).toEqual(first)
})
