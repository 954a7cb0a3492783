/** `accepts_any`, and security schemes without keywords. */
import { describe, expect, test } from 'vitest'
import { checkDocument, isError, modelOf } from '../../openapi/vocabulary/check.ts'
import { rootOf } from '../../openapi/vocabulary/model/node.ts'

type Json = Record<string, unknown>

/** A document that reads one record, with a limit on what it does not create. */
function notes(scheme: Json, strict: boolean, responses: Json = {}): Json {
  return {
    openapi: '3.1.0',
    'x-latchkey': { strict },
    info: { title: 'Notes', version: '1' },
    security: [{ token: [] }],
    paths: {
      '/notes/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        get: {
          operationId: 'getNote',
          'x-latchkey': { resource: 'Note', does: 'get', call: 'notes.get' },
          responses: { 200: { description: 'One' }, ...responses },
        },
      },
    },
    components: {
      securitySchemes: { token: scheme },
      schemas: { Note: { type: 'object', properties: { id: { type: 'string' } }, 'x-latchkey': {} } },
    },
  }
}

const bearer = { type: 'http', scheme: 'bearer' }
const any = { ...bearer, 'x-latchkey': { accepts_any: true } }
const found = (document: Json) => checkDocument(document).map(({ rule, message }) => `${rule}: ${message}`)

describe('a document that is not strict', () => {
  test('is clean without an operation that creates credentials, and need not declare what is refused', () => {
    expect(found(notes(any, false))).toEqual([])
  })

  test('may leave out what a scheme reads, which is a warning', () => {
    const document = notes(bearer, false)
    const [finding] = checkDocument(document)
    expect(found(document)).toEqual([
      'accepts_any: The security scheme `token` does not state what it reads. Any credential of its form is accepted, as with `accepts_any: true`.',
    ])
    expect(finding && isError(finding, modelOf(rootOf(document)))).toBe(false)
  })
})

describe('a strict document', () => {
  test('must declare that a missing credential is refused', () => {
    expect(found(notes(any, true))).toContainEqual(
      expect.stringContaining('`getNote` can respond with `missing_credentials` (it requires credentials)'),
    )
    const optional = notes(any, true)
    optional.security = [{ token: [] }, {}]
    expect(found(optional).join('\n')).not.toContain('missing_credentials')
  })

  test('does not refuse a permission or an unknown credential', () => {
    const refusals = found(notes(any, true)).join('\n')
    expect(refusals).not.toMatch(/permission_denied|invalid/)
  })

  test('must state what a scheme reads', () => {
    expect(found(notes(bearer, true))).toContainEqual(
      'accepts_any: The security scheme `token` does not state what it reads. Add `x-latchkey` with `authenticates`, `selects` or `accepts_any: true` to it.',
    )
  })
})

test.each<[string, Json]>([
  ['a certificate', { type: 'mutualTLS' }],
  ['a key in the body', { type: 'apiKey', in: 'body', name: 'key' }],
])('%s cannot be read', (_, scheme) => {
  expect(found(notes({ ...scheme, 'x-latchkey': { accepts_any: true } }, false))).toEqual([
    'operations: The mock cannot read the scheme `token`. Make it one of http, apiKey, oauth2 or openIdConnect.',
  ])
})

test('a value other than true, and other keywords next to it, are found', () => {
  expect(found(notes({ ...bearer, 'x-latchkey': { accepts_any: false } }, false))).toEqual([
    'well-formed: `accepts_any` must be equal to constant.',
  ])
  expect(found(notes({ ...bearer, 'x-latchkey': { accepts_any: true, kind: 'token' } }, false))).toEqual([
    'well-formed: `kind` is unknown in the keywords of a security scheme. Known: `accepts_any`.',
  ])
})

test('owners without a scheme that tells who the caller is are found', () => {
  const document = notes(any, false)
  const { schemas } = document.components as { schemas: { Note: Json } }
  schemas.Note['x-latchkey'] = { owner: { tenant: 'account_id' } }
  expect(found(document)).toEqual([
    'owner: Nobody is an owner: no security scheme tells who the caller is (`authenticates`). Remove `owner`: every caller then sees every record.',
  ])
})
