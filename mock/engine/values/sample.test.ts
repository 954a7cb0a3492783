import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import { contracts } from '../../generated/index.ts'
import { sample } from './sample.ts'

const options = { schemas: {}, text: 'My first API key', time: '2026-01-02T00:00:00.000Z' }

test.each([
  ['any string', { type: 'string' }, 'My first API key'],
  ['a string with a minimum length', { type: 'string', minLength: 20 }, 'My first API key....'],
  ['a string with a maximum length', { type: 'string', maxLength: 8 }, 'My first'],
  ['an enum', { enum: ['b', 'a'] }, 'b'],
  ['a const', { const: 7 }, 7],
  ['a time', { type: 'string', format: 'date-time' }, '2026-01-02T00:00:00.000Z'],
  ['a date', { type: 'string', format: 'date' }, '2026-01-02'],
  ['an email', { type: 'string', format: 'email' }, 'someone@shop.example'],
  ['a number', { type: 'integer', minimum: 3 }, 3],
  ['a number with an exclusive minimum', { type: 'integer', exclusiveMinimum: 3 }, 4],
  ['a number with a maximum', { type: 'integer', maximum: 0 }, 0],
  ['a nullable type', { type: ['null', 'boolean'] }, true],
  ['a list', { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 2 }, [1, 1]],
  [
    'the required properties of an object',
    { required: ['a'], properties: { a: { const: 1 }, b: { const: 2 } } },
    { a: 1 },
  ],
  ['oneOf', { oneOf: [{ type: 'boolean' }, { type: 'string' }] }, true],
  ['an empty schema', {}, null],
])('a sample is made of %s', (_what, schema, value) => {
  expect(sample(schema, options)).toEqual(value)
})

test('a sample follows $ref and allOf', () => {
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

test.each(Object.entries(contracts))(
  'every request body of %s has a valid sample',
  (_system, { operations, schemas }) => {
    const ajv = new Ajv2020({ strict: false })
    formats.default(ajv)
    ajv.addSchema({ $id: 'contract', components: { schemas } })
    for (const { id, body } of operations) {
      if (!body) continue
      const schema = JSON.parse(JSON.stringify(body.schema).replaceAll('"#/', '"contract#/'))
      const value = sample(body.schema, { ...options, schemas })
      const errors = ajv.validate(schema, value) ? [] : (ajv.errors ?? [])
      // A sample does not satisfy `minProperties` without required properties, or `pattern`.
      expect({
        id,
        errors: errors.filter(({ keyword }) => keyword !== 'minProperties' && keyword !== 'pattern'),
      }).toEqual({ id, errors: [] })
    }
  },
)
