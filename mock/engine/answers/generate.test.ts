import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import { generate } from './generate.ts'

const SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Node: {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'integer' },
      parent: { $ref: '#/components/schemas/Node' },
      children: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
    },
  },
  Endless: { type: 'object', required: ['next'], properties: { next: { $ref: '#/components/schemas/Endless' } } },
  Cat: {
    type: 'object',
    required: ['kind', 'lives'],
    properties: { kind: { type: 'string' }, lives: { type: 'integer' } },
  },
  Dog: {
    type: 'object',
    required: ['kind', 'barks'],
    properties: { kind: { type: 'string' }, barks: { type: 'boolean' } },
  },
  Animal: {
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string' } },
    discriminator: { propertyName: 'kind', mapping: { bird: '#/components/schemas/Bird' } },
  },
  Bird: { allOf: [{ $ref: '#/components/schemas/Animal' }, { properties: { sings: { type: 'boolean' } } }] },
}
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

function validValue(schema: JsonSchema, options: { seed?: string; direction?: 'request' | 'response' } = {}): unknown {
  const { value, isValid } = generate(schema, { schemas: SCHEMAS, seed: 'seed', direction: 'response', ...options })
  expect(isValid).toBe(true)
  return value
}

function isValid(schema: JsonSchema, value: unknown): boolean {
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  ajv.addSchema({ $id: 'contract', components: { schemas: SCHEMAS } })
  return ajv.validate(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"contract#/')), value)
}

/** An object with the keyword `then` looks like a promise to the linter. */
const then = (schema: JsonSchema | boolean) => Object.fromEntries([['then', schema]])
const string = (rest: JsonSchema) => ({ type: 'string', ...rest })
const GUID = '^[{(]?[0-9A-F]{8}[-]?([0-9A-F]{4}[-]?){3}[0-9A-F]{12}[)}]?$'
const guids = (count: number): JsonSchema => {
  const names = Array.from({ length: count }, (_, index) => `id${index}`)
  const schema = string({ format: 'uuid', pattern: GUID })
  return { required: names, properties: Object.fromEntries(names.map(name => [name, schema])) }
}
const object = (properties: JsonSchema, rest: JsonSchema = {}) => ({ type: 'object', properties, ...rest })

describe('a generated value is valid', () => {
  test.each<[string, JsonSchema]>([
    ['a pattern', string({ pattern: '^[A-Z]{3}-[0-9]{4}$' })],
    ['a pattern with a length', string({ pattern: '^[a-z]+$', minLength: 20, maxLength: 22 })],
    ['a format with a pattern of capital letters', object({}, guids(20))],
    ['a pattern with lookaheads', string({ pattern: '^(?=.*[A-Z])(?=.*[0-9]).{8,}$' })],
    ['a format with a length', string({ format: 'email', minLength: 40 })],
    ['a short text', string({ maxLength: 2 })],
    ['an unknown format with a length', string({ format: 'string', minLength: 17 })],
    ['a long text', string({ minLength: 300 })],
    ['a format with a pattern', string({ format: 'uri', pattern: '^https://' })],
    ['a multiple', { type: 'integer', multipleOf: 7, minimum: 50, maximum: 60 }],
    ['a fraction', { type: 'number', multipleOf: 0.01, exclusiveMinimum: 0, maximum: 1 }],
    ['between', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.001 }],
    ['two multiples', { allOf: [{ type: 'integer', multipleOf: 4 }, { multipleOf: 6 }], minimum: 1 }],
    ['negative', { type: 'integer', maximum: -5 }],
    ['bounds of both ends', { type: 'integer', minimum: 10_000, maximum: 10_000 }],
    ['unique items', { type: 'array', items: { enum: ['a', 'b', 'c'] }, minItems: 3, uniqueItems: true }],
    ['unique booleans', { type: 'array', items: { type: 'boolean' }, minItems: 2, uniqueItems: true }],
    ['unique texts', { type: 'array', items: string({}), minItems: 5, uniqueItems: true }],
    ['contains', { type: 'array', items: { type: 'integer' }, contains: { minimum: 500 }, minContains: 2 }],
    ['a tuple', { type: 'array', prefixItems: [string({}), { type: 'integer' }], items: false }],
    ['a closed object', object({ a: string({}) }, { additionalProperties: false, minProperties: 1 })],
    ['a map', { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 3 }],
    [
      'a map by pattern',
      {
        type: 'object',
        patternProperties: { '^x-[a-z]+$': { type: 'integer' } },
        additionalProperties: false,
        minProperties: 2,
      },
    ],
    ['property names', { type: 'object', propertyNames: { pattern: '^[A-Z]{4}$' }, minProperties: 2 }],
    ['at most', object({ a: string({}), b: string({}), c: string({}) }, { maxProperties: 2 })],
    [
      'dependent properties',
      object({ a: string({}), b: string({}) }, { required: ['a'], dependentRequired: { a: ['b'] } }),
    ],
    [
      'a dependent schema',
      object({ a: string({}) }, { required: ['a'], dependentSchemas: { a: { required: ['z'] } } }),
    ],
    [
      'allOf',
      {
        allOf: [
          object({ a: string({}) }, { required: ['a'] }),
          object({ a: { maxLength: 1 }, b: { type: 'integer' } }),
        ],
      },
    ],
    ['not required', object({ a: string({}), b: string({}) }, { not: { required: ['a', 'b'] } })],
    ['not a constant', { type: 'string', enum: ['a', 'b'], not: { const: 'a' } }],
    ['not a value', { type: 'integer', not: { maximum: 100 } }],
    ['ambiguous oneOf', { oneOf: [{ type: 'number' }, { type: 'integer' }] }],
    [
      'oneOf by required',
      object({ a: string({}), b: string({}) }, { oneOf: [{ required: ['a'] }, { required: ['b'] }] }),
    ],
    ['oneOf of like objects', { oneOf: [ref('Dog'), ref('Cat')] }],
    ['anyOf', { anyOf: [{ type: 'null' }, { type: 'integer', minimum: 5 }] }],
    [
      'nested choices',
      {
        allOf: [{ oneOf: [{ required: ['a'] }, { required: ['b'] }] }, { anyOf: [{ required: ['c'] }] }],
        type: 'object',
      },
    ],
    [
      'if and then',
      object(
        { kind: { const: 'a' } },
        {
          required: ['kind'],
          if: { properties: { kind: { const: 'a' } } },
          ...then({ required: ['size'] }),
          else: false,
        },
      ),
    ],
    [
      'if and else',
      object(
        { kind: { const: 'b' } },
        {
          required: ['kind'],
          if: { properties: { kind: { const: 'a' } } },
          ...then(false),
          else: { required: ['size'] },
        },
      ),
    ],
    ['several types', { type: ['null', 'integer'], minimum: 3 }],
    ['a recursive schema', ref('Node')],
    ['a name of Object.prototype', object({}, { required: ['__proto__', 'constructor', 'toString'] })],
    [
      'unevaluated properties',
      { allOf: [object({ a: string({}) })], properties: { b: string({}) }, unevaluatedProperties: false },
    ],
    ['an example that is valid', string({ minLength: 3, example: 'a', examples: ['ab', 'abc'] })],
  ])('%s', (_what, schema) => {
    expect(validValue(schema)).toSatisfy(value => isValid(schema, value))
  })
})

describe('a generated value', () => {
  test('is the same for the same seed only', () => {
    const schema = object({ id: string({ format: 'uuid' }), at: string({ format: 'date-time' }) })
    expect(validValue(schema)).toEqual(validValue(schema))
    expect(validValue(schema)).not.toEqual(validValue(schema, { seed: 'other' }))
  })

  test('shows optional properties, and does not end in recursion', () => {
    const leaf = { id: expect.any(Number), children: [] }
    expect(validValue(ref('Node'))).toEqual({ id: expect.any(Number), children: [leaf, leaf] })
  })

  test('takes valid examples and defaults of the schema', () => {
    const schema = object({ a: string({ example: 'x' }), b: { type: 'integer', example: 'no', default: 4 } })
    expect(validValue(schema)).toEqual({ a: 'x', b: 4 })
  })

  test('leaves readOnly properties out of requests and writeOnly ones out of responses', () => {
    const schema = object(
      { id: { type: 'integer', readOnly: true }, password: string({ writeOnly: true }) },
      { required: ['id', 'password'] },
    )
    expect(Object.keys(validValue(schema) as object)).toEqual(['id'])
    expect(Object.keys(validValue(schema, { direction: 'request' }) as object)).toEqual(['password'])
  })

  test('names its branch in the discriminator', () => {
    const discriminator = { propertyName: 'kind', mapping: { tom: '#/components/schemas/Cat' } }
    expect(validValue({ oneOf: [ref('Cat'), ref('Dog')], discriminator })).toMatchObject({ kind: 'tom' })
    expect(validValue({ oneOf: [ref('Dog')], discriminator: { propertyName: 'kind' } })).toMatchObject({ kind: 'Dog' })
    expect(validValue(ref('Bird'))).toMatchObject({ kind: 'bird' })
  })

  test('follows OpenAPI 3.0', () => {
    expect(validValue({ type: 'integer', minimum: 3, exclusiveMinimum: true, maximum: 4 })).toBe(4)
    expect(validValue({ type: 'string', nullable: true, enum: [null] })).toBeNull()
  })

  test('looks like what its name says', () => {
    expect(
      validValue(object({ email: string({}), country: string({}), currency: string({}), website: string({}) })),
    ).toEqual({
      email: expect.stringMatching(/@example\.com$/),
      country: 'US',
      currency: 'USD',
      website: expect.stringMatching(/^https:\/\/example\.com\//),
    })
  })

  test('is told to be invalid if no value is valid', () => {
    const impossible = [
      { not: {} },
      { type: 'string', minLength: 5, maxLength: 2 },
      ref('Endless'),
      { allOf: [{ type: 'string' }, { type: 'integer' }] },
    ]
    for (const schema of impossible)
      expect(generate(schema, { schemas: SCHEMAS, seed: '', direction: 'response' }).isValid).toBe(false)
  })

  test('has a bounded size, whatever the schema', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `S${index}`,
        object(
          Object.fromEntries(
            Array.from({ length: 30 }, (_, other) => [`p${other}`, { $ref: `#/components/schemas/S${other}` }]),
          ),
        ),
      ]),
    )
    const { value } = generate({ $ref: '#/components/schemas/S0' }, { schemas: wide, seed: '', direction: 'response' })
    expect(JSON.stringify(value).length).toBeLessThan(100_000)
    const many = generate({ type: 'array', minItems: 1e9, items: {} }, { schemas: {}, seed: '', direction: 'response' })
    expect(many.isValid).toBe(false)
  })
})
