import { describe, expect, test } from 'vitest'
import { editedContract } from '../../test/engine/edited-contract.ts'
import { Schemas } from './schemas.ts'

const contract = editedContract(({ schemas }) => {
  Object.assign(schemas, {
    Pair: {
      type: 'object',
      properties: {
        colour: { $ref: '#/components/schemas/Colour', default: 'red' },
        of: { type: 'array', items: { $ref: '#/components/schemas/Pair' } },
      },
      additionalProperties: false,
    },
    Colour: { type: 'string', enum: ['red', 'blue'] },
    $ref: { type: 'object', properties: { $ref: { type: 'string' } } },
  })
})

const schemas = Schemas.of(contract)
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const errorsOf = (schema: object, value: unknown) =>
  schemas
    .checkRequest(schema as Readonly<Record<string, unknown>>, value)
    ?.map(({ instancePath, message }) => `${instancePath} ${message}`)

describe('the schemas of requests', () => {
  test('are compiled once for all mocks of a contract', () => {
    expect(Schemas.of(contract)).toBe(schemas)
    expect(Schemas.of(editedContract(() => {}))).not.toBe(schemas)
  })

  test('fill in defaults next to a $ref, at any depth, and the schemas of responses do not', () => {
    const value = { of: [{}] }
    expect(schemas.checkRequest(ref('Pair'), value)).toBeUndefined()
    expect(value).toEqual({ colour: 'red', of: [{ colour: 'red' }] })
    const response = {}
    expect(schemas.checkResponse({ ...ref('Pair') }, response)).toBeUndefined()
    expect(response).toEqual({})
  })

  test('report all errors, including those in a schema that refers to itself', () => {
    const value = { colour: 'green', size: 1, of: [{ colour: 1 }, 7] }
    expect(errorsOf(ref('Pair'), value)).toEqual([
      ' must NOT have additional properties',
      '/colour must be equal to one of the allowed values',
      '/of/0/colour must be string',
      '/of/0/colour must be equal to one of the allowed values',
      '/of/1 must be object',
    ])
  })

  test('apply the keywords next to a $ref', () => {
    const schema = { ...ref('Colour'), maxLength: 3, allOf: [{ minLength: 3 }] }
    expect(errorsOf(schema, 'red')).toBeUndefined()
    expect(errorsOf({ ...schema, maxLength: 2 }, 'blue')).toEqual([' must NOT have more than 2 characters'])
    expect(errorsOf(schema, 'b')).toEqual([
      ' must NOT have fewer than 3 characters',
      ' must be equal to one of the allowed values',
    ])
  })

  test('can describe a property with the name $ref', () => {
    expect(errorsOf(ref('$ref'), { $ref: 'x' })).toBeUndefined()
    expect(errorsOf(ref('$ref'), { $ref: 1 })).toEqual(['/$ref must be string'])
  })

  test('accept only RFC 3339 times and finite numbers', () => {
    const time = { type: 'string', format: 'date-time' }
    expect(errorsOf(time, '2026-01-01T00:00:00Z')).toBeUndefined()
    for (const text of ['2026-01-01 00:00:00Z', '2026-01-01T00:00:60Z', '2026-01-01'])
      expect(errorsOf(time, text)).toHaveLength(1)
    for (const value of [Number.POSITIVE_INFINITY, Number.NaN]) {
      expect(errorsOf({ type: 'integer' }, value)).toHaveLength(1)
      expect(errorsOf({ type: 'number' }, value)).toHaveLength(1)
    }
  })

  test.each([
    [[1, 2, '1', null, 'null', [], {}], true],
    [[1, 1], false],
    [['a', 'b', 'a'], false],
    [
      [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
      false,
    ],
    [[{ a: 1 }, { a: '1' }, { b: 1 }], true],
    [
      [
        [1, 2],
        [2, 1],
      ],
      true,
    ],
    [[], true],
    [['__proto__', { __proto__: 1 }], true],
  ])('check the items of %j for uniqueness', (items, areUnique) => {
    expect(errorsOf({ type: 'array', uniqueItems: true }, items) === undefined).toBe(areUnique)
    expect(errorsOf({ type: 'array', uniqueItems: false }, items)).toBeUndefined()
  })
})
