import { describe, expect, test } from 'vitest'
import { operationOf } from '../../../test/engine/edited-contract.ts'
import { contextOf, principal } from '../../../test/engine/fixtures.ts'
import { thrownBy } from '../../../test/engine/thrown-by.ts'
import { START } from '../../../test/engine/world.ts'
import { contracts } from '../../generated/index.ts'
import { parseBody } from './parse-body.ts'
import type { RawBody } from './read-body.ts'
import { validate } from './validate.ts'

const create = operationOf(contracts.standard, 'createApiKey')
const list = operationOf(contracts.standard, 'listUsers')
const raw = (text: string): RawBody => ({ bytes: new TextEncoder().encode(text) })

function request(type?: string): Request {
  return new Request('http://shop.test/', {
    method: 'POST',
    headers: type === undefined ? {} : { 'content-type': type },
  })
}

describe('a body', () => {
  const parse = (body: RawBody | undefined, type = 'application/json', operation = create) =>
    parseBody(operation, request(type), body)

  test('is parsed as JSON, or undefined if it is empty', () => {
    expect(parse(raw(' {"a":[1]} '))).toEqual({ a: [1] })
    expect([parse(raw('null')), parse(raw('')), parse(undefined)]).toEqual([null, undefined, undefined])
  })

  test('is ignored if the operation has no body', () => {
    expect(parse(raw('{'), 'text/plain', list)).toBeUndefined()
  })

  test('is checked for its size, then its media type, then its syntax, then its depth', () => {
    const code = (body: RawBody, type?: string) => (thrownBy(() => parse(body, type)) as { code: string }).code
    expect(code({ tooLarge: 1024 * 1024 }, 'text/plain')).toBe('body_too_large')
    expect(code(raw('{'), 'text/plain')).toBe('unsupported_media_type')
    expect(code(raw('{'))).toBe('malformed_json')
    expect(code(raw('['.repeat(101) + ']'.repeat(101)))).toBe('validation_failed')
    expect(parse(raw('['.repeat(100) + ']'.repeat(100)))).toBeDefined()
    expect(parse(raw(`[${'[],'.repeat(500)}{}]`))).toHaveLength(501)
  })

  test('can be sent without a media type if it is empty', () => {
    expect(parseBody(create, request(), raw(''))).toBeUndefined()
    expect(thrownBy(() => parseBody(create, request(), raw('{}')))).toMatchObject({
      detail: 'The request has no Content-Type. Content-Type must be application/json.',
    })
  })
})

describe('a request', () => {
  const context = contextOf()
  const writer = { principal: principal(), target: undefined, now: Date.parse(START) }
  const check = (search: string, body?: unknown, operation = list, by = writer) =>
    validate(context, operation, request('application/json'), new URLSearchParams(search), body, by)

  test('has its query parsed by the schemas, with defaults', () => {
    expect(check('enabled=false&limit=5&q=7')).toEqual({ enabled: false, limit: 5, q: '7', sort: '-created_at' })
    expect(check('')).toEqual({ limit: 20, sort: '-created_at' })
  })

  test('gets the defaults of its body schema', () => {
    const body = { name: 'x' }
    check('', body, create)
    expect(body).toEqual({ name: 'x', scopes: null, expires_at: null, enabled: true })
  })

  test('is checked by the keywords of its properties, unless the schema already rejects the value', () => {
    const errors = (body: unknown) =>
      (thrownBy(() => check('', body, create)) as { members: { errors: unknown[] } }).members.errors
    expect(errors({ name: 'x', user_id: 'usr_nobody' })).toEqual([
      { in: 'body', pointer: '/user_id', message: 'must refer to an existing user' },
    ])
    expect(errors({ name: 'x', user_id: 7 })).toEqual([{ in: 'body', pointer: '/user_id', message: 'must be string' }])
  })

  test('that writes nothing is not checked by the keywords of its properties', () => {
    const body = { name: 'x', user_id: 'usr_nobody' }
    expect(validate(context, create, request(), new URLSearchParams(), body, undefined)).toEqual({})
  })
})
