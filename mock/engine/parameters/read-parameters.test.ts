import { describe, expect, test } from 'vitest'
import type { JsonSchema, Parameter } from '../../../openapi/contract/contract.ts'
import { nested } from './nested.ts'
import { readParameters } from './read-parameters.ts'

const LIST = { type: 'array', items: { type: 'integer' } }
const COLOUR = { type: 'object', properties: { R: { type: 'integer' }, G: { type: 'integer' } } }
const SCHEMAS = { Colour: COLOUR }

type Rest = Partial<Parameter>
const parameter = (name: string, schema: JsonSchema, rest: Rest = {}): Parameter => ({
  name,
  schema,
  required: false,
  ...rest,
})
const NONE = { path: [], query: [], headers: [], cookies: [] }
const sent = (search = '', headers: Record<string, string> = {}) => ({
  path: {},
  search,
  headers: new Headers(headers),
})

describe('a query parameter', () => {
  const read = (schema: JsonSchema, rest: Rest, search: string) =>
    readParameters({ ...NONE, query: [parameter('p', schema, rest)] }, sent(search), SCHEMAS)

  test.each<[string, Rest, JsonSchema, string, unknown]>([
    ['a text', {}, { type: 'string' }, '?p=a%20b+c%26', 'a b c&'],
    ['a text whose only encoding is a plus sign', {}, { type: 'string' }, '?p=a+b', 'a b'],
    ['a text with another equals sign', {}, { type: 'string' }, '?p=a=b', 'a=b'],
    ['a number', {}, { type: 'integer' }, '?p=-7', -7],
    ['no number', {}, { type: 'integer' }, '?p=x', 'x'],
    ['a boolean', {}, { type: 'boolean' }, '?p=true', true],
    ['null', {}, { type: ['integer', 'null'] }, '?p=', null],
    ['text that looks like a number', {}, { anyOf: [{ type: 'string' }] }, '?p=007', '007'],
    ['one of several types', {}, { oneOf: [{ type: 'integer' }, { enum: ['all'] }] }, '?p=all', 'all'],
    ['a list', {}, LIST, '?p=1&p=2', [1, 2]],
    ['a list of one', {}, LIST, '?p=1', [1]],
    [
      'a list with commas',
      { explode: false },
      { type: 'array', items: { type: 'string' } },
      '?p=a,b%2Cc',
      ['a', 'b,c'],
    ],
    ['an empty list', { explode: false }, LIST, '?p=', []],
    [
      'a list or one',
      {},
      { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 2 }] },
      '?p=a',
      'a',
    ],
    ['a list with spaces', { style: 'spaceDelimited', explode: false }, LIST, '?p=1%202+3', [1, 2, 3]],
    ['a list with pipes', { style: 'pipeDelimited', explode: false }, LIST, '?p=1|2%7C3', [1, 2, 3]],
    ['a repeated list in another style', { style: 'pipeDelimited', explode: true }, LIST, '?p=1&p=2', [1, 2]],
    ['an object', {}, COLOUR, '?R=1&G=2', { R: 1, G: 2 }],
    [
      'an object with a list, which is JSON',
      {},
      { type: 'object', properties: { ids: LIST } },
      '?ids=%5B1%2C2%5D',
      { ids: [1, 2] },
    ],
    ['an object by reference', {}, { $ref: '#/components/schemas/Colour' }, '?R=1', { R: 1 }],
    ['an object with commas', { explode: false }, COLOUR, '?p=R,1,G,2', { R: 1, G: 2 }],
    ['a deep object', { style: 'deepObject' }, COLOUR, '?p[R]=1&p%5BG%5D=2', { R: 1, G: 2 }],
    [
      'a deeper object',
      { style: 'deepObject' },
      { type: 'object', properties: { a: LIST, b: COLOUR } },
      '?p[a][]=1&p[a][]=2&p[b][R]=3',
      { a: [1, 2], b: { R: 3 } },
    ],
    ['a deep list', { style: 'deepObject' }, LIST, '?p[0]=1&p[1]=2', [1, 2]],
    ['JSON', { media: 'application/json' }, COLOUR, '?p=%7B%22R%22%3A1%7D', { R: 1 }],
    ['a broken encoding', {}, { type: 'string' }, '?p=%zz', '%zz'],
  ])('can be %s', (_what, rest, schema, search, expected) => {
    const { query, repeated, unknown } = read(schema, rest, search)
    expect({ value: query.p, repeated, unknown }).toEqual({ value: expected, repeated: [], unknown: [] })
  })

  test('is told to be repeated if it is no list', () => {
    expect(read({ type: 'string' }, {}, '?p=a&p=b')).toMatchObject({ query: { p: 'a' }, repeated: ['p'] })
  })

  test('is undefined if it was not sent, and other names are unknown', () => {
    expect(read(COLOUR, {}, '?q=1&__proto__=2')).toMatchObject({ query: {}, unknown: ['q', '__proto__'] })
  })
})

describe('a path parameter', () => {
  test.each<[Rest, JsonSchema, string, unknown]>([
    [{}, { type: 'string' }, 'a+b%2Fc', 'a+b/c'],
    [{}, { type: 'integer' }, '5', 5],
    [{}, LIST, '3,4,5', [3, 4, 5]],
    [{}, COLOUR, 'R,100,G,200', { R: 100, G: 200 }],
    [{ explode: true }, COLOUR, 'R=100,G=200', { R: 100, G: 200 }],
    [{ style: 'label' }, { type: 'integer' }, '.5', 5],
    [{ style: 'label' }, LIST, '.3,4,5', [3, 4, 5]],
    [{ style: 'label' }, LIST, '.3.4.5', [3, 4, 5]],
    [{ style: 'label', explode: true }, LIST, '.3.4.5', [3, 4, 5]],
    [{ style: 'label' }, COLOUR, '.R,100,G,200', { R: 100, G: 200 }],
    [{ style: 'label', explode: true }, COLOUR, '.R=100.G=200', { R: 100, G: 200 }],
    [{ style: 'matrix' }, { type: 'integer' }, ';p=5', 5],
    [{ style: 'matrix' }, LIST, ';p=3,4,5', [3, 4, 5]],
    [{ style: 'matrix', explode: true }, LIST, ';p=3;p=4;p=5', [3, 4, 5]],
    [{ style: 'matrix' }, COLOUR, ';p=R,100,G,200', { R: 100, G: 200 }],
    [{ style: 'matrix', explode: true }, COLOUR, ';R=100;G=200', { R: 100, G: 200 }],
  ])('in the style %j of %j is read from %s', (rest, schema, text, expected) => {
    const declared = { ...NONE, path: [parameter('p', schema, rest)] }
    expect(readParameters(declared, { ...sent(), path: { p: text } }, SCHEMAS).path).toEqual({ p: expected })
  })
})

test('headers and cookies are read', () => {
  const declared = {
    ...NONE,
    headers: [
      parameter('X-Ids', LIST),
      parameter('X-Rate', { type: 'string' }),
      parameter('Accept', { type: 'integer' }),
      parameter('not a name', {}),
    ],
    cookies: [parameter('session', { type: 'string' }), parameter('page', { type: 'integer' })],
  }
  const headers = { 'X-Ids': '1, 2', 'X-Rate': '100%25+, x', Accept: 'x', Cookie: 'session=a%20b; page=2' }
  expect(readParameters(declared, sent('', headers), SCHEMAS)).toMatchObject({
    headers: { 'X-Ids': [1, 2], 'X-Rate': '100%25+, x' },
    cookies: { session: 'a b', page: 2 },
  })
})

test.each<[string, unknown]>([
  ['a=1', { a: '1' }],
  ['a=1&a=2', { a: ['1', '2'] }],
  ['a[b]=1&a[c][d]=2', { a: { b: '1', c: { d: '2' } } }],
  ['a[]=1&a[]=2', { a: ['1', '2'] }],
  ['a[1]=y&a[0]=x', { a: ['x', 'y'] }],
  ['a[][b]=1&a[][c]=2&a[][b]=3', { a: [{ b: '1', c: '2' }, { b: '3' }] }],
  ['a[0][b]=1&a[1][b]=2', { a: [{ b: '1' }, { b: '2' }] }],
  ['a[1000000000]=1', { a: { '1000000000': '1' } }],
  ['a[b=1', { 'a[b': '1' }],
  ['a[__proto__][b]=1', { a: JSON.parse('{"__proto__":{"b":"1"}}') }],
])('the names of %s are nested', (search, expected) => {
  expect(nested(new URLSearchParams(search))).toEqual(expected)
})
