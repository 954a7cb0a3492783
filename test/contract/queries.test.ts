import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'a filter by an unknown property',
    { '#/paths/~1keys/get/parameters/1/name': 'statos' },
    [
      {
        rule: 'search',
        at: '#/paths/~1keys/get/parameters/1/name',
        message:
          'The query parameter `statos` has no effect: `Key` has no property of that name to filter by. Did you mean `status`? Write in `filter` by which property it filters, or list it in `ignores` if it has no effect on purpose.',
      },
    ],
  ],
  [
    'a sort by an unknown property',
    { '#/paths/~1keys/get/parameters/2/schema/enum/1': '-nme' },
    [
      {
        rule: 'search',
        at: '#/paths/~1keys/get/parameters/2/schema/enum/1',
        message: '`Key` has no property `nme`. Did you mean `name`?',
      },
    ],
  ],
  [
    'a sort without an enum',
    { '#/paths/~1keys/get/parameters/2/schema/enum': undefined },
    [
      {
        rule: 'search',
        at: '#/paths/~1keys/get/parameters/2',
        message: '`sort` must have an `enum` of the sort orders, such as `name` and `-name`.',
      },
    ],
  ],
  [
    'a search in an unknown property',
    { '#/paths/~1keys/get/x-latchkey/search/0': 'nam' },
    [
      {
        rule: 'search',
        at: '#/paths/~1keys/get/x-latchkey/search/0',
        message: '`Key` has no property `nam`. Did you mean `name`?',
      },
    ],
  ],
  [
    'a search parameter without `search`',
    { '#/paths/~1keys/get/x-latchkey/search': undefined },
    [
      {
        rule: 'search',
        at: '#/paths/~1keys/get/parameters/0',
        message: 'The parameter `q` searches nothing. List in `search` the properties that it searches, or remove it.',
      },
    ],
  ],
  [
    'a search without its parameter',
    { '#/paths/~1keys/get/parameters/0': undefined },
    [
      {
        rule: 'search',
        at: '#/paths/~1keys/get/x-latchkey/search',
        message: '`search` needs the query parameter `q`. Add the parameter, or remove `search`.',
      },
    ],
  ],
  [
    'a query parameter of an operation that is not a list',
    { '#/paths/~1me/get/parameters': [{ name: 'verbose', in: 'query', schema: {} }] },
    [
      {
        rule: 'search',
        at: '#/paths/~1me/get/parameters/0',
        message: 'Only an operation that does `list` reads query parameters. Remove the parameter.',
      },
    ],
  ],
  [
    'a search of an operation that is not a list',
    { '#/paths/~1me/get/x-latchkey/search': ['name'] },
    [
      {
        rule: 'search',
        at: '#/paths/~1me/get/x-latchkey/search',
        message: 'Only an operation that does `list` searches. Remove `search`.',
      },
    ],
  ],
]

describe('lists search, filter and sort by properties', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
