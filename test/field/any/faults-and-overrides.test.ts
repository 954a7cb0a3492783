/** Overrides, faults, delays, seeds and the log of a document without written rules. */
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { clientOf, crud, documentOf, type Json, json, todo, todos } from '../../engine/described/documents.ts'
import { open } from '../../server/serving.ts'

const failure = {
  type: 'object',
  required: ['error'],
  properties: {
    error: { type: 'object', required: ['message'], properties: { message: { type: 'string' }, kind: { const: 'x' } } },
  },
}

const list = { type: 'array', items: { $ref: '#/components/schemas/Todo' } }

function documentWith(responses: Json) {
  const paths = crud('/todos', 'Todo') as Record<string, Json>
  paths['/todos'] = {
    ...paths['/todos'],
    get: { operationId: 'listTodos', responses: { 200: json(list), ...responses } },
  }
  return documentOf(paths)
}

const declared = documentWith({
  429: { ...json(failure), headers: { 'Retry-After': { schema: { type: 'integer' } } } },
  409: json(failure, { example: { error: { message: 'The list is being rebuilt.' } } }),
  '5XX': json({ type: 'object', required: ['reason'], properties: { reason: { type: 'string' } } }),
  418: { description: 'no content is described' },
})

describe('an override', () => {
  test('takes a declared status with a body that its schema allows', async () => {
    const { mock, send } = clientOf(declared)
    mock.override('listTodos', ({ respond }) => respond(200, [{ id: 7, title: 'Milk' }]))
    expect((await send('GET /todos')).body).toEqual([{ id: 7, title: 'Milk' }])
    mock.override('listTodos', ({ respond }) => respond(429, { error: { message: 'Slow down' } }))
    expect(await send('GET /todos')).toMatchObject({ status: 429, body: { error: { message: 'Slow down' } } })
  })

  test('of a declared status cannot break its schema', async () => {
    const { mock, send } = clientOf(declared)
    mock.override('listTodos', ({ respond }) => respond(200, [{ id: 'seven', title: 'Milk' }]))
    await expect(send('GET /todos')).rejects.toThrow('200 of listTodos breaks the contract: /0/id must be integer')
    mock.override('listTodos', ({ respond }) => respond(503, { message: 'down' }))
    await expect(send('GET /todos')).rejects.toThrow("must have required property 'reason'")
  })

  test('may have a status that the document does not describe', async () => {
    const { mock, send } = clientOf(declared)
    mock.override('listTodos', ({ respond }) => respond(402, { anything: true }))
    expect(await send('GET /todos')).toMatchObject({ status: 402, body: { anything: true } })
    mock.override('listTodos', ({ respond }) => respond(418, { tea: true }))
    expect(await send('GET /todos')).toMatchObject({ status: 418, body: { tea: true } })
  })

  test('has the media type of the document, and text stays text', async () => {
    const problem = { content: { 'application/problem+json': { schema: { type: 'object' } } } }
    const text = { content: { 'text/plain': { schema: { type: 'string' } } } }
    const { mock } = clientOf(documentWith({ 400: { description: '', ...problem }, 503: { description: '', ...text } }))
    mock.override('listTodos', ({ respond }) => respond(503, 'Closed'))
    const closed = await mock.fetch('/todos')
    expect([await closed.text(), closed.headers.get('Content-Type')]).toEqual(['Closed', 'text/plain'])
    mock.override('listTodos', ({ respond }) => respond(400, { title: 'No' }))
    expect((await mock.fetch('/todos')).headers.get('Content-Type')).toBe('application/problem+json')
  })

  test('sees the body, and the response of the mock', async () => {
    const { mock, send } = clientOf(todos)
    mock.override('createTodo', async ({ body, next }) => {
      expect(body).toEqual({ title: 'Milk' })
      return next()
    })
    expect((await send('POST /todos', { title: 'Milk' })).status).toBe(201)
  })

  test('of a created record says where it is, by the id of the document', async () => {
    const book = { type: 'object', required: ['isbn'], properties: { isbn: { type: 'string' } } }
    const { mock, send } = clientOf(documentOf(crud('/books', 'Book', 'isbn', { type: 'string' }), { Book: book }))
    mock.override('createBook', ({ respond }) => respond(201, { isbn: '978-0' }))
    expect((await send('POST /books', { isbn: '978-0' })).headers.get('Location')).toBe('/books/978-0')
  })
})

describe('a fault', () => {
  test.each([
    [503, { reason: 'A fault of the mock failed this request.' }],
    [429, { error: { message: 'A fault of the mock failed this request.' } }],
    [409, { error: { message: 'The list is being rebuilt.' } }],
  ])('with the declared status %i has the error of the document', async (status, body) => {
    const { mock, send } = clientOf(declared)
    mock.fail('listTodos', { status, times: 1 })
    expect(await send('GET /todos')).toMatchObject({ status, body })
    expect((await send('GET /todos')).status).toBe(200)
    expect(mock.requests[0]).toMatchObject({ operation: 'listTodos', status, refusal: { rule: 'fail' } })
  })

  test('has the headers that the document declares', async () => {
    const { mock, send } = clientOf(declared)
    mock.fail('listTodos', { status: 429 })
    expect((await send('GET /todos')).headers.get('Retry-After')).toBe('1')
  })

  test('with an undeclared status is a problem document', async () => {
    const { mock, send } = clientOf(todos)
    mock.fail('*', { status: 503 })
    const { status, headers, body } = await send('GET /todos')
    expect([status, headers.get('Content-Type')]).toEqual([503, 'application/problem+json'])
    expect(body).toMatchObject({ title: 'Service Unavailable', status: 503, instance: '/todos' })
  })

  test('breaks the connection', async () => {
    const { mock, send } = clientOf(todos)
    mock.fail('listTodos', { error: 'network' })
    await expect(send('GET /todos')).rejects.toThrow(TypeError)
  })

  test('needs a status of an error', () => {
    const { mock } = clientOf(todos)
    const says = 'a fault must have a status from 400 to 599, or the error "network" or "timeout"'
    for (const fault of [{ status: 200 }, { status: 700 }, { code: 'not_found' }])
      expect(() => mock.fail('listTodos', fault)).toThrow(says)
    expect(() => mock.fail('listTasks', { status: 500 })).toThrow('no operation "listTasks"')
  })
})

test('a delay applies to the operations of the document', async () => {
  const { mock, send } = clientOf(todos)
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  mock.delay('listTodos', 30)
  let isAnswered = false
  const answer = send('GET /todos').then(() => {
    isAnswered = true
  })
  await vi.advanceTimersByTimeAsync(29)
  expect(isAnswered).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  await answer
  expect(() => mock.delay('listTasks', 30)).toThrow('no operation "listTasks"')
})

test('the log holds requests, with their bodies and operations', async () => {
  const { mock, send } = clientOf(todos)
  await send('POST /todos', { title: 'Milk' })
  await send('GET /todos?limit=2')
  await send('POST /todos', { title: 5 })
  expect(mock.requests).toMatchObject([
    { operation: 'createTodo', status: 201, body: { title: 'Milk' } },
    { operation: 'listTodos', status: 200, query: { limit: '2' } },
    { operation: 'createTodo', status: 400, refusal: { code: 'validation_failed', rule: 'schema' } },
  ])
})

describe('the controls', () => {
  test('fail, override and delay operations of the document', async () => {
    const { ask } = await open({ document: declared })
    await ask('POST /__mock/fail', { body: { operation: 'listTodos', status: 429, times: 1 } })
    expect((await ask('GET /todos')).body).toHaveProperty('error.message')
    const override = (status: unknown, body?: unknown) =>
      ask('POST /__mock/override', { body: { operation: 'listTodos', status, body, times: 1 } })
    expect((await override(402, { paid: false })).status).toBe(204)
    expect(await ask('GET /todos')).toMatchObject({ status: 402, body: { paid: false } })
    expect((await override(200, [{ id: 1 }])).body.detail).toContain("must have required property 'title'")
    expect((await override(204, { id: 1 })).body.detail).toContain('HTTP allows none')
    expect((await override(99)).body.detail).toContain('status must be a whole number from 200 to 599')
    expect((await ask('POST /__mock/delay', { body: { operation: 'listTodos', milliseconds: 1 } })).status).toBe(204)
    expect((await ask('GET /todos')).status).toBe(200)
  })

  test('seed records of the document', async () => {
    const { ask } = await open({ document: todos })
    const { status, body } = await ask('POST /__mock/seed', { body: { Todo: [{ title: 'Milk' }] } })
    expect([status, body.Todo[0].title]).toEqual([200, 'Milk'])
    expect((await ask('GET /todos')).body).toEqual(body.Todo)
  })

  test('say that a document has no users and no scenarios', async () => {
    const { ask } = await open({ document: todos })
    expect(await ask('POST /__mock/sign-in', { body: { as: 'admin' } })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('signIn() does not apply to Test') },
    })
    expect(await ask('POST /__mock/scenario', { body: { name: 'empty' } })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('scenario() does not apply to Test') },
    })
    const { body } = await ask('GET /__mock/')
    expect(JSON.stringify(body)).not.toContain('listOrders')
  })
})

describe('signIn', () => {
  test('says what to send instead', () => {
    const securitySchemes = {
      token: { type: 'http', scheme: 'bearer' },
      key: { type: 'apiKey', in: 'query', name: 'key' },
    }
    const paths = crud('/todos', 'Todo')
    const { mock } = clientOf({ ...documentOf(paths), components: { schemas: { Todo: todo }, securitySchemes } })
    expect(() => mock.signIn('admin')).toThrow(
      'Any credential of the declared form is accepted: send Authorization: Bearer <token> or the query parameter key.',
    )
    expect(() => clientOf(todos).mock.signIn('admin')).toThrow('Its operations need no credentials.')
  })
})

describe('seed', () => {
  test('gives a resource exactly its rows, which show what they say', async () => {
    const { mock, send } = clientOf(todos)
    const { Todo } = mock.seed({
      Todo: [
        { title: 'Milk', done: true },
        { id: 40, title: 'Bread' },
      ],
    })
    expect(Todo).toMatchObject([
      { title: 'Milk', done: true },
      { id: 40, title: 'Bread' },
    ])
    expect((await send('GET /todos')).body).toEqual(Todo)
    expect((await send('GET /todos/40')).body).toEqual(Todo?.[1])
    expect((await send('GET /todos/41')).status).toBe(404)
    mock.seed({ Todo: [{ title: 'Salt' }] })
    expect((await send('GET /todos')).body).toHaveLength(3)
  })

  test('of no rows empties a list', async () => {
    const { mock, send } = clientOf(todos)
    mock.seed({ Todo: [] })
    expect((await send('GET /todos')).body).toEqual([])
  })

  test('names every mistake, and adds nothing', async () => {
    const { mock, send } = clientOf(todos)
    const before = mock.snapshot()
    const rows = [{ title: 5 }, { titel: 'Milk' }, { id: 1, title: 'a' }, { id: 1, title: 'b' }]
    const mistakes = ['Todo[0]/title must be string', 'Todo[1]/titel is unknown', 'Todo[3]/id is already taken']
    for (const mistake of mistakes) expect(() => mock.seed({ Todo: rows })).toThrow(mistake)
    expect(() => mock.seed({ Task: [] })).toThrow('Task is not a resource; the resources are Todo')
    expect(mock.snapshot()).toEqual(before)
    expect((await send('GET /todos')).body).toHaveLength(3)
  })

  test('puts a record below the parent that its row names', async () => {
    const item = { type: 'object', required: ['id'], properties: { id: { type: 'string' }, text: { type: 'string' } } }
    const paths = {
      ...crud('/lists', 'List', 'list_id', { type: 'string' }),
      ...crud('/lists/{list_id}/items', 'Item', 'item_id', { type: 'string' }),
    }
    const { mock, send } = clientOf(documentOf(paths, { List: item, Item: item }))
    const seeded = mock.seed({ List: [{ id: 'home' }], Item: [{ list_id: 'home', id: 'i1', text: 'Milk' }] })
    expect(seeded.Item).toEqual([{ id: 'i1', text: 'Milk' }])
    expect((await send('GET /lists/home/items')).body).toEqual([{ id: 'i1', text: 'Milk' }])
    expect(() => mock.seed({ Item: [{ id: 'i2' }] })).toThrow('Item[0]/list_id is required: it names the parent')
  })
})

test('an unknown operation is reported with the title of the document, and a few of its operations', () => {
  const paths = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`/path-${index}`, { get: { responses: {} } }]),
  )
  const { mock } = clientOf(documentOf(paths))
  expect(() => mock.fail('nope', { status: 500 })).toThrow(
    /^The document Test has no operation "nope"\. Its operations are GET \/path-0, .*GET \/path-49 and 10 more\.$/,
  )
})
