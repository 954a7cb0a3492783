/** Requests in a document whose keywords say what is read, and how long, and for how long. */
import { describe, expect, test } from 'vitest'
import { clientOf, type Json } from '../described/documents.ts'
import { content, keys } from './documents.ts'

const NEW = { title: 'Sync', type: 'secret' }

describe('unknown members', () => {
  test('are refused if the document says so, whatever their schema says', async () => {
    const { send } = clientOf(keys({ unknown: { members: 'refuse' } }))
    expect((await send('POST /keys', { ...NEW, more: 1 })).body.message).toBe("Field 'more' is unknown")
    expect((await send('POST /keys', NEW)).status).toBe(200)
  })

  test('are no part of the record', async () => {
    const { send } = clientOf(keys())
    const { status, body } = await send('POST /keys', { ...NEW, more: 1 })
    expect([status, 'more' in body.key]).toEqual([200, false])
  })
})

test('unknown parameters are refused if the document says so, and filters are none', async () => {
  const { send } = clientOf(keys({ unknown: { parameters: 'refuse' } }))
  expect((await send('GET /keys?more=1')).body.message).toBe("Field 'more' is unknown")
  expect((await send('GET /keys?title[]=a')).status).toBe(200)
  expect((await clientOf(keys()).send('GET /keys?more=1')).status).toBe(200)
})

test('a body has at most as many bytes as the document says', async () => {
  const { send } = clientOf(keys({ body: { max: 2048 } }))
  const { body } = await send('POST /keys', { ...NEW, title: 'x'.repeat(3000) })
  expect(body.message).toBe('The body is larger than 2 KiB (2,048 bytes).')
  expect((await send('POST /keys', { ...NEW, title: 'x'.repeat(1000) })).status).toBe(200)
})

test('a response is repeated for the key in the header of the document, for its time', async () => {
  const header = { name: 'X-Once', in: 'header', schema: { type: 'string' } }
  const root = { headers: { idempotency_key: 'X-Once' }, idempotency: { keeps: 'PT1M' } }
  const document = keys(root)
  const { post } = (document.paths as Record<string, Record<string, Json>>)['/keys'] ?? {}
  Object.assign(post ?? {}, { parameters: [header] })
  const { send, mock } = clientOf(document)
  const create = async () => (await send('POST /keys', NEW, { 'X-Once': 'a' })).body.key.id
  const first = await create()
  expect(await create()).toBe(first)
  mock.clock.advance('PT1M')
  expect(await create()).not.toBe(first)
})

test('records below a parent are those of the path, and the parent must exist', async () => {
  const text = { type: 'string' }
  const inStore = [{ name: 'store', in: 'path', required: true, schema: text }]
  const note = { type: 'object', required: ['id', 'store', 'text'], properties: { id: text, store: text, text } }
  const list = { type: 'array', items: { $ref: '#/components/schemas/Note' } }
  const of = (does: string) => ({ resource: 'Note', does, answer: does === 'list' ? '$records' : '$record' })
  const document = keys(
    {},
    {
      '/stores/{store}/notes': {
        parameters: inStore,
        get: { operationId: 'listNotes', 'x-latchkey': of('list'), responses: { 200: content(list) } },
        post: {
          operationId: 'createNote',
          'x-latchkey': of('create'),
          requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { text } } } } },
          responses: { 200: content({ $ref: '#/components/schemas/Note' }) },
        },
      },
    },
  )
  const within = [{ parameter: 'store', resource: 'Store', by: 'store' }]
  const seed = [{ id: 'note_0', store: 's1', text: 'first' }]
  Object.assign((document.components as { schemas: Json }).schemas, {
    Store: { type: 'object', properties: { id: text }, 'x-latchkey': { seed: [{ id: 's1' }, { id: 's2' }] } },
    Note: { ...note, 'x-latchkey': { id: { prefix: 'note_' }, within, seed } },
  })
  const { send } = clientOf(document)
  expect((await send('POST /stores/s2/notes', { text: 'second' })).body).toMatchObject({ store: 's2', text: 'second' })
  expect((await send('GET /stores/s1/notes')).body).toEqual(seed)
  expect((await send('GET /stores/s2/notes')).body).toMatchObject([{ text: 'second' }])
  expect(await send('GET /stores/none/notes')).toMatchObject({
    status: 404,
    body: { message: 'Store with id: none was not found' },
  })
})
