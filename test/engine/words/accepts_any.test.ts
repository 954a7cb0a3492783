/** Operations with keywords in a document whose credentials are no resource. */
import { describe, expect, test } from 'vitest'
import { createMock, type OpenApiDocument } from '../../../mock/index.ts'

type Json = Record<string, unknown>

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: unknown) => ({ description: '', content: { 'application/json': { schema } } })

function notes(securitySchemes: Json, security: readonly Json[], resources: Json = {}): OpenApiDocument {
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]
  const list = {
    type: 'object',
    properties: { data: { type: 'array', items: ref('Note') }, limits: { type: 'object' } },
  }
  const answer = { data: '$records', limits: { active: { used: '$used', max: '$max' } } }
  return {
    openapi: '3.1.0',
    info: { title: 'Notes', version: '1' },
    security,
    paths: {
      '/notes': {
        get: {
          operationId: 'listNotes',
          'x-latchkey': { resource: 'Note', does: 'list', answer },
          responses: { 200: json(list) },
        },
        post: {
          operationId: 'createNote',
          'x-latchkey': { resource: 'Note', does: 'create' },
          requestBody: { required: true, content: { 'application/json': { schema: ref('NoteCreate') } } },
          responses: { 201: json(ref('Note')) },
        },
      },
      '/notes/{id}': {
        parameters,
        get: {
          operationId: 'getNote',
          'x-latchkey': { resource: 'Note', does: 'get' },
          responses: { 200: json(ref('Note')) },
        },
      },
      '/notes/{id}/archive': {
        parameters,
        post: {
          operationId: 'archiveNote',
          'x-latchkey': { resource: 'Note', does: 'archive' },
          responses: { 200: json(ref('Note')), 409: { description: 'Archived already' } },
        },
      },
    },
    components: {
      securitySchemes,
      schemas: {
        NoteCreate: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
        Note: {
          type: 'object',
          properties: {
            id: { type: 'string' },
            text: { type: 'string' },
            status: { type: 'string', enum: ['active', 'archived'] },
          },
          'x-latchkey': {
            id: { prefix: 'note_' },
            lifecycle: {
              field: 'status',
              initial: 'active',
              transitions: { archive: { from: ['active'], to: 'archived' } },
            },
            limits: [{ count: { status: ['active'] }, per: 'account', max: 2, refuse: 'too_many_notes' }],
          },
        },
        ...resources,
      },
    },
  }
}

const any = (scheme: Json) => ({ ...scheme, 'x-latchkey': { accepts_any: true } })

async function statusOf(document: OpenApiDocument, headers: Record<string, string> = {}, query = ''): Promise<number> {
  return (await createMock({ contract: document }).fetch(`http://localhost/notes${query}`, { headers })).status
}

describe('any credential in the form of its scheme is accepted, and none is 401', () => {
  test.each<[string, Json, Record<string, string>, string]>([
    ['bearer', { type: 'http', scheme: 'bearer' }, { Authorization: 'bearer x' }, ''],
    ['basic', { type: 'http', scheme: 'basic' }, { Authorization: 'Basic eDp5' }, ''],
    ['another scheme of HTTP', { type: 'http', scheme: 'ApiKey' }, { Authorization: 'ApiKey x' }, ''],
    ['a header', { type: 'apiKey', in: 'header', name: 'X-Key' }, { 'X-Key': 'x' }, ''],
    ['a query parameter', { type: 'apiKey', in: 'query', name: 'key' }, {}, '?key=x'],
    ['a cookie', { type: 'apiKey', in: 'cookie', name: 'sid' }, { Cookie: 'a=b; sid=x' }, ''],
    ['OAuth', { type: 'oauth2', flows: {} }, { Authorization: 'Bearer x' }, ''],
    [
      'OpenID Connect',
      { type: 'openIdConnect', openIdConnectUrl: 'https://a.example' },
      { Authorization: 'Bearer x' },
      '',
    ],
  ])('%s', async (_, scheme, headers, query) => {
    const document = notes({ key: any(scheme) }, [{ key: [] }])
    expect(await statusOf(document, headers, query)).toBe(200)
    expect(await statusOf(document)).toBe(401)
    // The same holds for a scheme without keywords.
    const plain = notes({ key: scheme }, [{ key: [] }])
    expect([await statusOf(plain, headers, query), await statusOf(plain)]).toEqual([200, 401])
  })

  test('several together, each of them', async () => {
    const token = any({ type: 'http', scheme: 'bearer' })
    const app = any({ type: 'apiKey', in: 'header', name: 'X-App' })
    const document = notes({ token, app }, [{ token: [], app: [] }])
    expect(await statusOf(document, { Authorization: 'Bearer x', 'X-App': 'y' })).toBe(200)
    expect(await statusOf(document, { Authorization: 'Bearer x' })).toBe(401)
    expect(await statusOf(document, { 'X-App': 'y' })).toBe(401)
  })

  test('with scopes, which are not checked', async () => {
    const token = any({ type: 'oauth2', flows: {} })
    expect(await statusOf(notes({ token }, [{ token: ['notes:read'] }]), { Authorization: 'Bearer x' })).toBe(200)
  })

  test('with a record that a header selects', async () => {
    const token = any({ type: 'http', scheme: 'bearer' })
    const depot = {
      type: 'apiKey',
      in: 'header',
      name: 'X-Depot',
      'x-latchkey': { selects: 'Depot', refuse: { missing: 'missing_depot', unknown: 'depot_forbidden' } },
    }
    const Depot = { type: 'object', properties: { id: { type: 'integer' } }, 'x-latchkey': { seed: [{ id: 7 }] } }
    const document = notes({ token, depot }, [{ token: [], depot: [] }], { Depot })
    const Authorization = 'Bearer x'
    expect(await statusOf(document, { Authorization, 'X-Depot': '7' })).toBe(200)
    expect(await statusOf(document, { Authorization, 'X-Depot': '8' })).toBe(403)
    expect(await statusOf(document, { Authorization })).toBe(403)
    expect(await statusOf(document, { 'X-Depot': '7' })).toBe(401)
  })
})

test('the rules hold, and what the document does not declare is refused as a problem document', async () => {
  const token = any({ type: 'http', scheme: 'bearer' })
  const mock = createMock({ contract: notes({ token }, [{ token: [] }]) })
  const send = async (method: string, path: string, body?: unknown) => {
    const headers = { Authorization: `Bearer ${Math.random()}`, 'Content-Type': 'application/json' }
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const response = await mock.fetch(`http://localhost${path}`, init)
    return { status: response.status, type: response.headers.get('Content-Type'), body: await response.json() }
  }
  const created = await send('POST', '/notes', { text: 'a' })
  expect([created.status, created.body]).toMatchObject([201, { text: 'a', status: 'active' }])
  await send('POST', '/notes', { text: 'b' })

  const refused = await send('POST', '/notes', { text: 'c' })
  expect(refused).toMatchObject({ status: 409, type: 'application/problem+json' })
  expect(refused.body).toMatchObject({ status: 409, code: 'too_many_notes', limit: 2, used: 2 })

  const path = `/notes/${created.body.id}/archive`
  expect((await send('POST', path)).body.status).toBe('archived')
  expect(await send('POST', path)).toMatchObject({ status: 409, body: { code: 'invalid_transition' } })
  expect((await send('POST', '/notes', { text: 'c' })).status).toBe(201)
  // Every credential sees every record.
  expect((await send('GET', '/notes?unknown=1')).body).toMatchObject({ limits: { active: { used: 2, max: 2 } } })
  expect((await send('GET', '/notes')).body.data).toHaveLength(3)
  expect((await send('GET', '/notes/note_none')).body).toMatchObject({ status: 404, code: 'not_found' })
})
