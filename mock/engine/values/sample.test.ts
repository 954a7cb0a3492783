import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import { contracts } from '../../generated/index.ts'
import { sample } from './sample.ts'

const options = { schemas: {}, text: 'My first API key', time: '2026-01-02T00:00:00.000Z' }

test.each([
  ['text that may say anything', { type: 'string' }, 'My first API key'],
  ['text of a least length', { type: 'string', minLength: 20 }, 'My first API key....'],
  ['text of a greatest length', { type: 'string', maxLength: 8 }, 'My first'],
  ['one of a few values', { enum: ['b', 'a'] }, 'b'],
  ['one value', { const: 7 }, 7],
  ['a time', { type: 'string', format: 'date-time' }, '2026-01-02T00:00:00.000Z'],
  ['a day', { type: 'string', format: 'date' }, '2026-01-02'],
  ['an address', { type: 'string', format: 'email' }, 'someone@shop.example'],
  ['a number', { type: 'integer', minimum: 3 }, 3],
  ['a number above another', { type: 'integer', exclusiveMinimum: 3 }, 4],
  ['a number below another', { type: 'integer', maximum: 0 }, 0],
  ['what may be null', { type: ['null', 'boolean'] }, true],
  ['a list', { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 2 }, [1, 1]],
  ['what an object requires', { required: ['a'], properties: { a: { const: 1 }, b: { const: 2 } } }, { a: 1 }],
  ['a choice', { oneOf: [{ type: 'boolean' }, { type: 'string' }] }, true],
  ['anything', {}, null],
])('%s', (_what, schema, value) => {
  expect(sample(schema, options)).toEqual(value)
})

test('what a schema refers to and what it is composed of count', () => {
  const schemas = {
    Named: { type: 'object', required: ['name'], properties: { name: { $ref: '#/components/schemas/Label' } } },
    Label: { type: 'string', maxLength: 2 },
  }
  const schema = {
    allOf: [{ $ref: '#/components/schemas/Named' }],
    required: ['on'],
    properties: { on: { type: 'boolean' } },
  }
  expect(sample(schema, { ...options, schemas })).toEqual({ name: 'My', on: true })
})

test.each(Object.entries(contracts))('every body of %s can be made up', (_system, { operations, schemas }) => {
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  ajv.addSchema({ $id: 'contract', components: { schemas } })
  for (const { id, body } of operations) {
    if (!body) continue
    const schema = JSON.parse(JSON.stringify(body.schema).replaceAll('"#/', '"contract#/'))
    const value = sample(body.schema, { ...options, schemas })
    const errors = ajv.validate(schema, value) ? [] : (ajv.errors ?? [])
    // What nothing in the body is required of, but something must be in it, or follows a pattern, is not made up.
    expect({
      id,
      errors: errors.filter(({ keyword }) => keyword !== 'minProperties' && keyword !== 'pattern'),
    }).toEqual({ id, errors: [] })
  }
})
