/** Documents as people write them by mistake or on purpose: they get a sensible response, or a sentence that says what is wrong. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createMock, type OpenApiDocument } from '../../../mock/index.ts'
import { readDocumentFrom, urlOf } from '../../../openapi/read/document/from-disk.ts'
import { readDocument } from '../../../openapi/read/document/read-document.ts'
import { fileOf, folderOf, problemsOf } from '../../contract/files.ts'
import { clientOf, documentOf, type Json, json } from '../../engine/described/documents.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const posting = (schema: unknown) => ({
  requestBody: { content: { 'application/json': { schema } } },
  responses: { 200: json(schema) },
})

describe('files', () => {
  const DOCUMENT = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\n"

  test.each([
    ['nothing', Buffer.from(''), 'The file is empty.'],
    ['only a comment', Buffer.from('# later\n'), 'The file is empty.'],
    ['UTF-16', Buffer.from(`\uFEFF${DOCUMENT}`, 'utf16le'), 'The file is in UTF-16. Save it as UTF-8.'],
    ['an image', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'The file is not a text.'],
  ])('%s', async (_, content, message) => {
    const file = join(folderOf({}), 'openapi.yaml')
    const read = readDocumentFrom(file, { contents: new Map([[urlOf(file), content]]) })
    expect((await problemsOf(read)).map(problem => problem.message)).toEqual([message])
  })

  test('YAML tags of other tools cost a warning', async () => {
    const text = `${DOCUMENT}x-url: !Sub 'arn:aws'\nx-list: !Join [a, b]\nx-map: !Fn { a: 1 }\nx-again: !Sub b\n`
    const file = fileOf('openapi.yaml', text)
    const { document, warnings } = await readDocumentFrom(file)
    expect(document).toMatchObject({ 'x-url': 'arn:aws', 'x-list': ['a', 'b'], 'x-map': { a: 1 }, 'x-again': 'b' })
    expect(warnings.map(({ message, places: [place] }) => [place?.line, place?.column, message])).toEqual([
      [4, 8, 'The YAML tag `!Sub` is not known. Its value is used without it.'],
      [5, 9, 'The YAML tag `!Join` is not known. Its value is used without it.'],
      [6, 8, 'The YAML tag `!Fn` is not known. Its value is used without it.'],
    ])
  })
})

test('names that HTTP does not allow cost a warning each', async () => {
  const header = { schema: { type: 'string' } }
  const document = {
    ...documentOf({
      '/a': {
        get: {
          security: [{ spaced: [] }],
          parameters: [{ name: 'X Y', in: 'header', required: true, ...header }],
          responses: {
            200: {
              description: '',
              headers: { 'X-Bad Name': header, 'X-Good': header },
              content: { 'text/pl\nain': {}, 'application/json': { schema: { type: 'integer' } } },
            },
          },
        },
      },
    }),
    components: { securitySchemes: { spaced: { type: 'apiKey', in: 'header', name: 'a key' } } },
  }
  const { warnings } = await readDocument({ document })
  expect(warnings.map(({ message }) => message).sort()).toEqual([
    '"X Y" cannot be the name of a header. It is left out.',
    '"X-Bad Name" cannot be the name of a header. It is left out.',
    '"a key" cannot be the name of a header. It is left out.',
    '"text/pl\\nain" cannot be a media type. It is left out.',
  ])
  const { send } = clientOf(document)
  const response = await send('GET /a')
  expect(response.status).toBe(200)
  expect(response.headers.get('X-Good')).toBeTruthy()
})

describe('a discriminator names the alternative, where several allow a value', () => {
  const kind = { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } }
  const schemas = (mapping?: Json) => ({
    Pet: { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind', ...(mapping && { mapping }) } },
    Cat: { allOf: [kind, { properties: { meows: { type: 'boolean' } } }] },
    Dog: { allOf: [kind, { properties: { walks: { type: 'boolean', default: true } } }] },
  })
  const client = (mapping?: Json) =>
    clientOf(documentOf({ '/pets/check': { post: posting(ref('Pet')) } }, schemas(mapping)))

  test.each([
    ['without a mapping', undefined, 'Cat', 'Dog'],
    ['with a mapping', { cat: '#/components/schemas/Cat', dog: 'Dog', hound: 'Dog' }, 'cat', 'hound'],
  ])('%s', async (_, mapping, cat, dog) => {
    const { send } = client(mapping)
    expect((await send('POST /pets/check', { kind: cat, meows: true })).status).toBe(200)
    expect((await send('POST /pets/check', { kind: dog })).body).toMatchObject({ kind: dog })
    const refused = await send('POST /pets/check', { kind: dog, walks: 1 })
    expect(refused.body).toMatchObject({
      status: 400,
      errors: [{ in: 'body', pointer: '/walks', message: 'must be boolean' }],
    })
    expect((await send('POST /pets/check', { kind: 'zebra' })).status).toBe(400)
  })
})

test('an operation with only a `default` response uses it for success, and not for errors', async () => {
  const { send } = clientOf(
    documentOf({
      '/a': { post: { ...posting({ type: 'string' }), responses: { default: json({ type: 'object' }) } } },
    }),
  )
  expect((await send('POST /a', 'text')).status).toBe(200)
  const refused = await send('POST /a', 1)
  expect(refused.headers.get('Content-Type')).toBe('application/problem+json')
  expect(refused.body).toMatchObject({ detail: 'body must be string.' })
})

test('the response to an unknown path names the base path, if there is one', async () => {
  const detail = async (document: OpenApiDocument) =>
    (await (await createMock({ contract: document }).fetch('/none')).json()).detail
  expect(await detail(documentOf({}))).toBe('No operation at /none.')
  const servers = [{ url: '/v1' }]
  expect(await detail({ ...documentOf({}), servers })).toBe('No operation at /none. The API is under /v1.')
})

test('a document whose references were replaced, so that it contains itself, is refused with the place', () => {
  const schema: Json = { type: 'object' }
  schema.properties = { self: schema }
  const contract = documentOf({ '/a': { get: { responses: { 200: json(schema) } } } })
  expect(() => createMock({ contract })).toThrow(
    /#\/paths\/~1a\/get.*contains itself: write such a schema with `\$ref`/,
  )
})

test('a change to a document does not reach the mock that was made of it', async () => {
  const schema: Json = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }
  const { send } = clientOf(documentOf({ '/a': { post: posting(schema) } }))
  schema.required = ['other']
  expect((await send('POST /a', { name: 'Rex' })).status).toBe(200)
})

test('methods of OpenAPI 3.2', async () => {
  const copy = {
    requestBody: { required: true, content: { 'application/json': {} } },
    responses: { 201: { description: '' } },
  }
  const query = { responses: { 200: json({ type: 'integer' }) } }
  const { send } = clientOf(documentOf({ '/a': { query, additionalOperations: { COPY: copy } } }))
  expect((await send('QUERY /a')).status).toBe(200)
  expect((await send('COPY /a')).status).toBe(400)
  expect((await send('COPY /a', {})).status).toBe(201)
  expect((await send('GET /a')).headers.get('Allow')).toBe('QUERY, COPY')
})

test.each([
  ['./v1', '/v1'],
  ['../v1/', '/v1'],
  ['/v1/../v2', '/v2'],
  ['https://api.example.com//a b', '/a%20b'],
  ['/größe', '/gr%C3%B6%C3%9Fe'],
  ['//', ''],
])('the server %s has the base path %s', async (url, basePath) => {
  const paths = { '/a': { get: { responses: { 204: { description: '' } } } } }
  const { mock, send } = clientOf({ ...documentOf(paths), servers: [{ url }] })
  expect(mock.contract.basePath).toBe(basePath)
  expect((await send(`GET ${basePath}/a`)).status).toBe(204)
})

test('files of up to 32 MiB can be sent', async () => {
  const content = { 'application/octet-stream': {} }
  const contract = documentOf({ '/a': { put: { requestBody: { content }, responses: { 204: { description: '' } } } } })
  const { mock } = clientOf(contract)
  const put = (size: number) =>
    mock.fetch('http://localhost/a', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: new Uint8Array(size),
    })
  expect((await put(32 * 2 ** 20)).status).toBe(204)
  const refused = await put(32 * 2 ** 20 + 1)
  expect(refused.status).toBe(413)
  expect((await refused.json()).detail).toBe('The body is larger than 32 MiB (33,554,432 bytes).')
})

describe('schemas that ask for too much', () => {
  const lists = (levels: number): Json =>
    levels === 0 ? { type: 'string', minLength: 1000 } : { type: 'array', minItems: 1e5, items: lists(levels - 1) }

  const bodyOf = async (schema: unknown) => {
    const { send } = clientOf(documentOf({ '/a': { get: { responses: { 200: json(schema) } } } }))
    return (await send('GET /a')).body
  }

  test('get a body of a few megabytes', async () => {
    expect(JSON.stringify(await bodyOf(lists(3))).length).toBeLessThan(5_000_000)
  })

  test('get a text where no text is long enough', async () => {
    expect(await bodyOf({ type: 'string', minLength: 1e9 })).toBeTypeOf('string')
  })
})
