/** What documents without keywords say about requests. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { createMock, type OpenApiDocument } from '../../../mock/index.ts'
import { clientOf, documentOf, json } from './documents.ts'

const parameter = (name: string, place: string, schema: object, more: object = {}) => ({
  name,
  in: place,
  required: true,
  schema,
  ...more,
})

describe('a path parameter', () => {
  const echoed = { type: 'object', properties: { name: { type: 'string' }, tags: { type: 'array' } } }
  const document = documentOf({
    '/files/{name}': {
      get: { parameters: [parameter('name', 'path', { type: 'string' })], responses: { 200: json(echoed) } },
    },
    '/lists/{tags}': {
      get: {
        parameters: [parameter('tags', 'path', { type: 'array', items: { type: 'string' } })],
        responses: {
          200: json({ type: 'object', properties: { tags: { type: 'array', items: { type: 'string' } } } }),
        },
      },
    },
  })

  it.each([
    ['a%2Fb', 'a/b'],
    ['50%25', '50%'],
    ['%2525', '%25'],
    ['a+b', 'a+b'],
  ])('is decoded once: %s', async (sent, name) => {
    expect((await clientOf(document).send(`GET /files/${sent}`)).body.name).toBe(name)
  })

  it('is a list whose items may have encoded commas', async () => {
    expect((await clientOf(document).send('GET /lists/a%2Cb,c')).body.tags).toEqual(['a,b', 'c'])
  })
})

test('operations are told apart by a query in their path templates', async () => {
  const operation = (status: number) => ({ get: { responses: { [status]: {} } } })
  const document = documentOf({
    '/rest?method=a.list': operation(202),
    '/rest?method=b.list': operation(204),
    '/find?term={term}': operation(205),
  })
  const { send } = clientOf(document)
  const lines = ['/rest?method=a.list', '/rest?method=b.list&page=1', '/find?term=x']
  const statuses = await Promise.all(lines.map(async line => (await send(`GET ${line}`)).status))
  expect(statuses).toEqual([202, 204, 205])
})

test('objects in a list of a query are JSON', async () => {
  const filter = { type: 'object', required: ['by'], properties: { by: { type: 'string' } } }
  const document = documentOf({
    '/search': {
      get: { parameters: [parameter('filters', 'query', { type: 'array', items: filter })], responses: { 204: {} } },
    },
  })
  const { send } = clientOf(document)
  expect((await send(`GET /search?filters=${encodeURIComponent('{"by":"name"}')}`)).status).toBe(204)
  expect((await send(`GET /search?filters=${encodeURIComponent('{"to":"name"}')}`)).status).toBe(400)
})

describe('a body', () => {
  const body = (media: string, schema: object) => ({ required: true, content: { [media]: { schema } } })
  const file = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } }
  const mockOf = (method: string, requestBody: object) =>
    createMock({ contract: documentOf({ '/x': { [method]: { requestBody, responses: { 204: {} } } } }) })
  const status = async (mock: ReturnType<typeof mockOf>, init: RequestInit) =>
    (await mock.fetch('http://localhost/x', init)).status

  it('that is a file is not checked by a schema of an object', async () => {
    const mock = mockOf('post', body('application/octet-stream', file))
    const headers = { 'Content-Type': 'application/octet-stream' }
    expect(await status(mock, { method: 'POST', headers, body: 'bytes' })).toBe(204)
    expect(await status(mock, { method: 'POST', headers })).toBe(400)
  })

  it('that is JSON is checked', async () => {
    const mock = mockOf('post', body('application/json', file))
    const headers = { 'Content-Type': 'application/json' }
    expect(await status(mock, { method: 'POST', headers, body: '"bytes"' })).toBe(400)
  })

  it('that is a form without fields is sent by no bytes', async () => {
    const mock = mockOf('post', body('application/x-www-form-urlencoded', { type: 'object' }))
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    expect(await status(mock, { method: 'POST', headers, body: '' })).toBe(204)
    expect(await status(mock, { method: 'POST' })).toBe(400)
  })

  it('is not required of GET, which cannot have one', async () => {
    expect(await status(mockOf('get', body('application/json', file)), {})).toBe(204)
  })
})

describe('a FormData that is not read to its end', () => {
  const thrown: unknown[] = []
  const note = (error: unknown) => void thrown.push(error)
  beforeAll(() => void process.on('uncaughtException', note))
  afterAll(() => void process.off('uncaughtException', note))

  it.each([
    ['because the operation has no body', 10, {}, 204],
    ['because it is too large', 20_000_000, { requestBody: { content: { 'multipart/form-data': {} } } }, 413],
  ])('does not end the process: %s', async (_why, size, operation, status) => {
    const document: OpenApiDocument = documentOf({ '/x': { post: { ...operation, responses: { 204: {} } } } })
    const form = new FormData()
    for (const name of ['a', 'b']) form.append(name, new Blob(['x'.repeat(size)]), name)
    const request = new Request('http://localhost/x', { method: 'POST', body: form })
    expect((await createMock({ contract: document }).fetch(request)).status).toBe(status)
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(thrown).toEqual([])
    expect(request.bodyUsed).toBe(true)
  })
})

it('a form whose schema is that of a file takes the fields that carry it', async () => {
  const content = { 'multipart/form-data': { schema: { type: 'string', format: 'binary' } } }
  const document = documentOf({ '/files': { post: { requestBody: { content }, responses: { 204: {} } } } })
  const body = new FormData()
  body.append('file', new Blob(['a']), 'a.txt')
  const mock = createMock({ contract: document })
  expect((await mock.fetch('http://localhost/files', { method: 'POST', body })).status).toBe(204)
})

it('a parameter of the path whose template is in the query is one of the query', async () => {
  const echoed = { type: 'object', properties: { q: { type: 'integer' } } }
  const get = { parameters: [parameter('text', 'path', { type: 'integer' })], responses: { 200: json(echoed) } }
  const { send } = clientOf(documentOf({ '/search?q={text}': { get } }, {}))
  expect(await send('GET /search?q=7')).toMatchObject({ status: 200, body: { q: 7 } })
  expect((await send('GET /search?q=x')).status).toBe(400)
})
