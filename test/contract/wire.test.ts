/** The keywords that say how requests and responses are written: what their checks find. */
import { expect, test } from 'vitest'
import { isObject, type JsonObject } from '../../openapi/contract/json.ts'
import { pointerKeys, valueAt } from '../../openapi/contract/pointer.ts'
import { checkDocument } from '../../openapi/vocabulary/check.ts'
import { keys } from '../engine/wire/documents.ts'

/** @param edits new values by JSON pointer; undefined removes the member */
function found(edits: JsonObject): string[] {
  const copy = structuredClone(keys())
  for (const [pointer, value] of Object.entries(edits)) {
    const path = pointerKeys(pointer)
    const parent = valueAt(copy, path.slice(0, -1))
    if (!isObject(parent)) throw new Error(`The document has nothing at ${pointer}.`)
    if (value === undefined) Reflect.deleteProperty(parent, path.at(-1) ?? '')
    else Reflect.set(parent, path.at(-1) ?? '', value)
  }
  const known = edits === NONE ? [] : found(NONE)
  return checkDocument(copy)
    .map(({ rule, message }) => `${rule}: ${message}`)
    .filter(line => !known.includes(line))
}

const NONE = {}
const LIST = '/paths/~1keys/get/x-latchkey'
const GET = '/paths/~1keys~1{id}/get/x-latchkey'
const FIND = '/paths/~1keys.find/post/x-latchkey'
const LINK = '/paths/~1keys~1{id}~1channels/post/x-latchkey'

test.each<[string, JsonObject, string]>([
  [
    'a placeholder that the verb does not have',
    { [`${GET}/answer`]: { key: '$records' } },
    'answer: `$records` has no value in the template of `getKey`.',
  ],
  [
    'a property that the record does not have',
    { [`${GET}/answer`]: { key: '$record.titl' } },
    'answer: `Key` has no property `titl`. Did you mean `title`?',
  ],
  [
    'a placeholder within a text',
    { [`${GET}/answer`]: { key: 'of {$recod}' } },
    'answer: `$recod` has no value in the template of `getKey`. Did you mean `record`?',
  ],
  [
    'a member that the response does not have',
    { [`${GET}/answer`]: { key: '$record', more: 1 } },
    'answer: The response of `getKey` has no property `more`, which the template gives.',
  ],
  [
    'a required member that the template does not give',
    { [`${LIST}/answer`]: { keys: '$records', count: '$total', offset: 0 } },
    'answer: The response of `listKeys` requires `limit`, which the template does not give.',
  ],
  [
    'a required member in an object of the template',
    { [`${FIND}/answer`]: { meta: {}, data: '$record' } },
    'answer: The response of `findKey` requires `requestId`, which the template does not give.',
  ],
  [
    'a verb that does not exist',
    { '/x-latchkey/answers/lists': { keys: '$records' } },
    'answers: `lists` is not a verb or a transition.',
  ],
  [
    'a template of the document that an operation cannot fill',
    { '/x-latchkey/answers/get': { key: '$records' } },
    'answers: `$records` has no value in the template of `getKey`.',
  ],
  [
    'a placeholder that no refusal has',
    { '/x-latchkey/errors/body': { message: '$detal' } },
    'errors: `$detal` has no value in the template of `errors`. Did you mean `detail`?',
  ],
  [
    'a value of an error code that the body does not show',
    { '/x-latchkey/errors/codes/default/tpe': 'invalid' },
    'errors: `tpe` is not a placeholder of `body`, so it is never shown. Did you mean `type`?',
  ],
  [
    'a code that no rule refuses with',
    { '/x-latchkey/errors/codes/too_mny': { status: 400 } },
    'error-codes: No rule refuses with the code `too_mny`. Did you mean `too_many`?',
  ],
  [
    '`before` of pages without ids',
    { '/x-latchkey/pages/before': 'before' },
    'pages: `before` belongs to pages of the style `after`.',
  ],
  ['pages of no list', { [`${GET}/pages`]: { size: 'limit' } }, 'pages: Only an operation that does `list` or `clear`'],
  [
    'a parameter of pages that nobody declares',
    { [`${LIST}/pages`]: { size: 'per_page' } },
    'pages: `listKeys` does not declare `per_page` in the query.',
  ],
  [
    'an order by no property',
    { '/x-latchkey/sort/default': '-created' },
    'sort: `Key` has no property `created`. Did you mean `created_at`?',
  ],
  ['an order of no list', { [`${GET}/sort`]: { default: 'title' } }, 'sort: Only an operation that does `list`'],
  [
    'operators without brackets',
    { '/x-latchkey/filter': { style: 'equal', operators: ['gt'] } },
    'filter: `operators` stand in brackets.',
  ],
  [
    'a record that the body does not name',
    { [`${FIND}/record/by`]: 'key.idd' },
    'record: The body of `findKey` has no field `key.idd`.',
  ],
  [
    'a record that the path does not name',
    { [`${GET}/record`]: { in: 'path', by: 'idd' } },
    'record: `getKey` has no parameter `idd` in the path. Did you mean `id`?',
  ],
  [
    'an input that the body does not have',
    { '/paths/~1keys/post/x-latchkey/input': 'key' },
    'input: The body of `createKey` has no field `key`.',
  ],
  ['a status that is not declared', { [`${GET}/status`]: 202 }, 'status: `getKey` declares no response 202.'],
  ['a link without its keyword', { [`${LINK}/link`]: undefined }, 'link: `does: link` requires the keyword `link`.'],
  [
    'a link to no property',
    { [`${LINK}/link/property`]: 'channel' },
    'link: `Key` has no property `channel`. Did you mean `channels`?',
  ],
  ['a link of another verb', { [`${GET}/link`]: { property: 'channels' } }, 'link: `link` is only for `does: link`'],
  [
    'a response while no window is closed',
    { [`${LIST}/window`]: 'Key', [`${LIST}/closed`]: '$records' },
    'closed: `$records` has no value in the template of `listKeys` while its window is closed.',
  ],
  [
    'a parent that no path names',
    { '/components/schemas/Key/x-latchkey/within': [{ parameter: 'store' }] },
    'within: No path of `Key` has the parameter `store`.',
  ],
  [
    'a singleton with an id',
    { '/components/schemas/Key/x-latchkey/singleton': true },
    'within: A singleton has no id.',
  ],
  [
    'a member that is always shown, and that no record has',
    { '/x-latchkey/select': { parameter: 'fields', always: ['titel'] } },
    'select: `titel` is not a property of a resource. Known: `id`, `title`,',
  ],
  [
    'a parameter for the members to show that no operation declares',
    { '/x-latchkey/select': { parameter: 'show' } },
    'select: No operation declares `show` in the query.',
  ],
  [
    'two paths that are the same without a slash at the end',
    { '/x-latchkey/trailing_slash': 'ignore', '/paths/~1keys~1': { get: { operationId: 'other', responses: {} } } },
    'trailing_slash: `/keys` and `/keys/` are the same path.',
  ],
  [
    'an unknown value that frees a record of the states of a transition',
    { '/components/schemas/Key/x-latchkey/lifecycle/transitions/revoke/unless': { type: ['public'] } },
    'unless: `public` is not a value of `type`. Known: `publishable` and `secret`.',
  ],
])('%s is found', (_, edits, expected) => {
  expect(found(edits)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]))
})

test('a document that is right has no finding of these keywords', () => {
  const words = [
    'answer',
    'answers',
    'errors',
    'error-codes',
    'pages',
    'sort',
    'filter',
    'select',
    'trailing_slash',
    'record',
    'input',
    'status',
    'link',
  ]
  expect(found(NONE).filter(line => words.includes(line.split(':')[0] ?? ''))).toEqual([])
})

test('a parameter with the order needs no list of its values if `sort` names it', () => {
  const parameter = { name: 'sort', in: 'query', schema: { type: 'string' } }
  const wrong = 'search: `sort` must have an `enum` of the sort orders, such as `name` and `-name`.'
  const declared = { '/paths/~1keys/get/parameters': [parameter] }
  expect(found({ ...declared, '/x-latchkey/sort': { parameter: 'sort' } })).not.toContain(wrong)
  expect(found({ ...declared, '/x-latchkey/sort': undefined })).toContain(wrong)
})
