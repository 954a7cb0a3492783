/** Keywords for what other products do: each in the smallest document that shows it. */
import { describe, expect, test } from 'vitest'
import { createMock } from '../../../mock/index.ts'

type Json = Readonly<Record<string, unknown>>

const content = (schema: Json) => ({ 'application/json': { schema } })
const NOTE = { $ref: '#/components/schemas/Note' }
const NOTES = { type: 'array', items: NOTE }

interface Parts {
  readonly root?: Json
  readonly resource?: Json
  readonly properties?: Json
  readonly create?: Json
  readonly one?: Readonly<Record<string, Json>>
  readonly all?: Readonly<Record<string, Json>>
  readonly schemas?: Json
}

/** Notes with a text and a kind, and the keywords of a test. */
function mockOf({ root = {}, resource = {}, properties = {}, create = {}, one = {}, all = {}, schemas = {} }: Parts) {
  const ok = (schema: Json) => ({ 200: { description: 'OK', content: content(schema) } })
  const withWords = (operations: Readonly<Record<string, Json>>) =>
    Object.fromEntries(
      Object.entries(operations).map(([method, { body, parameters, ...words }]) => [
        method,
        {
          operationId: `${method}${String(words.does)}`,
          'x-latchkey': { resource: 'Note', ...words },
          ...(parameters !== undefined && { parameters }),
          ...(body !== undefined && { requestBody: { content: content(body as Json) } }),
          responses: ok(words.does === 'list' ? NOTES : NOTE),
        },
      ]),
    )
  return createMock({
    now: '2026-01-05T08:00:00.000Z',
    contract: {
      openapi: '3.1.0',
      info: { title: 'Notes', version: '1' },
      ...(Object.keys(root).length > 0 && { 'x-latchkey': root }),
      paths: {
        '/notes': withWords({
          post: {
            does: 'create',
            body: {
              type: 'object',
              additionalProperties: false,
              required: ['text'],
              properties: { text: { type: 'string' }, kind: { enum: ['draft', 'final'] } },
            },
            ...create,
          },
          get: { does: 'list' },
          ...all,
        }),
        '/notes/{id}': {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          ...withWords({ get: { does: 'get' }, ...one }),
        },
      },
      components: {
        schemas: {
          Note: {
            type: 'object',
            required: ['id', 'text'],
            properties: {
              id: { type: 'string' },
              text: { type: 'string' },
              kind: { type: 'string', enum: ['draft', 'final'] },
              ...properties,
            },
            'x-latchkey': { id: { prefix: 'note_' }, ...resource },
          },
          ...schemas,
        },
      },
    },
  })
}

type Mock = ReturnType<typeof mockOf>

async function send(mock: Mock, method: string, path: string, body?: unknown, type = 'application/json') {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': type } }
  const response = await mock.fetch(`http://notes.test${path}`, { method, ...init })
  return [response.status, await response.json()] as const
}

const created = async (mock: Mock, body: Json) => String(((await send(mock, 'POST', '/notes', body))[1] as Json).id)

describe('absent', () => {
  const words = { delete: { does: 'delete', answer: { deleted: true }, absent: { deleted: false, id: '$path.id' } } }

  test('responds with its template if there is no such record', async () => {
    expect(await send(mockOf({ one: words }), 'DELETE', '/notes/x')).toEqual([200, { deleted: false, id: 'x' }])
  })

  test('does not change the response if there is one', async () => {
    const mock = mockOf({ one: words })
    const id = await created(mock, { text: 'a' })
    expect(await send(mock, 'DELETE', `/notes/${id}`)).toEqual([200, { deleted: true }])
    expect((await send(mock, 'GET', `/notes/${id}`))[0]).toBe(404)
  })
})

describe('errors.messages', () => {
  const root = {
    errors: {
      body: { text: '$messages' },
      messages: {
        required: '{$field} is missing',
        type: '{$field}: {$expected}, not {$received} {$value}',
        enum: '{$field} is not {$expected}',
        unknown: 'unknown: {$names}',
        separator: ' / ',
        most: 2,
      },
    },
  }
  test.each([
    [{}, 'text is missing'],
    [{ text: 5 }, 'text: string, not number 5'],
    [{ text: 'a', kind: 'x' }, 'kind is not draft, final'],
    [{ text: 'a', one: 1, two: 2 }, 'unknown: one, two'],
    [{ kind: 'x', one: 1 }, 'text is missing / kind is not draft, final'],
  ])('%j', async (body, text) => {
    expect((await send(mockOf({ root }), 'POST', '/notes', body))[1]).toEqual({ text })
  })

  test('a kind without a text has the message of the check', async () => {
    const { messages: _, ...errors } = root.errors
    const mock = mockOf({ root: { errors: { ...errors, messages: { required: 'missing' } } } })
    expect((await send(mock, 'POST', '/notes', { text: 5 }))[1]).toEqual({ text: 'must be string' })
  })
})

describe('unless', () => {
  const resource = {
    lifecycle: {
      field: 'state',
      initial: 'begun',
      transitions: {
        finish: { from: ['begun'], to: 'finished', refuse: 'finished_already', unless: { kind: ['draft'] } },
      },
    },
  }
  const one = { put: { does: 'finish' } }

  test('a record with one of the values takes the transition from any state, and others do not', async () => {
    const mock = mockOf({ resource, one })
    const [draft, final] = [
      await created(mock, { text: 'a', kind: 'draft' }),
      await created(mock, { text: 'b', kind: 'final' }),
    ]
    const statuses = []
    for (const id of [draft, draft, final, final]) statuses.push((await send(mock, 'PUT', `/notes/${id}`))[0])
    expect(statuses.slice(0, 3)).toEqual([200, 200, 200])
    expect(statuses[3]).not.toBe(200)
  })
})

describe('expires', () => {
  const until = { type: 'string', format: 'date-time' }
  const properties = { until, state: { enum: ['active', 'over'] } }
  const create = { body: { type: 'object', properties: { text: { type: 'string' }, until } } }
  const lifecycle = { field: 'state', initial: 'active', expires: { field: 'until', from: ['active'], to: 'over' } }
  const mock = () => mockOf({ resource: { lifecycle }, properties, create })

  test.each([
    ['2026-01-05T07:00:00Z', 'over'],
    ['2026-01-05T08:00:00Z', 'over'],
    ['2026-01-05T08:00:01Z', 'active'],
  ])('a record that is created with the end %s is %s', async (until, state) => {
    expect((await send(mock(), 'POST', '/notes', { text: 'a', until }))[1]).toMatchObject({ until, state })
  })
})

describe('links', () => {
  const properties = {
    tags: {
      type: 'array',
      items: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
      'x-latchkey': { embeds: { by: 'tag_ids', resource: 'Tag' } },
    },
  }
  const schemas = {
    Tag: {
      type: 'object',
      properties: { id: { type: 'string' }, name: { type: 'string' } },
      'x-latchkey': {
        seed: [
          { id: 'tag_1', name: 'One' },
          { id: 'tag_2', name: 'Two' },
        ],
      },
    },
  }
  const link = {
    property: 'tag_ids',
    resource: 'Tag',
    add: 'add',
    remove: 'remove',
    unknown: 'unknown_tags',
    where: { kind: ['draft'] },
    refuse: 'no_tags',
  }
  const body = {
    type: 'object',
    properties: {
      add: { type: 'array', items: { type: 'string' } },
      remove: { type: 'array', items: { type: 'string' } },
    },
  }
  const root = { errors: { body: { code: '$code', ids: '$ids' } } }
  const open = () => mockOf({ root, properties, schemas, one: { patch: { does: 'link', link, body } } })

  test('embeds shows the linked records in the order of their ids, as the schema of the items has them', async () => {
    const mock = open()
    const id = await created(mock, { text: 'a', kind: 'draft' })
    const [, linked] = await send(mock, 'PATCH', `/notes/${id}`, { add: ['tag_2', 'tag_1'] })
    expect(linked).toMatchObject({ tags: [{ id: 'tag_2' }, { id: 'tag_1' }] })
    expect((linked as { tags: Json[] }).tags[0]).not.toHaveProperty('name')
    const [, left] = await send(mock, 'PATCH', `/notes/${id}`, { remove: ['tag_2'] })
    expect(left).toMatchObject({ tags: [{ id: 'tag_1' }] })
  })

  test('where refuses records that can have no links', async () => {
    const mock = open()
    const id = await created(mock, { text: 'a', kind: 'final' })
    expect((await send(mock, 'PATCH', `/notes/${id}`, { add: [] }))[1]).toEqual({ code: 'no_tags' })
  })

  test('unknown is the code for records that do not exist', async () => {
    const mock = open()
    const id = await created(mock, { text: 'a', kind: 'draft' })
    expect((await send(mock, 'PATCH', `/notes/${id}`, { add: ['tag_3', 'tag_1', 'tag_4'] }))[1]).toEqual({
      code: 'unknown_tags',
      ids: 'tag_3, tag_4',
    })
  })
})

test('trailing_slash: a slash at the end makes no difference, if the document says so', async () => {
  expect((await send(mockOf({ root: { trailing_slash: 'ignore' } }), 'GET', '/notes/'))[0]).toBe(200)
  expect((await send(mockOf({}), 'GET', '/notes/'))[0]).toBe(404)
})

test('body.reads: a body is JSON whatever its media type, if the document says so', async () => {
  const form = 'application/x-www-form-urlencoded'
  const lenient = mockOf({ root: { body: { reads: 'json' } } })
  expect((await send(lenient, 'POST', '/notes', { text: 'a' }, form))[1]).toMatchObject({ text: 'a' })
  expect((await send(mockOf({}), 'POST', '/notes', { text: 'a' }, form))[0]).toBe(415)
})

test('select.always: members that are shown whatever the request asks for', async () => {
  const mock = mockOf({ root: { select: { parameter: 'fields', always: ['id'] } } })
  const id = await created(mock, { text: 'a', kind: 'draft' })
  expect((await send(mock, 'GET', `/notes/${id}?fields=text`))[1]).toEqual({ id, text: 'a' })
  expect((await send(mock, 'GET', `/notes/${id}?fields=-id,-kind`))[1]).toEqual({ id, text: 'a' })
})

test('a stamp with a form is a text with the time in it', async () => {
  const properties = { at: { type: 'string' } }
  const resource = { set: { create: { at: { stamp: 'now', form: '/Date({ms})/' } } } }
  const [, note] = await send(mockOf({ properties, resource }), 'POST', '/notes', { text: 'a' })
  expect(note).toMatchObject({ at: '/Date(1767600000000)/' })
})

test('record.or: another place takes precedence if the request has something there', async () => {
  const mock = mockOf({
    one: {
      get: { does: 'get', record: { in: 'path', by: 'id', or: [{ in: 'query', by: 'text', property: 'text' }] } },
    },
  })
  const ids = [await created(mock, { text: 'a' }), await created(mock, { text: 'b' })]
  expect((await send(mock, 'GET', '/notes/any?text=b'))[1]).toMatchObject({ id: ids[1] })
  expect((await send(mock, 'GET', `/notes/${ids[0]}?text=`))[1]).toMatchObject({ id: ids[0] })
  expect((await send(mock, 'GET', '/notes/any?text=c'))[0]).toBe(404)
})

test('record.or: one place can hold the id or another property', async () => {
  const record = { in: 'path', by: 'id', or: [{ in: 'path', by: 'id', property: 'text' }] }
  const mock = mockOf({ one: { get: { does: 'get', record }, delete: { does: 'delete', record, answer: {} } } })
  const ids = [await created(mock, { text: 'a' }), await created(mock, { text: 'b' })]
  expect((await send(mock, 'GET', `/notes/${ids[1]}`))[1]).toMatchObject({ text: 'b' })
  expect((await send(mock, 'GET', '/notes/b'))[1]).toMatchObject({ id: ids[1] })
  expect((await send(mock, 'DELETE', '/notes/b'))[0]).toBe(200)
  expect((await send(mock, 'GET', '/notes/b'))[0]).toBe(404)
  expect((await send(mock, 'GET', `/notes/${ids[0]}`))[0]).toBe(200)
})

test('hides: an operation on one record does not find it either, unless the parameter is true', async () => {
  const where = { kind: ['final'] }
  const parameters = [{ name: 'all', in: 'query', schema: { type: 'boolean' } }]
  const get = { does: 'get', hides: { where, parameter: 'all' }, parameters }
  const mock = mockOf({ one: { get, delete: { does: 'delete', hides: { where } } } })
  const draft = await created(mock, { text: 'a', kind: 'draft' })
  const final = await created(mock, { text: 'b', kind: 'final' })
  expect((await send(mock, 'GET', `/notes/${draft}`))[0]).toBe(200)
  expect((await send(mock, 'GET', `/notes/${final}`))[0]).toBe(404)
  expect((await send(mock, 'DELETE', `/notes/${final}`))[0]).toBe(404)
  expect((await send(mock, 'GET', `/notes/${final}?all=true`))[0]).toBe(200)
})

test('a page may have no records if the schema of its size starts at 0', async () => {
  for (const [schema, size] of [
    [{ type: 'integer', minimum: 0 }, 0],
    [{ type: 'integer' }, 20],
  ] as const) {
    const parameters = [{ name: 'take', in: 'query', schema }]
    const answer = { notes: '$records', take: '$limit', total: '$total', next: '$next' }
    const mock = mockOf({
      root: { pages: { style: 'offset', position: 'skip', size: 'take' } },
      all: { get: { does: 'list', parameters, answer } },
    })
    const id = await created(mock, { text: 'a' })
    const notes = size === 0 ? [] : [{ id, text: 'a' }]
    expect((await send(mock, 'GET', '/notes?take=0'))[1]).toEqual({ notes, take: size, total: 1, next: null })
  }
})

test('a clear with sort and pages deletes the first records, and none without a number', async () => {
  const mock = mockOf({
    all: {
      delete: {
        does: 'clear',
        pages: { style: 'page', size: 'many', default: 0 },
        sort: { default: 'text' },
        answer: { deleted: '$deleted', remaining: '$remaining' },
      },
    },
  })
  for (const text of ['c', 'a', 'b']) await created(mock, { text })
  expect((await send(mock, 'DELETE', '/notes'))[1]).toEqual({ deleted: 0, remaining: 3 })
  expect((await send(mock, 'DELETE', '/notes?many=2'))[1]).toEqual({ deleted: 2, remaining: 1 })
  expect(((await send(mock, 'GET', '/notes'))[1] as Json[]).map(({ text }) => text)).toEqual(['c'])
})
