/** How documents without keywords refuse: as they describe their errors. */
import { describe, expect, it, test } from 'vitest'
import { clientOf, crud, documentOf, type Json, json, todos } from './documents.ts'

/** The todo document, with an error response of the operation that gets a todo. */
function withError(status: number | string, schema: Json) {
  const paths = crud('/todos', 'Todo')
  const item = paths['/todos/{id}'] as Record<string, Json>
  const get = item.get ?? {}
  const { 200: success } = get.responses as Record<string, Json>
  const responses = { 200: success, [status]: json(schema) }
  return documentOf({ ...paths, '/todos/{id}': { ...item, get: { ...get, responses } } })
}

const message = { type: 'string' }

describe('a record that does not exist is refused', () => {
  it('as a problem document, if the document describes no errors', async () => {
    const { status, headers, body } = await clientOf(todos, { strict: true }).send('GET /todos/9')
    expect([status, headers.get('Content-Type')]).toEqual([404, 'application/problem+json'])
    expect(body).toMatchObject({ title: 'Not Found', status: 404, detail: 'No Todo with this id.' })
  })

  it.each<[string, number | string, Json, Json]>([
    ['by its status', 404, { type: 'object', properties: { message } }, { message: 'No Todo with this id.' }],
    ['by a range', '4XX', { type: 'object', properties: { detail: message } }, { detail: 'No Todo with this id.' }],
    ['by the default', 'default', { type: 'object', properties: { msg: message } }, { msg: 'No Todo with this id.' }],
    [
      'in a member of its own, with what it requires',
      404,
      {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['type'],
            properties: { type: { type: 'string', enum: ['api_error'] }, message, param: { type: 'string' } },
          },
        },
      },
      { error: { type: 'api_error', message: 'No Todo with this id.' } },
    ],
    [
      'with the status as a number and as text',
      404,
      {
        type: 'object',
        properties: { code: { type: 'integer' }, error: { type: 'string' }, message },
        additionalProperties: false,
      },
      { code: 404, error: 'Not Found', message: 'No Todo with this id.' },
    ],
    [
      'without a member for the message, of which others are allowed',
      404,
      { type: 'object', properties: { trace: { type: 'string' } } },
      {
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        detail: 'No Todo with this id.',
        instance: '/todos/9',
        code: 'not_found',
      },
    ],
    [
      'without a member for the message, of which no others are allowed',
      404,
      { type: 'object', properties: { trace: { type: 'string' } }, additionalProperties: false },
      {},
    ],
  ])('as the document describes it: %s', async (_, status, schema, expected) => {
    const { body, status: answered } = await clientOf(withError(status, schema), { strict: true }).send('GET /todos/9')
    expect([answered, body]).toEqual([404, expected])
  })
})

test('a request that the document does not allow is refused with all mistakes, unless it is not checked', async () => {
  const wrong = await clientOf(todos).send('POST /todos', { title: 5 })
  expect([wrong.status, wrong.body.errors]).toEqual([
    400,
    [{ in: 'body', pointer: '/title', message: 'must be string' }],
  ])
  expect((await clientOf(todos).send('GET /todos/abc')).status).toBe(400)
  expect((await clientOf(todos, { validate: false }).send('POST /todos', { title: 5 })).status).toBe(201)
})

test('parameters that the document does not have are ignored', async () => {
  expect((await clientOf(todos).send('GET /todos?utm_source=x')).status).toBe(200)
})

describe('any credential of the declared form is accepted', () => {
  const document = documentOf(crud('/todos', 'Todo'), undefined, {
    security: [{ key: [] }, { token: [] }],
  })
  const components = document.components as Json
  const secured = {
    ...document,
    components: {
      ...components,
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }

  it.each([{ 'X-Api-Key': 'anything' }, { Authorization: 'Bearer anything' }])('%j', async headers => {
    expect((await clientOf(secured).send('GET /todos', undefined, headers as Record<string, string>)).status).toBe(200)
  })

  it('and none is refused', async () => {
    const { status, headers, body } = await clientOf(secured).send('GET /todos')
    expect([status, headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer'])
    expect(body.detail).toBe(
      'The request has no credentials. Send the header X-Api-Key or Authorization: Bearer <token>.',
    )
  })
})

test('Prefer asks for a response of the document, and says what there is', async () => {
  const { send } = clientOf(withError(409, { type: 'object', required: ['message'], properties: { message } }))
  expect((await send('GET /todos/1', undefined, { Prefer: 'code=409' })).status).toBe(409)
  const wrong = await send('GET /todos/1', undefined, { Prefer: 'code=418' })
  expect([wrong.status, wrong.body.detail]).toEqual([400, 'Prefer asks for the code "418". getTodo has 200 and 409.'])
})
