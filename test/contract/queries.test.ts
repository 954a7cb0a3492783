import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'a filter by no property',
    { '#/paths/~1keys/get/parameters/1/name': 'statos' },
    [
      {
        rule: 'queries',
        at: '#/paths/~1keys/get/parameters/1/name',
        message:
          'A query parameter filters by the property of its name. `Key` has no property `statos`. Did you mean `status`?',
      },
    ],
  ],
  [
    'a sort by no property',
    { '#/paths/~1keys/get/parameters/2/schema/enum/1': '-nme' },
    [
      {
        rule: 'queries',
        at: '#/paths/~1keys/get/parameters/2/schema/enum/1',
        message: '`Key` has no property `nme`. Did you mean `name`?',
      },
    ],
  ],
  [
    'a sort that does not say by what',
    { '#/paths/~1keys/get/parameters/2/schema/enum': undefined },
    [
      {
        rule: 'queries',
        at: '#/paths/~1keys/get/parameters/2',
        message: '`sort` must list in an `enum` what one can sort by: `name` and `-name`.',
      },
    ],
  ],
  [
    'a search in no property',
    { '#/paths/~1keys/get/x-latchkey/search/0': 'nam' },
    [
      {
        rule: 'queries',
        at: '#/paths/~1keys/get/x-latchkey/search/0',
        message: '`Key` has no property `nam`. Did you mean `name`?',
      },
    ],
  ],
  [
    'a search parameter that looks nowhere',
    { '#/paths/~1keys/get/x-latchkey/search': undefined },
    [
      {
        rule: 'queries',
        at: '#/paths/~1keys/get/parameters/0',
        message: 'The parameter `q` looks nowhere. Say in `search` in which properties it looks, or remove it.',
      },
    ],
  ],
  [
    'a search without its parameter',
    { '#/paths/~1keys/get/parameters/0': undefined },
    [
      {
        rule: 'queries',
        at: '#/paths/~1keys/get/x-latchkey/search',
        message: '`search` needs the query parameter `q`. Add the parameter, or remove `search`.',
      },
    ],
  ],
  [
    'a query parameter of what is no list',
    { '#/paths/~1me/get/parameters': [{ name: 'verbose', in: 'query', schema: {} }] },
    [
      {
        rule: 'queries',
        at: '#/paths/~1me/get/parameters/0',
        message: 'Only what does `list` reads query parameters. Remove the parameter.',
      },
    ],
  ],
  [
    'a search of what is no list',
    { '#/paths/~1me/get/x-latchkey/search': ['name'] },
    [
      {
        rule: 'queries',
        at: '#/paths/~1me/get/x-latchkey/search',
        message: 'Only what does `list` searches. Remove `search`.',
      },
    ],
  ],
]

describe('lists search, filter and sort by properties', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
