/** Rules of a document that is not strict, for operations that have no keywords. */
import { describe, expect, test } from 'vitest'
import { createMock } from '../../../mock/index.ts'
import { clientOf, crud, documentOf, type Json, json, todo } from './documents.ts'

const lifecycle = {
  field: 'status',
  initial: 'open',
  transitions: {
    finish: { from: ['open'], to: 'done', set: { finished_at: 'now' } },
    reopen: { from: ['done'], to: 'open', refuse: 'not_done' },
    delete: { from: ['done'], refuse: 'still_open' },
  },
}
const limits = [{ count: { status: ['open'] }, per: 'account', max: 2, refuse: 'too_many_open' }]

/** The todo document with rules, and one more operation: `POST /todos/{id}/finish`. */
function withRules(words: Json = {}, more: Json = {}) {
  const status = { type: 'string', enum: ['open', 'done'] }
  const finished_at = { type: 'string', format: 'date-time', readOnly: true }
  const schema = {
    ...todo,
    properties: { ...todo.properties, status, finished_at },
    'x-latchkey': { lifecycle, limits, seed: [], ...words },
  }
  const paths = crud('/todos', 'Todo')
  const finish = {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
    post: { operationId: 'finishTodo', responses: { 200: json({ $ref: '#/components/schemas/Todo' }) } },
  }
  return documentOf({ ...paths, '/todos/{id}/finish': finish }, { Todo: schema }, more)
}

describe('a limit', () => {
  test('refuses a record too many, in the dialect of the document, and counts from the first record on', async () => {
    const { send } = clientOf(withRules())
    expect((await send('GET /todos')).body).toEqual([])
    for (const title of ['a', 'b']) expect((await send('POST /todos', { title })).status).toBe(201)
    const { status, body } = await send('POST /todos', { title: 'c' })
    expect([status, body]).toMatchObject([409, { status: 409, code: 'too_many_open', limit: 2, used: 2 }])
    expect((await send('GET /todos')).body).toHaveLength(2)
  })

  test('is open again after a transition, and guards the way back', async () => {
    const { send } = clientOf(withRules())
    for (const title of ['a', 'b']) await send('POST /todos', { title })
    expect((await send('POST /todos/1/finish')).body).toMatchObject({
      status: 'done',
      finished_at: '2026-01-01T00:00:00.000Z',
    })
    expect((await send('POST /todos', { title: 'c' })).status).toBe(201)
    expect((await send('PATCH /todos/1', { status: 'open' })).body.code).toBe('too_many_open')
  })
})

describe('a lifecycle', () => {
  test('begins with the initial state, whatever the body says', async () => {
    const { body } = await clientOf(withRules()).send('POST /todos', { title: 'a', status: 'done' })
    expect(body.status).toBe('open')
  })

  test('refuses a transition from another state, by an operation or by writing the state', async () => {
    const { send } = clientOf(withRules())
    await send('POST /todos', { title: 'a' })
    await send('POST /todos/1/finish')
    const again = await send('POST /todos/1/finish')
    expect([again.status, again.body.code]).toEqual([409, 'invalid_transition'])
    expect((await send('PATCH /todos/1', { status: 'done' })).status).toBe(200)
    expect((await send('PATCH /todos/1', { status: 'open' })).body.status).toBe('open')
  })

  test('refuses to delete a record in another state', async () => {
    const { send } = clientOf(withRules())
    await send('POST /todos', { title: 'a' })
    expect((await send('DELETE /todos/1')).body.code).toBe('still_open')
    await send('POST /todos/1/finish')
    expect((await send('DELETE /todos/1')).status).toBe(204)
  })

  test('keeps the state if PUT leaves it out', async () => {
    const { send } = clientOf(withRules())
    await send('POST /todos', { title: 'a' })
    await send('POST /todos/1/finish')
    expect((await send('PUT /todos/1', { title: 'b' })).body).toMatchObject({ title: 'b', status: 'done' })
  })
})

test('the records of the seed are there at first, and made-up ones are in the initial state', async () => {
  const seeded = clientOf(withRules({ seed: [{ id: 7, title: 'Seeded', status: 'done' }] }))
  expect((await seeded.send('GET /todos')).body).toMatchObject([{ id: 7, title: 'Seeded', status: 'done' }])
  const made = clientOf(withRules({ seed: undefined }))
  const { body } = await made.send('GET /todos')
  expect(body.map(({ status }: Json) => status)).toEqual(['open', 'open', 'open'])
})

test('the rules hold after a snapshot is restored', async () => {
  const document = withRules()
  const one = clientOf(document)
  for (const title of ['a', 'b']) await one.send('POST /todos', { title })
  const other = clientOf(document)
  other.mock.restore(one.mock.snapshot())
  expect((await other.send('POST /todos', { title: 'c' })).status).toBe(409)
})

test('a keyword that cannot work is an error with its place', () => {
  const document = withRules({ limits: 5 })
  expect(() => createMock({ contract: document })).toThrow(
    '#/components/schemas/Todo/x-latchkey/limits\n  `limits` must be array.',
  )
})
