import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'an operation without keywords',
    { '#/paths/~1me/get/x-latchkey': undefined },
    [
      {
        rule: 'does',
        at: '#/paths/~1me/get',
        message: '`getMe` does not state what it does. Add `x-latchkey` with `does` and `call`.',
      },
    ],
  ],
  [
    'an unknown resource',
    { '#/paths/~1keys/get/x-latchkey/resource': 'Keys' },
    [
      {
        rule: 'does',
        at: '#/paths/~1keys/get/x-latchkey/resource',
        message: '`Keys` is not a resource: no component schema of that name has `x-latchkey`. Did you mean `Key`?',
      },
    ],
  ],
  [
    'a verb without its resource',
    { '#/paths/~1keys/get/x-latchkey/resource': undefined },
    [
      {
        rule: 'does',
        at: '#/paths/~1keys/get/x-latchkey/does',
        message: '`does: list` requires a `resource`. Add it.',
      },
    ],
  ],
  [
    'an unknown verb without a resource',
    { '#/paths/~1me/get/x-latchkey/does': 'identfy' },
    [
      {
        rule: 'does',
        at: '#/paths/~1me/get/x-latchkey/does',
        message: '`identfy` is not a verb. Did you mean `identify`? A transition requires a `resource`.',
      },
    ],
  ],
  [
    'an unknown verb',
    {
      '#/paths/~1keys/get/x-latchkey/does': 'lst',
      '#/paths/~1keys/get/parameters': [],
      '#/paths/~1keys/get/x-latchkey/search': undefined,
    },
    [
      {
        rule: 'does',
        at: '#/paths/~1keys/get/x-latchkey/does',
        message: '`lst` is neither a verb nor a transition of `Key`. Did you mean `list`?',
      },
    ],
  ],
  [
    'a call of another operation',
    { '#/paths/~1keys~1revoke/post/x-latchkey/call': 'keys.create' },
    [
      {
        rule: 'call',
        at: '#/paths/~1keys~1revoke/post/x-latchkey/call',
        message: 'The call `keys.create` is already used by `createKey`. Give each operation its own call.',
      },
    ],
  ],
  [
    'a list that the body does not have',
    { '#/paths/~1keys~1revoke/post/x-latchkey/many': 'items' },
    [
      {
        rule: 'many',
        at: '#/paths/~1keys~1revoke/post/x-latchkey/many',
        message: 'The body has no list `items` to work on. Add it to the schema of the body, or correct `many`.',
      },
    ],
  ],
  [
    'one record that the path does not identify',
    { '#/paths/~1switch~1open/post/x-latchkey': { resource: 'Crate', does: 'get', call: 'crates.get' } },
    [
      {
        rule: 'does',
        at: '#/paths/~1switch~1open/post/x-latchkey/does',
        message:
          '`does: get` works on one record and needs one path parameter that holds its id; there are 0. Change the path, say in `record` where the id is, or add `many`.',
      },
    ],
  ],
  [
    'records without an id',
    { '#/components/schemas/Key/x-latchkey/id': undefined },
    [
      {
        rule: 'does',
        at: '#/paths/~1keys/post/x-latchkey/does',
        message:
          '`does: create` creates records, but `Key` does not define the form of their ids. Add `id` to its `x-latchkey`.',
      },
      {
        rule: 'does',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/does',
        message:
          '`does: rotate` creates records, but `Key` does not define the form of their ids. Add `id` to its `x-latchkey`.',
      },
    ],
  ],
  [
    'a resource that is not a window',
    {
      '#/paths/~1crates/delete/x-latchkey/window': 'Key',
      '#/paths/~1crates/delete/responses/403/content/application~1problem+json/schema': {
        $ref: '#/components/schemas/PermissionDenied',
      },
    },
    [
      {
        rule: 'window',
        at: '#/paths/~1crates/delete/x-latchkey/window',
        message: '`Key` is not a window: its `x-latchkey` has no `window`. Name a resource that has one.',
      },
    ],
  ],
  [
    'opening a resource that is not a window',
    { '#/paths/~1switch~1open/post/x-latchkey/resource': 'Depot' },
    [
      {
        rule: 'window',
        at: '#/paths/~1switch~1open/post/x-latchkey/resource',
        message: '`does: open` requires a resource with a `window`, which `Depot` does not have.',
      },
    ],
  ],
  [
    'two success responses',
    { '#/paths/~1me/get/responses/202': { description: 'Later.' } },
    [
      {
        rule: 'operations',
        at: '#/paths/~1me/get/responses',
        message: '`getMe` must have exactly one 2xx response; it declares 2.',
      },
    ],
  ],
]

describe('an operation states what it does, and to which resource', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
