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

describe('a schema with a mistake', () => {
  const broken = Schemas.of(
    editedContract(({ schemas }) => {
      Object.assign(schemas, { Broken: { type: 'object', properties: { a: { type: 'string', pattern: '(' } } } })
    }),
  )

  test('costs the check of the keyword, once, and says where it is', () => {
    const faults: string[] = []
    const stop = broken.onFault(({ pointer, message }) => faults.push(`${pointer}: ${message}`))
    for (let count = 0; count < 2; count++) {
      expect(broken.checkRequest(ref('Broken'), { a: '(' })).toBeUndefined()
      expect(broken.checkRequest(ref('Broken'), { a: 1 })).toHaveLength(1)
    }
    stop()
    const pointer = '#/components/schemas/Broken/properties/a/pattern'
    expect(faults).toEqual([`${pointer}: "(" is not a regular expression, so it is not checked.`])
    expect(broken.faults.map(fault => fault.pointer)).toContain(pointer)
  })

  test.each<[string, object, unknown]>([
    ['an empty enum', { enum: [] }, 1],
    ['a pattern property that is no pattern', { patternProperties: { '(': false } }, { a: 1 }],
    ['a format that is not known', { format: 'colour' }, 'x'],
    ['a reference to nothing', { $ref: '#/components/schemas/Nothing' }, 1],
    ['a default that breaks it', { properties: { a: { type: 'integer', default: 'x' } } }, {}],
    ['keywords of the wrong type', { properties: 7, required: 'a', maxLength: 'x', allOf: {}, type: 'any' }, {}],
    ['no schema', { properties: { a: null, b: 7 } }, { a: 1, b: 1 }],
    ['a reference that cannot be resolved', { $ref: 'https://example.com/schema' }, 1],
    ['a reference to itself', { $ref: '#' }, 1],
  ])('accepts what it cannot check: %s', (_what, schema, value) => {
    const before = schemas.faults.length
    expect(errorsOf(schema, value)).toBeUndefined()
    expect(schemas.faults.length).toBeGreaterThan(before)
  })

  test.each<[string, object, unknown]>([
    ['nullable without a type', { nullable: true }, null],
    ['nullable with a type', { type: 'string', nullable: true }, null],
    ['a name that is taken', { $id: 'contract', properties: { a: { $id: 'contract' } } }, { a: 1 }],
    ['keywords of other dialects', { $schema: 'https://example.com', id: 'x', $async: true, discriminator: {} }, 1],
  ])('is no mistake if it is only unusual: %s', (_what, schema, value) => {
    const before = schemas.faults.length
    expect(errorsOf(schema, value)).toBeUndefined()
    expect(schemas.faults).toHaveLength(before)
  })

  test('with the names of another is compiled beside it', () => {
    for (const type of ['string', 'integer']) {
      const schema = { $id: 'https://example.com/same', properties: { a: { $anchor: 'a', type } } }
      expect(errorsOf(schema, { a: null })).toEqual([`/a must be ${type}`])
    }
  })
})

describe('properties with the names of Object.prototype', () => {
  const names = ['__proto__', 'toString', 'constructor']

  test('are missing unless the value has them itself', () => {
    expect(errorsOf({ required: names }, {})).toHaveLength(3)
    expect(errorsOf({ required: names }, JSON.parse('{"__proto__":1,"toString":1,"constructor":1}'))).toBeUndefined()
  })

  test('are checked', () => {
    const properties = JSON.parse('{"__proto__":{"type":"number"},"toString":{"type":"number"}}')
    expect(errorsOf({ properties }, {})).toBeUndefined()
    expect(errorsOf({ properties }, JSON.parse('{"__proto__":"x","toString":"x"}'))).toHaveLength(2)
  })
})

describe('a hostile schema', () => {
  function schemasOf(more: object): Schemas {
    return Schemas.of(editedContract(({ schemas }) => void Object.assign(schemas, more)))
  }

  test('of two references on each of 24 levels is compiled', () => {
    const levels = Object.fromEntries(
      Array.from({ length: 24 }, (_, level) => [
        `L${level}`,
        level === 23 ? { type: 'integer' } : { properties: { a: ref(`L${level + 1}`), b: ref(`L${level + 1}`) } },
      ]),
    )
    const deep = schemasOf(levels)
    let value: unknown = 'x'
    for (let level = 0; level < 23; level++) value = { b: value }
    expect(deep.checkRequest(ref('L0'), value)).toMatchObject([
      { instancePath: '/b'.repeat(23), message: 'must be integer' },
    ])
  })

  test('that asks for exponentially many checks accepts what takes too long, and is a fault', () => {
    const twice = schemasOf({
      Twice: { anyOf: ['a', 'b'].map(title => ({ title, properties: { next: ref('Twice') }, required: ['next'] })) },
    })
    let value: unknown = 1
    for (let level = 0; level < 90; level++) value = { next: value }
    expect(twice.checkRequest(ref('Twice'), value)).toBeUndefined()
    expect(twice.faults).toMatchObject([{ kind: 'schema', message: expect.stringContaining('takes too long') }])
  })

  test('of a reference to itself at the same value is a fault', () => {
    const endless = schemasOf({ Endless: { allOf: [ref('Endless')] } })
    expect(endless.checkRequest(ref('Endless'), 1)).toBeUndefined()
    expect(endless.faults).toHaveLength(1)
  })

  test('with a pattern that backtracks exponentially is checked', () => {
    const schema = { type: 'string', pattern: '^(a+)+$' }
    expect(errorsOf(schema, `${'a'.repeat(100_000)}!`)).toHaveLength(1)
    expect(errorsOf(schema, 'a'.repeat(100_000))).toBeUndefined()
  })
})

describe('a large schema', () => {
  const parts = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`p${index}`, { type: 'integer' }]))
  const large = Schemas.of(
    editedContract(({ schemas }) => {
      Object.assign(schemas, {
        Large: {
          properties: { ...parts, one: ref('One'), size: ref('Size'), either: { oneOf: [ref('One'), ref('Other')] } },
        },
        One: { type: 'object', properties: { one: { default: 1 } }, required: ['one'] },
        Other: { type: 'object', properties: { other: { type: 'integer' } }, additionalProperties: false },
        Size: { type: 'integer', default: 3 },
      })
    }),
  )

  test('is compiled in parts, which report errors at their place', () => {
    const errors = large.checkRequest(ref('Large'), { p1: 'x', one: 1, size: 'x' })
    expect(errors?.map(({ instancePath, message }) => `${instancePath} ${message}`).sort()).toEqual([
      '/one must be object',
      '/p1 must be integer',
      '/size must be integer',
    ])
  })

  test('sees the properties of what it refers to as evaluated', () => {
    const schema = { allOf: [ref('One')], properties: parts, unevaluatedProperties: false }
    expect(large.checkRequest(schema, { one: 1, p1: 1 })).toBeUndefined()
    expect(large.checkRequest(schema, { one: 1, other: 1 })).toHaveLength(1)
  })

  test('fills in defaults, and none of a branch that may be the wrong one', () => {
    const value = { one: {}, either: {} }
    expect(large.checkRequest(ref('Large'), value)).toBeUndefined()
    expect(value).toEqual({ one: { one: 1 }, size: 3, either: {} })
  })
})

describe('properties of one direction', () => {
  const schema = {
    allOf: [
      { properties: { id: { readOnly: true }, password: { writeOnly: true } } },
      { required: ['id', 'password'] },
    ],
  }

  test('are not required in the other', () => {
    expect(errorsOf(schema, {})).toEqual([" must have required property 'password'"])
    expect(schemas.checkResponse(schema, {})?.map(({ message }) => message)).toEqual([
      "must have required property 'id'",
    ])
  })
})

test('a response has the same errors before and after its schema is compiled', () => {
  const shape = {
    type: 'object',
    required: ['id', 'at'],
    properties: { id: { type: 'integer', minimum: 1 }, at: { type: 'string', format: 'date-time' }, pair: ref('Pair') },
  }
  const check = (value: unknown) =>
    schemas.checkResponse(shape, value)?.map(({ instancePath, message }) => `${instancePath} ${message}`)
  const value = { id: 0, at: 'soon', pair: { colour: 'green', size: 1 } }
  const first = check(value)
  expect(first).toHaveLength(4)
  for (let count = 0; count < 40; count++) {
    expect(check(value)).toEqual(first)
    expect(check({ id: 1, at: '2026-01-01T00:00:00Z' })).toBeUndefined()
  }
})
