import { describe, expect, test } from 'vitest'
import { compact } from '../../openapi/read/compact.ts'
import { type Edits, tiny } from './tiny.ts'

const made = (edits: Edits = {}) => compact(tiny(edits), 'tiny')
const operation = (id: string, edits: Edits = {}) => made(edits).operations.find(other => other.id === id)

describe('the compact contract', () => {
  test('has the id, title, version and base path of the system', () => {
    expect(made()).toMatchObject({ system: 'tiny', title: 'Tiny', version: '1.0.0', basePath: '/api' })
  })

  test.each([
    ['http://127.0.0.1:4010/api/v1/', '/api/v1'],
    ['https://shop.example', ''],
    ['/v2', '/v2'],
    ['https://{region}.example/{base}', '/v3'],
  ])('takes its base path from the server %s', (url, basePath) => {
    const variables = { region: { default: 'eu' }, base: { default: 'v3' } }
    expect(made({ '#/servers/0': { url, variables } }).basePath).toBe(basePath)
  })

  test('has the alternatives of security as scheme and roles', () => {
    expect(operation('listCrates')?.security).toEqual([
      { key: ['keys:read'], depot: [] },
      { session: ['keys:read'], depot: [] },
    ])
    expect(operation('signIn')?.security).toEqual([])
  })

  test('has the keywords of an operation next to its method, path, parameters and body', () => {
    expect(operation('createKey')).toMatchObject({
      id: 'createKey',
      resource: 'Key',
      does: 'create',
      call: 'keys.create',
      method: 'POST',
      path: '/keys',
      query: [],
      headers: [{ name: 'Idempotency-Key', required: false, schema: { type: 'string' } }],
      body: { schema: { $ref: '#/components/schemas/KeyCreate' }, required: true, media: ['application/json'] },
      success: 201,
    })
    expect(operation('listKeys')?.query.map(({ name }) => name)).toEqual(['q', 'status', 'sort', 'limit', 'cursor'])
  })

  test('has the problem codes of each response', () => {
    const { responses } = operation('createKey') ?? {}
    expect(responses?.['409']?.codes).toEqual(['idempotency_conflict', 'key_limit'])
    expect(responses?.['201']).toEqual({ schema: { $ref: '#/components/schemas/KeyWithSecret' }, headers: [] })
    expect(operation('deleteKey')?.responses['204']).toEqual({ headers: [] })
  })

  test('has every problem by its code', () => {
    expect(made().problems.key_limit).toEqual({
      code: 'key_limit',
      type: '/errors#key_limit',
      title: 'KeyLimit',
      status: 409,
      schema: 'KeyLimit',
    })
  })

  test('leaves out operations without keywords', () => {
    expect(operation('getMe', { '#/paths/~1me/get/x-latchkey': undefined })).toBeUndefined()
  })
})

describe('a resource', () => {
  const key = made().resources.Key

  test('has the properties of its schema as members, without secrets', () => {
    expect(key?.members).toEqual([
      'id',
      'name',
      'status',
      'enabled',
      'redacted',
      'account_id',
      'created_at',
      'last_used_at',
      'revoked_at',
      'retires_at',
    ])
    expect(key?.secrets).toEqual(['secret'])
  })

  test('lists which members are stored, and which keyword derives each of the others', () => {
    const { Key, Session, Switch } = made().resources
    expect(Key?.derived).toEqual({ enabled: 'transition' })
    expect(Key?.stored).toEqual(Key?.members.filter(member => member !== 'enabled'))
    expect(Session?.derived).toEqual({ user: 'embeds' })
    expect(Switch?.derived).toEqual({ open: 'window' })
  })

  test('stores the field of its lifecycle, although only a transition can change it', () => {
    const transition = { active: 'resume', paused: 'pause' }
    const status = { type: 'string', 'x-latchkey': { transition } }
    expect(made({ '#/components/schemas/Key/properties/status': status }).resources.Key?.stored).toContain('status')
  })

  test('may have its secret in its main schema', () => {
    const own = { type: 'string', 'x-latchkey': { secret: { prefix: 'tk' }, shown_by: ['createKey'] } }
    const { members, secrets } = made({ '#/components/schemas/Key/properties/secret': own }).resources.Key ?? {}
    expect(members).not.toContain('secret')
    expect(secrets).toEqual(['secret'])
  })

  test('has the keywords of its properties, from schemas that extend it and bodies that write it too', () => {
    const password = { type: 'string', 'x-latchkey': { unique: 'account' } }
    const { properties } = made({ '#/components/schemas/KeyCreate/properties/label': password }).resources.Key ?? {}
    expect(properties?.redacted).toEqual({ redacts: 'secret' })
    expect(properties?.secret).toEqual({ secret: { prefix: 'tk' }, shown_by: ['createKey', 'rotateKey'] })
    expect(properties?.label).toEqual({ unique: 'account' })
  })

  test('has defaults for creation: those of the body, and null for nullable properties', () => {
    expect(key?.nullable).toEqual(['last_used_at', 'revoked_at', 'retires_at'])
    expect(key?.defaults).toEqual({ name: 'Key', last_used_at: null, revoked_at: null, retires_at: null })
  })

  test('has the type of its ids', () => {
    expect(key?.idType).toBe('string')
    expect(made().resources.Depot?.idType).toBe('integer')
  })

  test('stores only a hash of the passwords of its principals', () => {
    expect(made().resources.User?.hashed).toEqual(['password'])
    expect(key?.hashed).toEqual([])
  })
})

describe('a scheme', () => {
  test.each([
    [{ type: 'http', scheme: 'bearer' }, {}, { in: 'bearer' }],
    [{ type: 'http', scheme: 'Basic' }, {}, { in: 'basic' }],
    [{ type: 'apiKey', in: 'query', name: 'key' }, {}, { in: 'query', name: 'key' }],
    [{ type: 'apiKey', in: 'header', name: 'X-Key' }, {}, { in: 'header', name: 'X-Key' }],
    [
      { type: 'apiKey', in: 'header', name: 'Authorization' },
      { prefix: 'ApiKey' },
      { in: 'header', name: 'Authorization', prefix: 'ApiKey' },
    ],
  ])('with %o has its carrier', (scheme, words, carrier) => {
    const key = { ...scheme, 'x-latchkey': { authenticates: 'Key', by: 'secret', ...words } }
    expect(made({ '#/components/securitySchemes/key': key }).schemes.key?.carrier).toEqual(carrier)
  })
})

test('schemas lose their annotations, and nothing else', () => {
  const documented = {
    title: 'Note',
    description: 'A note.',
    type: 'object',
    required: ['title'],
    examples: [{ title: 'a' }],
    properties: {
      title: { type: 'string', title: 'Title', default: 'x', examples: ['b'], 'x-latchkey': { unique: 'account' } },
      description: { oneOf: [{ const: { title: 'kept' } }, { type: 'null', description: 'None.' }] },
    },
  }
  expect(made({ '#/components/schemas/Note': documented }).schemas.Note).toEqual({
    type: 'object',
    required: ['title'],
    properties: {
      title: { type: 'string', default: 'x' },
      description: { oneOf: [{ const: { title: 'kept' } }, { type: 'null' }] },
    },
  })
})
