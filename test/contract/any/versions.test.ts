import { expect, test } from 'vitest'
import { readDocument } from '../../../openapi/read/document/read-document.ts'
import { problemsOf } from '../files.ts'

/** The schema `S`, as it is read from a document of that version. */
async function schemaRead(schema: unknown, openapi = '3.0.3') {
  const { document } = await readDocument({ document: { openapi, paths: {}, components: { schemas: { S: schema } } } })
  return document.components
}

const is = (schema: unknown) => ({ schemas: { S: schema } })

test.each([
  ['nullable', { type: 'string', nullable: true, enum: ['a'] }, { type: ['string', 'null'], enum: ['a', null] }],
  ['not nullable', { type: 'string', nullable: false }, { type: 'string' }],
  [
    'nullable with allOf',
    { allOf: [{ type: 'object' }], nullable: true, description: 'd' },
    { description: 'd', anyOf: [{ allOf: [{ type: 'object' }] }, { type: 'null' }] },
  ],
  ['exclusive bounds', { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  ['inclusive bounds', { maximum: 1, exclusiveMaximum: false }, { maximum: 1 }],
  ['an example', { type: 'string', example: 'a' }, { type: 'string', examples: ['a'] }],
  [
    'a list of items',
    { items: [{ type: 'string' }], additionalItems: false },
    { prefixItems: [{ type: 'string' }], items: false },
  ],
  ['an identifier', { $id: 'contract', type: 'string' }, { type: 'string' }],
  ['a type that YAML made null', { type: ['string', null] }, { type: ['string', 'null'] }],
])('%s is written as in 3.1, in documents of every version', async (_, old, current) => {
  expect(await schemaRead(old)).toEqual(is(current))
  expect(await schemaRead(old, '3.1.0')).toEqual(is(current))
})

test.each([
  ['no values', { enum: [] }, {}],
  ['a number as a string', { minLength: '3' }, { minLength: 3 }],
  ['a flag for a list', { required: true }, {}],
  ['an unknown type', { type: 'datetime' }, { type: 'string' }],
  ['a pattern that is not a regular expression', { pattern: '(' }, {}],
  ['a pattern of members that is not one', { patternProperties: { '(': {} } }, { patternProperties: {} }],
  ['values of another type', { type: 'string', enum: [1, true] }, { type: 'string', enum: ['1', 'true'] }],
])('a schema with %s costs that keyword and one warning', async (_, wrong, usable) => {
  const document = { openapi: '3.1.0', paths: {}, components: { schemas: { A: wrong, B: wrong } } }
  const { document: read, warnings } = await readDocument({ document })
  expect(read.components).toEqual({ schemas: { A: usable, B: usable } })
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatchObject({ count: 2 })
  expect(warnings[0]?.places[0]?.pointer).toContain('#/components/schemas/A')
})

test('next to a $ref, 3.0 has no keywords that check something, and 3.1 has', async () => {
  const schema = { $ref: '#/components/schemas/S', description: 'd', minLength: 1 }
  expect(await schemaRead({ items: schema })).toEqual(is({ items: { $ref: schema.$ref, description: 'd' } }))
  expect(await schemaRead({ items: schema }, '3.1.0')).toEqual(is({ items: schema }))
})

test.each([
  ['Swagger 2.0', { swagger: '2.0' }, 'Swagger 2.0', 'swagger2openapi'],
  ['AsyncAPI', { asyncapi: '3.0.0' }, 'AsyncAPI', '`openapi`'],
  ['another major version', { openapi: '4.0.0' }, 'OpenAPI 4.0.0 is not known', '3.2'],
  ['no object', [], 'OpenAPI document', '`openapi`'],
])('%s is refused with its name and a way forward', async (_, document, says, wayForward) => {
  const [problem] = await problemsOf(readDocument({ document }))
  expect(problem?.message).toContain(says)
  expect(problem?.message).toContain(wayForward)
})
