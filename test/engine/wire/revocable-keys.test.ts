/** Keys whose end, state and secret requests reach in ways that few products have: each in one small document. */
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createMock, type OpenApiDocument } from '../../../mock/index.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { checkKeywords } from '../../../openapi/read/check-keywords.ts'
import { loadValue } from '../../../openapi/read/load-document.ts'

const START = Date.parse('2026-01-05T08:00:00Z')

/** The schemas of the responses are written in place, and no component describes the record. */
const DOCUMENT = `
openapi: 3.1.0
info: { title: Keys, version: '1' }
servers: [{ url: https://a.test }, { url: https://a.test/v1 }, { url: https://b.test/v1 }]
security: []
x-latchkey:
  errors:
    body: { errors: $problems }
    item: { code: $code, title: $title, message: $message }
    codes:
      not_found: { code: no_key, message: "No key {$id}." }
      no_such_secret: { status: 404, code: no_key, message: No key has this secret. }
      not_usable: { status: 404, code: dead_key, message: The key does not work. }
      default: { code: $code }
x-record: &shown
  type: object
  required: [id, name, claims, state, created, ends, reason, is_expired]
  properties:
    id: { type: string }
    name: { type: string }
    claims: {}
    state: { enum: [active, revoked, expired] }
    created: { type: number }
    ends: { type: [number, 'null'] }
    reason: { type: [string, 'null'] }
    is_revoked: { type: boolean }
    is_expired: { type: boolean }
x-responses: &one { '200': { description: OK, content: { application/json: { schema: *shown } } } }
paths:
  /keys:
    get:
      operationId: listKeys
      x-latchkey:
        { resource: Key, does: list, hides: { where: { state: [revoked, expired] }, parameter: all }, answer: { keys: $records } }
      parameters: [{ name: all, in: query, schema: { type: boolean } }]
      responses: { '200': { description: OK, content: { application/json: { schema: { type: object } } } } }
    post:
      operationId: createKey
      x-latchkey: { resource: Key, does: create, answer: $record }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { name: { type: string }, claims: {}, seconds: { type: [number, 'null'] } }
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: { allOf: [*shown, { type: object, required: [secret], properties: { secret: { type: string } } }] }
  /keys/{id}:
    parameters: &id [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getKey, x-latchkey: { resource: Key, does: get, answer: $record }, responses: *one }
    patch:
      operationId: updateKey
      x-latchkey: { resource: Key, does: update, answer: $record }
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string }, seconds: { type: [number, 'null'] } } } } } }
      responses: *one
  /keys/{id}/revoke:
    parameters: *id
    post:
      operationId: revokeKey
      x-latchkey: { resource: Key, does: revoke, input: { reason: $body.reason }, answer: $record }
      requestBody: { content: { application/json: { schema: { type: object, properties: { reason: { type: string } } } } } }
      responses: *one
  /keys/{id}/retire:
    parameters: *id
    post: { operationId: retireKey, x-latchkey: { resource: Key, does: update, input: { is_revoked: true }, answer: $record }, responses: *one }
  /keys/{id}/secret:
    parameters: *id
    get:
      operationId: getSecret
      x-latchkey: { resource: Key, does: get, answer: { secret: $record.secret } }
      responses:
        '200':
          description: OK
          content: { application/json: { schema: { type: object, required: [secret], properties: { secret: { type: string } } } } }
  /verify:
    post:
      operationId: verifyKey
      x-latchkey:
        resource: Key
        does: verify
        record: { in: body, by: secret }
        verify: { refuse: { unknown: no_such_secret, revoked: not_usable, expired: not_usable } }
        answer: $record
      requestBody: { content: { application/json: { schema: { type: object, properties: { secret: { type: string } } } } } }
      responses: *one
components:
  schemas:
    Key:
      type: object
      properties:
        secret: { type: string, x-latchkey: { secret: { form: "ak_{base62:32}" }, shown_by: [createKey, getSecret] } }
        ends: { type: [number, 'null'], x-latchkey: { time: ms } }
        is_revoked: { type: boolean, x-latchkey: { transition: { 'true': retire }, true_in: [revoked] } }
        is_expired: { type: boolean, x-latchkey: { true_in: [expired] } }
      x-latchkey:
        id: { form: "hex:32", prefix: key_ }
        set:
          create: { created: now_ms, ends: { stamp: now_ms, plus: { seconds: seconds }, without: null } }
          change: { ends: { stamp: now_ms, plus: { seconds: seconds }, without: keep } }
        lifecycle:
          field: state
          initial: active
          transitions: { revoke: { from: [active], to: revoked }, retire: { from: [active], to: revoked } }
          expires: { field: ends, from: [active], to: expired }
`

type Json = Readonly<Record<string, unknown>>

function edited(edit: (text: string) => string = text => text): OpenApiDocument {
  const document: unknown = parse(edit(DOCUMENT))
  if (!isObject(document)) throw new Error('The document is no object.')
  return document as OpenApiDocument
}

function start(origin = 'https://a.test') {
  const mock = createMock({ contract: edited(), now: new Date(START).toISOString() })
  const ask = async (call: string, body?: Json) => {
    const [method = '', path = ''] = call.split(' ')
    const response = await mock.fetch(origin + path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    })
    return { status: response.status, body: (await response.json()) as Json }
  }
  const create = async (body: Json = { name: 'Sync' }) => {
    const { id, secret, ...key } = (await ask('POST /keys', body)).body
    return { id: String(id), secret: String(secret), key }
  }
  return { mock, ask, create }
}

/** Messages of the linter, of errors and of warnings. */
function found(edit?: (text: string) => string): string {
  try {
    return loadValue(edited(edit), 'keys', checkKeywords)
      .warnings.map(({ message }) => message)
      .join('\n')
  } catch (error) {
    return String(error)
  }
}

test('an operation that answers with the secret alone shows it', async () => {
  const { ask, create } = start()
  const { id, secret } = await create()
  expect(secret).toMatch(/^ak_\w{32}$/)
  expect((await ask(`GET /keys/${id}/secret`)).body).toEqual({ secret })
  expect((await ask(`GET /keys/${id}`)).body).not.toHaveProperty('secret')
  expect(found(text => text.replace(', getSecret] } }', '] } }'))).toContain('`getSecret` has `secret` of `Key`')
  expect(found(text => text.replace('getSecret] } }', 'getKey, getSecret] } }'))).toContain(
    'shown by `getKey`, whose response has no such property',
  )
})

test('properties of a schema in the response are those of the record', () => {
  expect(found()).not.toMatch(/has no property/)
  expect(found(text => text.replace('created: now_ms', 'creatd: now_ms'))).toContain(
    '`Key` has no property `creatd`. Did you mean `created`?',
  )
})

test('a key without an end has none, and a change keeps or moves or removes it', async () => {
  const { mock, ask, create } = start()
  const endless = await create()
  expect(endless.key).toMatchObject({ ends: null, state: 'active', is_expired: false })
  const { id, key } = await create({ name: 'Short', seconds: 60 })
  expect(key.ends).toBe(START + 60_000)
  const ends = async (body: Json) => (await ask(`PATCH /keys/${id}`, body)).body.ends
  mock.clock.advance('PT10S')
  expect(await ends({ name: 'Other' })).toBe(START + 60_000)
  expect(await ends({ seconds: 90 })).toBe(START + 100_000)
  expect(await ends({ seconds: null })).toBe(null)
})

test('a boolean of a state that no request writes', async () => {
  const { mock, ask, create } = start()
  const { id } = await create({ name: 'Short', seconds: 60 })
  mock.clock.advance('PT60S')
  expect((await ask(`GET /keys/${id}`)).body).toMatchObject({ state: 'expired', is_expired: true, is_revoked: false })
  expect(found(text => text.replace('true_in: [expired]', 'true_in: [expird]'))).toContain(
    'No record of `Key` can be `expird`',
  )
})

test('a list hides records of some states unless a parameter is true', async () => {
  const { ask, create } = start()
  const { id } = await create()
  await create({ name: 'Other' })
  await ask(`POST /keys/${id}/revoke`, {})
  const names = async (query: string) => {
    const { keys } = (await ask(`GET /keys${query}`)).body
    return (keys as readonly Json[]).map(({ name }) => name)
  }
  expect(await names('')).toEqual(['Other'])
  expect(await names('?all=false')).toEqual(['Other'])
  expect((await names('?all=true')).toSorted()).toEqual(['Other', 'Sync'])
  expect(found(text => text.replace('parameter: all', 'parameter: al'))).toContain('`al` is not a query parameter')
  expect(found(text => text.replace('[revoked, expired] }, p', '[revokd] }, p'))).toContain('`revokd` is not a state')
})

test('a transition writes what `input` has', async () => {
  const { ask, create } = start()
  const { id } = await create()
  const { body } = await ask(`POST /keys/${id}/revoke`, { reason: 'leaked' })
  expect(body).toMatchObject({ state: 'revoked', reason: 'leaked', is_revoked: true })
  expect((await ask(`POST /keys/${id}/revoke`, { reason: 'again' })).status).toBe(409)
  expect((await ask(`GET /keys/${id}`)).body.reason).toBe('leaked')
  expect(found(text => text.replace('does: get, answer: $record', 'does: get, input: key, answer: $record'))).toContain(
    '`does: get` writes nothing that the request has of the record',
  )
})

test('a constant in `input` takes a transition, which the linter knows', async () => {
  const { ask, create } = start()
  const { id } = await create()
  expect((await ask(`POST /keys/${id}/retire`)).body).toMatchObject({ state: 'revoked', is_revoked: true })
  expect(found()).not.toContain('No operation takes the transition')
  expect(found(text => text.replace('{ is_revoked: true }', '{ name: x }'))).toContain(
    'No operation takes the transition `retire`',
  )
})

test('a verification refuses with an error', async () => {
  const { ask, create } = start()
  const { id, secret } = await create()
  expect(await ask('POST /verify', { secret })).toMatchObject({ status: 200, body: { id, name: 'Sync' } })
  await ask(`POST /keys/${id}/revoke`, {})
  const refused = (code: string, message: string) => ({
    status: 404,
    body: { errors: [{ code, title: 'Not Found', message }] },
  })
  expect(await ask('POST /verify', { secret })).toEqual(refused('dead_key', 'The key does not work.'))
  expect(await ask('POST /verify', { secret: 'ak_x' })).toEqual(refused('no_key', 'No key has this secret.'))
  expect(found(text => text.replace('unknown: no_such_secret, ', ''))).toContain('has no code for `unknown`')
  expect(found(text => text.replace('revoked: not_usable', 'revokd: not_usable'))).toContain('`revokd` is not a state')
})

test('an item of errors has the title, and the values of its code', async () => {
  const { ask } = start()
  expect((await ask('GET /keys/key_1')).body).toEqual({
    errors: [{ code: 'no_key', title: 'Not Found', message: 'No key key_1.' }],
  })
  const { status, body } = await ask('POST /keys', { name: 1 })
  expect([status, body]).toEqual([
    400,
    { errors: [{ code: 'validation_failed', title: 'Bad Request', message: 'must be string' }] },
  ])
})

test('a path without an operation is no record that was not found', async () => {
  const { ask } = start()
  expect((await ask('GET /nothing')).body).toEqual({
    errors: [{ code: 'no_key', title: 'Not Found', message: 'No operation at /nothing.' }],
  })
})

test('a path without an operation has the code `unknown_path`, if the dialect has it', async () => {
  const contract = edited(text =>
    text.replace('      default:', '      unknown_path: { status: 410, code: no_path }\n      default:'),
  )
  const response = await createMock({ contract }).fetch('https://a.test/nothing')
  expect([response.status, await response.json()]).toMatchObject([410, { errors: [{ code: 'no_path' }] }])
  expect(
    found(text => text.replace('      default:', '      unknown_path: { code: x }\n      default:')),
  ).not.toContain('unknown_path')
})

test('a value that is never shown is one finding, however many codes have it', () => {
  const messages = found(text => text.replace('item: { code: $code, title: $title, message: $message }', ''))
  expect(messages.match(/is not a placeholder of `body`/g)).toHaveLength(2)
  expect(messages).toContain('`code` is not a placeholder of `body`, so it is never shown (the same in 3 more codes).')
})

test('a member of any value that was not sent is null', async () => {
  const { create } = start()
  expect((await create()).key.claims).toBe(null)
  expect((await create({ name: 'a', claims: { a: 1 } })).key.claims).toEqual({ a: 1 })
})

test('the API is below the paths of all servers', async () => {
  for (const origin of ['https://a.test', 'https://a.test/v1', 'https://b.test/v1']) {
    const { mock, ask, create } = start(origin)
    const { id } = await create()
    expect((await ask(`GET /keys/${id}`)).status).toBe(200)
    const isTaken = async (url: string) => {
      const request = new Request(url)
      const tests = mock.handlers.map(handler => handler.test({ request }))
      return (await Promise.all(tests)).includes(true)
    }
    expect(await isTaken(`${origin}/keys`)).toBe(true)
    expect(await isTaken('https://b.test/keys')).toBe(false)
  }
})
