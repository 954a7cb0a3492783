import { expect, test } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { loadContract } from '../../openapi/read/load-contract.ts'
import { prune } from '../../openapi/read/prune.ts'
import { fileOf } from './files.ts'
import { TINY } from './tiny.ts'

const schema = { type: 'object' }

function prunedComponents(operation: unknown, components: Record<string, Record<string, unknown>>) {
  return prune({ paths: { '/a': { get: operation } }, components }).components
}

test('a component without references is dropped, and so is one that only dropped components refer to', () => {
  const schemas = { A: { $ref: '#/components/schemas/B' }, B: schema, C: { $ref: '#/components/schemas/D' }, D: schema }
  const operation = { content: { schema: { $ref: '#/components/schemas/A' } } }
  expect(prunedComponents(operation, { schemas })).toEqual({
    schemas: { A: { $ref: '#/components/schemas/B' }, B: schema },
  })
})

test('a section without members is dropped', () => {
  expect(prunedComponents({}, { schemas: { A: schema } })).toEqual({})
})

test('a scheme that an operation requires stays', () => {
  const securitySchemes = { key: { type: 'http' }, other: { type: 'http' } }
  expect(prunedComponents({ security: [{ key: [] }] }, { securitySchemes })).toEqual({
    securitySchemes: { key: { type: 'http' } },
  })
})

test.each<[word: string, value: unknown]>([
  ...['resource', 'window', 'refers_to', 'authenticates', 'selects'].map((word): [string, string] => [word, 'A']),
  ['embeds', { by: 'a_id', resource: 'A' }],
])('a resource named in `%s` stays', (word, value) => {
  expect(prunedComponents({ 'x-latchkey': { [word]: value } }, { schemas: { A: schema, B: schema } })).toEqual({
    schemas: { A: schema },
  })
})

test('a scheme named in `selected_by` stays', () => {
  const securitySchemes = { depot: { type: 'apiKey' } }
  expect(prunedComponents({ 'x-latchkey': { selected_by: 'depot' } }, { securitySchemes })).toEqual({ securitySchemes })
})

test('a tag that no operation has is dropped', () => {
  const tags = [{ name: 'Keys' }, { name: 'Orders' }]
  expect(prune({ tags, paths: { '/a': { get: { tags: ['Keys'] } } } }).tags).toEqual([{ name: 'Keys' }])
})

test.each([
  ['signs in', { sign_in: { login: 'email', password: 'password', refuse: 'invalid_session' } }],
  ['authenticates', { authenticates: 'Session' }],
])('a principal stays if something %s, although no keyword names it', (_, keywords) => {
  const User = { ...schema, 'x-latchkey': { principal: { permissions: ['permissions'] } } }
  const kept = prunedComponents({ 'x-latchkey': keywords }, { schemas: { User, Other: schema } })
  expect(kept).toEqual({ schemas: { User } })
  expect(prunedComponents({}, { schemas: { User } })).toEqual({})
})

test('a system without operations on its users still signs them in', async () => {
  const overlay = fileOf(
    'small.overlay.yaml',
    `overlay: 1.1.0
info: { title: Small, version: 1.0.0 }
extends: ${TINY}
actions:
  - target: $.paths['/me']
    remove: true
  - target: $.components.schemas.Session.properties.user
    remove: true
`,
  )
  const { contract } = await loadContract(overlay, 'none')
  const mock = createMock({ contract })
  const { headers } = mock.signIn('admin')
  const response = await mock.fetch('http://localhost/api/keys', { headers })
  expect(response.status).toBe(200)
})
