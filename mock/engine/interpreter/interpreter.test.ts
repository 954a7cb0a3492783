/** The interpreter reports what Ajv reports, in the same order. */
import { describe, expect, test } from 'vitest'
import { editedContract } from '../../../test/engine/edited-contract.ts'
import { InterpretedValidators } from '../validation/interpreted-validators.ts'
import { Validators } from '../validation/validators.ts'
import type { SchemaError } from './schema-error.ts'

const contract = editedContract(({ schemas }) => {
  Object.assign(schemas, {
    Tree: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string', maxLength: 3, default: 'oak' },
        of: { type: 'array', maxItems: 2, items: { $ref: '#/components/schemas/Tree' } },
        kind: { anyOf: [{ const: 'x' }, { $ref: '#/components/schemas/Tree' }] },
      },
      additionalProperties: false,
    },
    Leaf: { type: 'string', enum: ['red', 'blue'], minLength: 4 },
    'a/b~c': { type: 'integer' },
  })
})

const leaf = { $ref: '#/components/schemas/Leaf' }
const open = { type: 'object', unevaluatedProperties: false }

/** As text: an object literal with `then` looks like a promise. */
const CONDITIONS: readonly object[] = JSON.parse(`[
  { "if": { "required": ["a"] }, "then": { "required": ["b"] }, "else": { "required": ["c"] } },
  { "if": { "type": "integer" }, "then": { "minimum": 5, "multipleOf": 5 } },
  { "anyOf": [{ "if": { "type": "integer" }, "then": { "minimum": 5 } }, false] },
  { "type": "object", "unevaluatedProperties": false,
    "if": { "required": ["a"] }, "then": { "properties": { "a": true } }, "else": { "properties": { "b": true } } },
  { "if": { "properties": { "a": { "default": 1 } } }, "then": { "properties": { "b": { "default": 2 } } } }
]`)

const SCHEMAS: readonly object[] = [
  ...CONDITIONS,
  {},
  { type: 'integer' },
  { type: ['string', 'null'], maxLength: 1 },
  { type: 'string', nullable: true, maxLength: 1 },
  { type: 'object', required: ['a', 'b'], enum: [1, {}, { a: 1 }], const: { a: 1 } },
  { type: 'array', enum: [[1]], items: { type: 'number' } },
  { type: 'integer', maximum: 2, minimum: 1, exclusiveMaximum: 2, exclusiveMinimum: 1, multipleOf: 0.5 },
  { maximum: 2, minLength: 2, maxItems: 1, maxProperties: 1 },
  { multipleOf: 0.01 },
  { minLength: 2, maxLength: 2, pattern: '^\\p{L}+$' },
  ...['date', 'date-time', 'time', 'email', 'uri', 'uuid', 'int32', 'float', 'byte', 'ipv6', 'regex'].map(format => ({
    format,
  })),
  { type: 'integer', format: 'int64' },
  { type: 'number', format: 'date' },
  { const: null },
  { enum: [1, 'a', null, [1], { a: [1, { b: 2 }] }] },
  { type: 'array', uniqueItems: true, minItems: 2, maxItems: 3, items: { type: ['integer', 'object', 'array'] } },
  { uniqueItems: false },
  { items: false },
  { prefixItems: [{ type: 'string' }, true, { type: 'integer' }], items: false },
  { prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
  { prefixItems: [{ type: 'string' }], unevaluatedItems: false },
  { prefixItems: [true], unevaluatedItems: { type: 'string' } },
  { allOf: [{ prefixItems: [true, true] }], unevaluatedItems: false },
  { contains: { type: 'integer' } },
  { contains: { type: 'integer' }, minContains: 2 },
  { contains: { type: 'integer' }, minContains: 0, maxContains: 1 },
  { contains: { type: 'integer' }, minContains: 1, maxContains: 1 },
  { contains: { type: 'integer' }, minContains: 0 },
  { contains: { type: 'integer' }, minContains: 2, maxContains: 1 },
  {
    type: 'object',
    minProperties: 2,
    maxProperties: 3,
    required: ['a', 'b/c'],
    properties: { a: { type: 'string' }, 'b/c': { properties: { '~': { type: 'null' } } }, d: false },
    patternProperties: { '^x': { type: 'integer' }, '^xy': { maximum: 3 } },
    additionalProperties: false,
  },
  { properties: { a: true }, additionalProperties: { type: 'integer' } },
  { additionalProperties: false },
  { propertyNames: { maxLength: 2, pattern: '^[a-z]' } },
  { dependentRequired: { a: ['b', 'c'], d: ['e'] }, dependentSchemas: { a: { required: ['z'] } } },
  { not: { type: 'integer' } },
  { not: { properties: { a: { type: 'string' } }, required: ['a'] } },
  { anyOf: [{ type: 'string', minLength: 2 }, { type: 'integer', enum: [7] }, leaf] },
  { oneOf: [{ type: 'integer' }, { minimum: 2 }, { maximum: 9 }] },
  { oneOf: [{ type: 'string' }, { required: ['a'] }] },
  { allOf: [{ required: ['a'] }, { properties: { a: { type: 'string' } } }, { required: ['b'] }] },
  { if: { type: 'integer' }, else: false },
  { if: true },
  { ...open, properties: { a: { type: 'string' } }, allOf: [{ properties: { b: true } }] },
  {
    ...open,
    anyOf: [
      { properties: { a: true }, required: ['a'] },
      { properties: { b: true }, required: ['b'] },
    ],
  },
  {
    ...open,
    oneOf: [
      { properties: { a: true }, required: ['a'] },
      { properties: { c: true }, required: ['c'] },
    ],
  },
  { ...open, patternProperties: { '^x': true }, dependentSchemas: { a: { properties: { a: true } } } },
  { unevaluatedProperties: { type: 'integer' }, properties: { a: true } },
  { ...open, allOf: [{ additionalProperties: { type: 'integer' } }] },
  { $ref: '#/components/schemas/Tree' },
  { $ref: '#/components/schemas/Tree', required: ['of'], maxProperties: 1 },
  { $ref: '#/components/schemas/Tree/properties/of' },
  { $ref: '#/components/schemas/a~1b~0c' },
  { anyOf: [{ $ref: '#/components/schemas/Tree' }, leaf] },
  { properties: { a: { default: { b: [1] } }, b: { $ref: '#/components/schemas/Tree', default: {} } } },
  { anyOf: [{ properties: { a: { default: 1 } }, required: ['a'] }, { properties: { b: { default: 1 } } }] },
  { allOf: [{ properties: { a: { type: 'integer', default: 1 } }, required: ['a'] }] },
  { not: { properties: { a: { default: 1 } }, required: ['a'] } },
  {
    type: 'object',
    properties: { a: leaf, b: { allOf: [leaf, { maxLength: 1 }] }, c: { type: 'array', items: leaf } },
  },
  { items: { anyOf: [{ type: 'integer' }, { type: 'string', minLength: 3 }] }, maxItems: 2 },
  { 'x-unknown': 1, description: 'x', example: 1, readOnly: true },
]

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, 2, 7, -1.5, 0.07, 1e21, Number.POSITIVE_INFINITY, Number.NaN],
  ...['', 'a', 'ab', '12', 'ä', '😀', '😀😀', 'red', 'blue', '2026-02-30', '2026-02-28', '2026-01-01T00:00:00Z'],
  ...['10:00:00Z', 'a@b.example', 'http://a.example', '::1', '(', 'YQ==', '123e4567-e89b-12d3-a456-426614174000'],
  ...[[], [1], [1, 1], ['a', 1], ['a', 1, 2.5], [{ a: 1 }, { a: 1 }], [[1], [1, 2]], [1, 2, 3, 'x'], ['red', 'x', 1]],
  ...[{}, { a: 1 }, { a: 'x' }, { b: 1 }, { a: 1, b: 1 }, { a: 1, b: 1, c: 1, d: 1 }, { b: 1, z: 1 }, { c: ['x', 1] }],
  ...[{ a: [1, { b: 2 }] }, { xy: 9, x: 'a', a: 'b', 'b/c': { '~': 1 } }, { 'b/c': 1, q: 1, r: 1 }],
  ...[
    { aBc: 1, Abc: 1, a: 1 },
    { name: 'pine', of: [{}, { name: 1, x: 1 }, 7] },
    { name: 'oak', of: 1, kind: {} },
  ],
  ...[{ kind: { kind: { name: 'long' } } }, { kind: 'x' }, { a: 'r', b: 'long', c: ['x', 'red', 1] }],
]

/** Ajv takes these for evaluated in some schemas with `unevaluatedProperties`, and the interpreter does not. */
const INHERITED = JSON.parse('{"__proto__": 1, "constructor": 2}')

type Checked = { readonly errors: unknown; readonly value: unknown } | { readonly thrown: string }

interface Checks {
  check(schema: Readonly<Record<string, unknown>>, value: unknown): readonly SchemaError[] | undefined
}

function checked(validators: Checks, schema: object, given: unknown): Checked {
  const value = structuredClone(given)
  const errors = validators
    .check(schema as Readonly<Record<string, unknown>>, value)
    ?.map(({ keyword, instancePath, params, message }) => ({ keyword, instancePath, params, message }))
  return { errors, value }
}

describe.each([
  { allErrors: true, useDefaults: true, direction: 'request' },
  { allErrors: false, useDefaults: true, direction: 'request' },
  { allErrors: true, useDefaults: false, direction: 'response' },
] as const)('with %j', options => {
  const all = { ...options, schemas: contract.schemas, report: () => {} }
  const ajv = new Validators(all)
  const interpreter = new InterpretedValidators(all)

  test.each(SCHEMAS.map(schema => [JSON.stringify(schema), schema] as const))('%s', (_, schema) => {
    const isUnevaluated = JSON.stringify(schema).includes('unevaluatedProperties')
    for (const value of isUnevaluated ? VALUES : [...VALUES, INHERITED])
      expect(checked(interpreter, schema, value), JSON.stringify(value)).toEqual(checked(ajv, schema, value))
  })
})
