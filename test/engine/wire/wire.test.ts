/** Rules in a document whose requests and responses are written as its keywords say. */
import { describe, expect, test } from 'vitest'
import { clientOf, type Json } from '../described/documents.ts'
import { content, keys } from './documents.ts'

const NEW = { title: 'Sync', type: 'secret' }

async function clientWith(count: number, root: Json = {}) {
  const client = clientOf(keys(root))
  const made: Json[] = []
  for (let index = 0; index < count; index++) {
    client.mock.clock.advance('PT1S')
    made.push((await client.send('POST /keys', { ...NEW, title: `Key ${index}` })).body.key)
  }
  return { ...client, made, id: String(made[0]?.id) }
}

describe('a response', () => {
  test('has the record where the template says, with the id in its form', async () => {
    const { status, body, headers } = await clientOf(keys()).send('POST /keys', NEW)
    expect([status, Object.keys(body)]).toEqual([200, ['key']])
    expect(body.key).toEqual({
      id: expect.stringMatching(/^apk_[0-9a-f]{12}$/),
      title: 'Sync',
      type: 'secret',
      status: 'active',
      token: expect.stringMatching(/^sk_/),
      channels: expect.any(Array),
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-01T00:00:00.000Z',
      revoked_at: null,
    })
    expect(headers.get('X-Request-Id')).toMatch(/^req_/)
    expect(headers.has('Request-Id')).toBe(false)
  })

  test('never shows a secret again', async () => {
    const { send, id } = await clientWith(1)
    const { body } = await send(`GET /keys/${id}`)
    expect(body.key.id).toBe(id)
    expect('token' in body.key).toBe(false)
  })

  test('of a deletion is what the template says', async () => {
    const { send, id } = await clientWith(1)
    await send(`POST /keys/${id}/revoke`)
    expect((await send(`DELETE /keys/${id}`)).body).toEqual({ id, object: 'key', deleted: true })
    expect((await send(`GET /keys/${id}`)).status).toBe(404)
  })

  test('has the id of the request, and a record that the body names', async () => {
    const { send, id } = await clientWith(1)
    const { body, headers } = await send('POST /keys.find', { key: { id } })
    expect(body).toMatchObject({ meta: { requestId: headers.get('X-Request-Id') }, data: { id } })
    expect((await send('POST /keys.find', { key: { id: 'none' } })).status).toBe(404)
  })

  test('leaves out nulls if the document does', async () => {
    const { made } = await clientWith(1, { nulls: 'omit' })
    expect('revoked_at' in (made[0] ?? {})).toBe(false)
  })
})

describe('the rules hold', () => {
  test('a lifecycle and a limit refuse with their own codes', async () => {
    const { send, id } = await clientWith(3)
    expect(await send('POST /keys', NEW)).toMatchObject({ status: 400, body: { type: 'not_allowed' } })
    expect((await send(`DELETE /keys/${id}`)).body.type).toBe('invalid_request')
    expect((await send(`POST /keys/${id}/revoke`)).body.key).toMatchObject({
      status: 'revoked',
      revoked_at: '2026-01-01T00:00:03.000Z',
    })
    expect((await send(`POST /keys/${id}/revoke`)).status).toBe(400)
    expect((await send('POST /keys', NEW)).status).toBe(200)
  })

  test('an update stamps, and never changes the id', async () => {
    const { send, id, mock } = await clientWith(1)
    mock.clock.advance('PT1M')
    expect((await send(`POST /keys/${id}`, { title: 'New', id: 'other' })).body.key).toMatchObject({
      id,
      title: 'New',
      updated_at: '2026-01-01T00:01:01.000Z',
    })
  })

  test('link adds ids and removes others', async () => {
    const { send, id } = await clientWith(1)
    await send(`POST /keys/${id}/channels`, { add: ['a', 'b', 'a'] })
    expect((await send(`POST /keys/${id}/channels`, { add: ['c'], remove: ['a'] })).body.key.channels).toEqual([
      'b',
      'c',
    ])
  })
})

describe('a list', () => {
  const titles = ({ body }: { body: { keys: Json[] } }) => body.keys.map(({ title }) => title)

  test('has pages by offset, newest first', async () => {
    const { send } = await clientWith(3)
    const first = await send('GET /keys')
    expect(first.body).toMatchObject({ count: 3, offset: 0, limit: 2 })
    expect(titles(first)).toEqual(['Key 2', 'Key 1'])
    const second = await send('GET /keys?offset=2&limit=100')
    expect([titles(second), second.body.limit]).toEqual([['Key 0'], 5])
  })

  test.each([
    ['q=key%201', ['Key 1']],
    ['title=Key%200', ['Key 0']],
    ['order=title', ['Key 0', 'Key 1']],
    ['title[]=Key%200&title[]=Key%202', ['Key 2', 'Key 0']],
    ['created_at[gt]=2026-01-01T00:00:01.000Z&created_at[$lte]=2026-01-01T00:00:02.000Z', ['Key 1']],
    ['title[ne]=Key%202&order=-title', ['Key 1', 'Key 0']],
    ['title[ilike]=%25EY%202%25', ['Key 2']],
  ])('is filtered and sorted: %s', async (query, expected) => {
    const { send } = await clientWith(3)
    expect(titles(await send(`GET /keys?${query}`))).toEqual(expected)
  })

  test('shows the members that the request selects', async () => {
    const { send } = await clientWith(1)
    expect((await send('GET /keys?fields=id,title')).body.keys.map(Object.keys)).toEqual([['id', 'title']])
    const [without] = (await send('GET /keys?fields=-title')).body.keys
    expect('title' in without || !('id' in without)).toBe(false)
  })

  test('counts by ids with `after`, in both directions', async () => {
    const { send, made } = await clientWith(3, {
      pages: { style: 'after', position: 'after', before: 'before', default: 1 },
      answers: {
        list: { keys: '$records', next: '$next', previous: '$previous', more: '$more' },
        default: { key: '$record' },
      },
    })
    const ids = made.map(({ id }) => id).toReversed()
    const first = await send('GET /keys')
    expect(first.body).toMatchObject({ keys: [{ id: ids[0] }], next: ids[0], previous: null, more: true })
    const second = await send(`GET /keys?after=${ids[0]}`)
    expect(second.body).toMatchObject({ keys: [{ id: ids[1] }], next: ids[1], previous: ids[1] })
    expect((await send(`GET /keys?before=${ids[1]}`)).body.keys).toMatchObject([{ id: ids[0] }])
  })
})

describe('an error', () => {
  test('is in the dialect of the document', async () => {
    const { send } = clientOf(keys())
    const { status, body, headers } = await send('GET /keys/none')
    expect([status, headers.get('Content-Type'), body]).toEqual([
      404,
      'application/json',
      { type: 'not_found', message: 'Key with id: none was not found' },
    ])
    expect(await send('POST /keys', { type: 'secret' })).toMatchObject({
      status: 400,
      body: { type: 'invalid_data', message: "Field 'title' is required" },
    })
  })

  test('lists the errors of fields as items', async () => {
    const errors = {
      body: { Content: null, Errors: '$problems' },
      item: { Code: '$code', Field: '$field', Description: '$message' },
      codes: { default: { status: 200 } },
    }
    const { send } = clientOf(keys({ errors }))
    expect(await send('POST /keys', {})).toMatchObject({
      status: 200,
      body: { Content: null, Errors: [{ Code: 'validation_failed', Field: 'title', Description: 'is required' }, {}] },
    })
    expect((await send('GET /keys/none')).body).toEqual({
      Content: null,
      Errors: [{ Code: 'not_found', Description: 'No Key with this id.' }],
    })
  })
})

test('an operation of the document that says nothing keeps what was inferred', async () => {
  const more = { '/plain': { get: { operationId: 'plain', responses: { 200: content({ const: 'x' }) } } } }
  expect((await clientOf(keys({}, more)).send('GET /plain')).body).toBe('x')
})
