/** The clients of any documents: names, what is called, and that the file compiles under strict settings. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { clientFile } from '../../openapi/generate/sdk/client-file.ts'
import { describedOperations } from '../../openapi/generate/sdk/described-operation.ts'
import { namedCalls } from '../../openapi/generate/sdk/names.ts'
import { typesOf } from '../../openapi/generate/types/openapi-typescript.ts'
import { loadValue } from '../../openapi/read/load-document.ts'
import type { Operation } from '../../src/index.ts'
import { errorsOf } from '../compile.ts'

const ROOT = join(import.meta.dirname, '../..')
mkdirSync(join(ROOT, '.cache'), { recursive: true })
const folder = mkdtempSync(join(ROOT, '.cache/client-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Json = Readonly<Record<string, unknown>>

const ok = (schema: Json = { type: 'object' }, media = 'application/json') => ({
  200: { description: 'Ok', content: { [media]: { schema } } },
})
const documentOf = (paths: Json, others: Json = {}) => ({
  openapi: '3.1.0',
  info: { title: 'Any', version: '1' },
  paths,
  ...others,
})

function namesIn(document: Json): string[] {
  const { document: read, contract } = loadValue(document, 'any')
  return namedCalls(describedOperations(read, contract)).map(({ resource, method }) => `${resource}.${method}`)
}

/** The tables of a document by the names of their methods, and the system without them. */
async function clientOf(document: Json, name = 'any') {
  const { document: read, contract } = loadValue(document, name)
  const source = clientFile({ system: name, document: read, contract }, { name: 'api' })
  const path = join(folder, `${name}.ts`)
  writeFileSync(path, source)
  const { api } = await import(path)
  return {
    source,
    types: await typesOf(read),
    api: api as Json & { readonly resources: Record<string, Record<string, Operation>> },
  }
}

describe('names', () => {
  test('come from the keywords, else from the operationId below its tag, else from the path', () => {
    const paths = {
      '/keys': { post: { 'x-latchkey': { resource: 'ApiKey', does: 'create' }, responses: ok() } },
      '/reports': { post: { operationId: 'make_report', tags: ['Nightly reports'], responses: ok() } },
      '/search': { post: { operationId: 'search/by-text', responses: ok() } },
      '/ping/{n}': { get: { responses: ok() } },
    }
    expect(namesIn(documentOf(paths))).toEqual([
      'apiKeys.create',
      'nightlyReports.makeReport',
      'search.byText',
      'ping.getPingByN',
    ])
  })

  test('come from what is inferred', () => {
    const pet = { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, name: { type: 'string' } } }
    const ref = { $ref: '#/components/schemas/Pet' }
    const list = { type: 'array', items: ref }
    const paths = {
      '/pets': {
        get: { operationId: 'listPets', responses: ok(list) },
        post: {
          operationId: 'addPet',
          requestBody: { content: { 'application/json': { schema: ref } } },
          responses: ok(ref),
        },
      },
      '/pets/{id}': {
        get: { operationId: 'showPet', responses: ok(ref) },
        delete: { operationId: 'dropPet', responses: { 204: { description: 'Gone' } } },
      },
      '/v2/pets': { get: { operationId: 'listPetsToo', responses: ok(list) } },
    }
    const names = namesIn(documentOf(paths, { components: { schemas: { Pet: pet } } }))
    expect(names).toEqual(['pets.list', 'pets.create', 'pets.get', 'pets.delete', 'v2.listPetsToo'])
  })

  test('hide no member of a client, of an object or of a promise', () => {
    const names = ['then', 'constructor', '__proto__', 'toString', 'fetch', 'system', 'hasOwnProperty']
    const paths = Object.fromEntries(
      names.map(name => [`/x/${name}`, { get: { operationId: name, tags: [name], responses: ok() } }]),
    )
    const found = namesIn(documentOf(paths))
    expect(found).toEqual(
      [
        'then_.then_',
        'constructor_.constructor_',
        'proto.proto',
        'toString_.toString_',
        'fetch_.fetch',
        'system_.system',
        'hasOwnProperty_.hasOwnProperty_',
      ].map(name => name.replace('fetch_.fetch', 'fetch_.fetch_').replace('system_.system', 'system_.system_')),
    )
  })

  test('are different for each operation, and identifiers', () => {
    const paths = {
      '/a': { get: { operationId: 'do it', tags: ['1st'], responses: ok() } },
      '/b': { get: { operationId: 'do-it', tags: ['1st'], responses: ok() } },
      '/c': { get: { operationId: 'DoIt', tags: ['1st'], responses: ok() } },
      '/d': { get: { operationId: '日本', tags: ['日本'], responses: ok() } },
    }
    expect(namesIn(documentOf(paths))).toEqual(['_1st.doIt', '_1st.getB', '_1st.getC', 'unnamed.unnamed'])
  })

  test('do not depend on anything but the document', () => {
    const document = documentOf({ '/a': { get: { responses: ok() }, post: { responses: ok() } } })
    const { document: read, contract } = loadValue(document, 'any')
    const once = clientFile({ system: 'any', document: read, contract })
    expect(clientFile({ system: 'any', document: structuredClone(read), contract })).toBe(once)
  })
})

describe('operations', () => {
  test('say how their parameters, bodies and responses are written', async () => {
    const query = [
      { name: 'at', in: 'query', style: 'deepObject', explode: true, schema: { type: 'object' } },
      { name: 'ids', in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } },
      { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
      { name: 'where', in: 'query', content: { 'application/json': { schema: { type: 'object' } } } },
    ]
    const form = {
      'application/x-www-form-urlencoded': {
        schema: { type: 'object', properties: { metadata: { type: 'object' } } },
        encoding: { metadata: { style: 'deepObject', explode: true } },
      },
    }
    const { api } = await clientOf(
      documentOf({
        '/a': {
          get: { operationId: 'a/get', parameters: query, responses: ok({ type: 'array' }) },
          post: { operationId: 'a/form', requestBody: { content: form }, responses: { 202: { description: 'Ok' } } },
          put: {
            operationId: 'a/file',
            requestBody: { content: { 'image/png': { schema: { type: 'string', format: 'binary' } } } },
            responses: ok({ type: 'string', format: 'binary' }, 'image/png'),
          },
          patch: {
            operationId: 'a/several',
            parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
            requestBody: { content: { 'text/xml': { schema: {} }, 'application/json': { schema: {} } } },
            responses: {
              200: {
                description: 'Ok',
                content: { 'text/csv': {}, 'application/json': { schema: { type: 'object' } } },
              },
            },
          },
          delete: { operationId: 'a/text', responses: ok({ type: 'string' }, 'text/plain') },
        },
      }),
      'operations',
    )
    expect(api.resources.a).toEqual({
      get: {
        method: 'GET',
        path: '/a',
        hasQuery: true,
        query: { at: 'deep', ids: 'comma', where: 'json' },
        returns: 'json',
      },
      form: {
        method: 'POST',
        path: '/a',
        hasBody: true,
        sends: 'application/x-www-form-urlencoded',
        fields: { metadata: 'deep' },
        hasNoContent: true,
      },
      file: { method: 'PUT', path: '/a', hasBody: true, sends: 'image/png', returns: 'blob' },
      several: { method: 'PATCH', path: '/a', hasBody: true, isIdempotent: true, accepts: 'application/json' },
      text: { method: 'DELETE', path: '/a', returns: 'text' },
    })
    expect(Object.keys(api)).toEqual(expect.arrayContaining(['writeBody', 'writeParameter']))
    expect(api).not.toHaveProperty('nextPage')
  })

  test('a system without rare features loads none of them', async () => {
    const { api, source } = await clientOf(documentOf({ '/a': { get: { responses: ok() } } }), 'plain')
    expect(Object.keys(api).sort()).toEqual(['carried', 'errors', 'facts', 'requestIdHeader', 'resources'])
    expect(source).toContain("import { withResources } from 'latchkey'")
  })
})

describe('credentials', () => {
  const carriedOf = async (securitySchemes: Json, name: string) => {
    const security = Object.keys(securitySchemes).map(scheme => ({ [scheme]: [] }))
    const document = documentOf({ '/a': { get: { responses: ok() } } }, { components: { securitySchemes }, security })
    return (await clientOf(document, name)).api.carried
  }

  test('are named by what they are', async () => {
    const carried = await carriedOf(
      {
        login: { type: 'http', scheme: 'basic' },
        oauth: { type: 'oauth2', flows: {} },
        key: { type: 'apiKey', in: 'header', name: 'X-Key' },
        tls: { type: 'mutualTLS' },
      },
      'schemes',
    )
    expect(carried).toEqual({
      username: { in: 'basic', password: 'password' },
      token: { in: 'bearer', kind: 'token' },
      apiKey: { in: 'header', name: 'X-Key' },
    })
  })

  test('of one kind are named by their schemes', async () => {
    const carried = await carriedOf(
      {
        app_id: { type: 'apiKey', in: 'header', name: 'X-App' },
        'app key': { type: 'apiKey', in: 'cookie', name: 'key' },
      },
      'two',
    )
    expect(carried).toEqual({ appId: { in: 'header', name: 'X-App' }, appKey: { in: 'cookie', name: 'key' } })
  })

  test('are a token if the document has no schemes', async () => {
    expect(await carriedOf({}, 'none')).toEqual({ token: { in: 'bearer', kind: 'token' } })
  })
})

test('the code and the message of errors come from their schemas', async () => {
  const errorsOf = async (schema: Json, name: string) => {
    const responses = { ...ok(), 400: { description: 'No', content: { 'application/json': { schema } } } }
    return (await clientOf(documentOf({ '/a': { get: { responses } } }), name)).api.errors
  }
  const text = { type: 'string' }
  const object = (properties: Json) => ({ type: 'object', properties })
  expect(await errorsOf(object({ error_code: text, error_message: text }), 'flat')).toEqual({
    code: ['error_code'],
    message: ['error_message'],
  })
  expect(await errorsOf(object({ error: object({ code: text, message: text }) }), 'inner')).toEqual({
    code: ['error', 'code'],
    message: ['error', 'message'],
  })
  const details = { type: 'array', items: object({ code: text }) }
  expect(await errorsOf(object({ message: text, errors: details }), 'details')).toEqual({ message: ['message'] })
  expect(
    await errorsOf(object({ errors: { type: 'array', items: object({ code: text, detail: text }) } }), 'list'),
  ).toEqual({
    code: ['errors', '0', 'code'],
    message: ['errors', '0', 'detail'],
  })
})

test('the file of a document with odd names compiles under strict settings, and with isolated declarations', async () => {
  const odd = "it's `odd` */ \u2028\n"
  const { source, types } = await clientOf(
    documentOf(
      {
        '/{in}/{class}/{in-2}/{in_2}': {
          get: {
            operationId: odd,
            summary: odd,
            description: `${odd}\n\n- a */\n- b`,
            deprecated: true,
            parameters: [
              ...['in', 'class', 'in-2', 'in_2'].map(name => ({
                name,
                in: 'path',
                required: true,
                schema: { type: 'string' },
              })),
              { name: 'q', in: 'query', required: true, schema: { type: 'string' } },
              { name: 'X-Required', in: 'header', required: true, schema: { type: 'integer' } },
            ],
            responses: {
              ...ok(),
              201: { description: 'None' },
              '4XX': {
                description: 'No',
                content: { 'application/json': { schema: { $ref: '#/components/schemas/odd.error' } } },
              },
            },
          },
          post: {
            operationId: odd,
            requestBody: {
              content: {
                'multipart/form-data': {
                  schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
                },
              },
            },
            responses: {
              default: {
                description: 'Ok',
                content: { '*/*': { schema: { type: 'array', items: { type: 'string' } } } },
              },
            },
          },
        },
      },
      {
        components: {
          schemas: {
            'odd.error': { type: 'object', properties: { code: { type: 'string', enum: ['not-found', "it's"] } } },
          },
          securitySchemes: { a: { type: 'apiKey', in: 'header', name: "X-It's", description: odd } },
        },
        security: [{ a: [] }],
      },
    ),
    'odd',
  )
  writeFileSync(join(folder, 'client.ts'), source)
  writeFileSync(join(folder, 'types.ts'), types)
  writeFileSync(
    join(folder, 'use.ts'),
    `import { createClient, isLatchkeyError } from 'latchkey'
import { api, type Types } from './client.ts'
const client = createClient(api, { baseUrl: 'https://a.example', apiKey: 'k' })
export async function use(file: Blob): Promise<readonly string[]> {
  try {
    await client.api.itsOdd('a', 'b', 'c', 'd', { q: '' }, { headers: { 'X-Required': 1 } })
    // @ts-expect-error the header is required
    await client.api.itsOdd('a', 'b', 'c', 'd', { q: '' })
  } catch (error) {
    if (isLatchkeyError<Types>(error) && error.code === 'not-found') return [error.problem.code ?? '']
  }
  return client.api.postByInByClassByIn2ByIn2('a', 'b', 'c', 'd', { file })
}
`,
  )
  const options = { isolatedDeclarations: true, declaration: true }
  const errors = await errorsOf(folder, ['client.ts', 'use.ts'], options)
  // The sources of the SDK, which they import, are not written for these options.
  expect(errors.filter(line => !line.startsWith('../'))).toEqual([])
})

test('a discriminator in a list, and a reference in an extension that leads nowhere, do not prevent types', async () => {
  const item = { allOf: [{ type: 'object', discriminator: { propertyName: 'kind' }, oneOf: [{ type: 'object' }] }] }
  const operation = { operationId: 'getItem', 'x-policies': { $ref: './policies.yaml' }, responses: ok(item) }
  const { document } = loadValue(documentOf({ '/item': { get: operation } }), 'listed')
  expect(await typesOf(document)).toContain('getItem: {')
})
