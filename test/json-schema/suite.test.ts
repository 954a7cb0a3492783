/** Bodies of requests are checked as JSON Schema 2020-12 says. `npm run json-schema` runs all cases of its test suite. */
import { expect, test } from 'vitest'
import { reasonOf } from './intended.ts'
import { type Group, wrongCases } from './suite.ts'

const group = (description: string, schema: unknown, valid: unknown[], invalid: unknown[]): Group => ({
  description,
  schema,
  tests: [
    ...valid.map(data => ({ description: `${JSON.stringify(data)} is valid`, data, valid: true })),
    ...invalid.map(data => ({ description: `${JSON.stringify(data)} is invalid`, data, valid: false })),
  ],
})

const integer = { type: 'integer' }
const text = { type: 'string' }
/** A list whose items another schema decides. */
const list = {
  $id: 'list',
  type: 'array',
  items: { $dynamicRef: '#item' },
  $defs: { any: { $dynamicAnchor: 'item' } },
}
const listOf = (name: string, item: object) => ({
  $id: name,
  $ref: 'list',
  $defs: { item: { $dynamicAnchor: 'item', ...item } },
})

test.each([
  group('a schema that allows nothing', false, [], [1, 'a', null, {}]),
  group(
    'a schema with an $id, by its URL',
    { $ref: 'https://shop.example/price', $defs: { price: { $id: 'https://shop.example/price', ...integer } } },
    [1],
    ['a'],
  ),
  group(
    'a relative reference and an anchor in a schema with an $id',
    {
      $ref: 'https://shop.example/order',
      $defs: {
        order: { $id: 'https://shop.example/order', properties: { price: { $ref: 'price#whole' } } },
        price: { $id: 'https://shop.example/price', $defs: { whole: { $anchor: 'whole', ...integer } } },
        other: { $anchor: 'whole', ...text },
      },
    },
    [{ price: 1 }],
    [{ price: 'a' }],
  ),
  group(
    'a pointer in a schema with an $id',
    { $ref: 'inner', $defs: { x: text, inner: { $id: 'inner', $ref: '#/$defs/x', $defs: { x: integer } } } },
    [1],
    ['a'],
  ),
  group(
    'a pointer from the root of the file in a schema with an $id',
    { $ref: 'inner', $defs: { x: text, inner: { $id: 'inner', $ref: '#/$defs/x' } } },
    ['a'],
    [1],
  ),
  group(
    'an $id in an enum, which names nothing',
    {
      $ref: 'price',
      $defs: { data: { enum: [{ $id: 'price', type: 'string' }] }, price: { $id: 'price', ...integer } },
    },
    [1],
    ['a'],
  ),
  group(
    '$dynamicRef, which depends on what led to it',
    {
      properties: { numbers: { $ref: 'numbers' }, texts: { $ref: 'texts' }, all: { $ref: 'list' } },
      $defs: { list, numbers: listOf('numbers', integer), texts: listOf('texts', text) },
    },
    [{ numbers: [1], texts: ['a'], all: [1, 'a'] }],
    [{ numbers: ['a'] }, { texts: [1] }],
  ),
  group('unevaluatedItems beside contains', { contains: integer, unevaluatedItems: text }, [[1, 'a']], [[1, null]]),
  group(
    'unevaluatedItems beside a choice',
    { anyOf: [{ items: text }, true], unevaluatedItems: { type: 'boolean' } },
    [['a'], [true]],
    [[1, 'a']],
  ),
  group(
    'unevaluatedProperties beside if',
    { if: { properties: { a: { const: 1 } }, required: ['a'] }, unevaluatedProperties: false },
    [{ a: 1 }, {}],
    [{ a: 2 }, { a: 1, b: 1 }],
  ),
  group(
    'unevaluatedProperties of a schema beside others',
    { allOf: [{ properties: { a: true } }, { unevaluatedProperties: false }] },
    [{}],
    [{ a: 1 }],
  ),
  group(
    'names that every object inherits',
    { required: ['toString', 'constructor'], properties: JSON.parse('{"__proto__":{"type":"integer"}}') },
    [JSON.parse('{"toString":1,"constructor":1,"__proto__":1}')],
    [{}, { toString: 1 }, JSON.parse('{"toString":1,"constructor":1,"__proto__":"a"}')],
  ),
])('$description', async one => {
  expect(await wrongCases(one)).toEqual([])
})

test.each([
  ['format.json', group('email format', { format: 'email' }, ['no address'], [])],
  ['enum.json', group('empty enum', { enum: [] }, [], [1])],
  [
    'ref.json',
    group('remote ref, containing refs itself', { $ref: 'https://json-schema.org/draft/2020-12/schema' }, [], [1]),
  ],
  ['vocabulary.json', group('a vocabulary', { $schema: 'https://shop.example/vocabulary', minimum: 2 }, [1], [])],
])('%s: on purpose, $1.description is not as the suite says', async (file, one) => {
  const [wrong] = await wrongCases(one)
  expect(reasonOf(`${file}: ${wrong}`)).toBeDefined()
})
