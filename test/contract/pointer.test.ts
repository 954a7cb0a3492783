import { expect, test } from 'vitest'
import { escapeKey, plainPointerKeys, pointerKeys, valueAt } from '../../openapi/contract/pointer.ts'
import { dereference, referredName } from '../../openapi/contract/ref.ts'

test.each(['a/b', 'a~b', '~1', '/~0/'])('the key %j survives a JSON pointer', key => {
  expect(pointerKeys(`#/paths/${escapeKey(key)}`)).toEqual(['paths', key])
})

test.each(['a/b', '~1', '100%', '%20'])('the key %j survives a JSON pointer that is a plain text', key => {
  expect(plainPointerKeys(`/paths/${escapeKey(key)}`)).toEqual(['paths', key])
})

test('a fragment that is not percent-encoded is read as it is', () => {
  expect(pointerKeys('#/paths/100%')).toEqual(['paths', '100%'])
  expect(pointerKeys('#/paths/a%20b')).toEqual(['paths', 'a b'])
})

test('a value is found by its keys, through lists too', () => {
  const document = { paths: { '/me': [{ id: 1 }] } }
  expect(valueAt(document, ['paths', '/me', 0, 'id'])).toBe(1)
  expect(valueAt(document, ['paths', '/me', '0', 'id'])).toBe(1)
  expect(valueAt(document, ['paths', '/you', 0, 'id'])).toBeUndefined()
})

test('inherited properties are not values of a document', () => {
  expect(valueAt({}, ['constructor'])).toBeUndefined()
})

test('a reference has the name of its component in the last segment', () => {
  const schemas = { ApiKey: { type: 'object' }, 'a/b': { type: 'string' } }
  expect(referredName({ $ref: '#/components/schemas/ApiKey' })).toBe('ApiKey')
  expect(dereference(schemas, { $ref: '#/components/schemas/a~1b' })).toBe(schemas['a/b'])
  expect(dereference(schemas, { type: 'null' })).toEqual({ type: 'null' })
  expect(dereference(schemas, { $ref: '#/components/schemas/Missing' })).toBeUndefined()
})
