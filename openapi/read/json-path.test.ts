import { expect, test } from 'vitest'
import { JsonPathError, select } from './json-path.ts'

// Source: the JSONPath compliance test suite. These cases failed with the library that was used before.
test.each([
  ["$[?@.a=='b' && @.b=='c' && @.c=='d']", [[1]]],
  ["$[?@.a=='x' || @.a=='b' && @.b=='c' && @.c=='d']", [[1], [2]]],
])('a filter with more than two conditions selects only what meets all: %s', (path, expected) => {
  const document = [
    { a: 'b', b: 'c', c: 'x' },
    { a: 'b', b: 'c', c: 'd' },
    { a: 'x', b: 'c', c: 'd' },
  ]
  expect(select(document, path)).toEqual(expected)
})

test.each([
  '$[9007199254740992]',
  '$[-9007199254740992]',
  '$[:9007199254740992]',
  '$[::-9007199254740992]',
  ' $',
  '$ ',
  '$[?@.a==@.*]',
  '$[?count(@.a)]',
  '$[?length(@.*)<3]',
  '$[?true]',
  "$['\ud800']".replace('\ud800', '\\uD800'),
  'components.schemas',
])('a path that RFC 9535 does not allow is refused: %s', path => {
  expect(() => select([1], path)).toThrow(JsonPathError)
})

test('a node that a path selects twice is given once', () => {
  expect(select({ a: 1 }, "$['a', 'a']")).toEqual([['a']])
})

test('names of prototypes are names', () => {
  const document: unknown = JSON.parse('{"__proto__": {"constructor": 1}}')
  expect(select(document, '$.__proto__.constructor')).toEqual([['__proto__', 'constructor']])
  expect(select({}, '$.toString')).toEqual([])
})

test.each([
  ['descents in filters', 'too many steps', '$..[?@..[?@..[?@..b]]]'],
  ['names that are repeated in a filter', 'too many steps', `$.a[?@${"['a','a']".repeat(40)}]`],
  ['regular expressions that backtrack', 'repeated groups', '$.a[?match(@.d, "(d+)+b")]'],
  ['thousands of parentheses', 'too complex', `$[?${'('.repeat(4000)}@.a${')'.repeat(4000)}]`],
  ['more parentheses', 'longer than', `$[?${'('.repeat(20_000)}@.a${')'.repeat(20_000)}]`],
])('%s end in an error: %s', (_, says, path) => {
  let a: unknown = [{ b: [0], d: 'd'.repeat(50) }]
  for (let level = 0; level < 100; level++) a = { a, b: [[0]] }
  const document = { a: [{ a, d: 'd'.repeat(50) }, Array.from({ length: 10_000 }, () => [[[0]]])] }
  expect(() => select(document, path)).toThrow(
    expect.objectContaining({ name: 'JsonPathError', message: expect.stringContaining(says) }),
  )
})
