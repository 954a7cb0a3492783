import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'an unknown keyword',
    { '#/components/schemas/Key/x-latchkey/visble_to': 'account' },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/visble_to',
        message:
          '`visble_to` is unknown in the keywords of a component schema (a resource). Did you mean `visible_to`?',
      },
    ],
  ],
  [
    'an unknown keyword inside another one',
    { '#/components/schemas/Key/x-latchkey/limits/0/amx': 5 },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/limits/0/amx',
        message: '`amx` is unknown in `limits.0`. Known: `count`, `per`, `max` and `refuse`.',
      },
    ],
  ],
  [
    'a missing keyword',
    { '#/paths/~1me/get/x-latchkey/call': undefined },
    [
      {
        rule: 'call',
        at: '#/paths/~1me/get/x-latchkey',
        message: '`call` is missing in the keywords of an operation. Add it.',
      },
    ],
  ],
  [
    'an unknown value',
    { '#/components/schemas/Key/x-latchkey/visible_to': 'acount' },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/visible_to',
        message: '`visible_to` must be one of `account` and `owner`. Did you mean `account`?',
      },
    ],
  ],
  [
    'a value of another type',
    { '#/components/schemas/Key/x-latchkey/limits/0/max': 'five' },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/limits/0/max',
        message: '`limits.0.max` must be integer or null.',
      },
    ],
  ],
  [
    'an invalid error code',
    { '#/components/schemas/Key/x-latchkey/limits/0/refuse': 'Key-Limit' },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/limits/0/refuse',
        message: '`limits.0.refuse` is "Key-Limit", which must match ^[a-z][a-z0-9_]*$.',
      },
    ],
  ],
  [
    'a limit without its error code',
    { '#/components/schemas/Key/x-latchkey/limits/0/refuse': undefined },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/limits/0',
        message: '`refuse` is missing in `limits.0`. Add it.',
      },
    ],
  ],
  [
    'a stamp that does not exist, and one with a unit that does not exist',
    {
      '#/components/schemas/Key/x-latchkey/set/create': {
        created_at: 'later',
        revoked_at: { stamp: 'now', plus: { hours: 'x' } },
        retires_at: { stamp: 'now' },
      },
    },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/set/create/created_at',
        message: '`set.create.created_at` must be one of `now`, `now_s`, `now_ms`, `actor`, `user` and `null`.',
      },
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/set/create/revoked_at/plus/hours',
        message: '`hours` is unknown in `set.create.revoked_at.plus`. Known: `milliseconds`, `seconds` and `days`.',
      },
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/set/create/retires_at',
        message: '`set.create.retires_at` needs 2 or more of `stamp`, `plus`, `without`, `form` and `from`.',
      },
    ],
  ],
  [
    'a limit of neither a user, an account nor a property',
    { '#/components/schemas/Key/x-latchkey/limits/0/per': 5 },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/limits/0/per',
        message: '`limits.0.per` must be one of `user` and `account`.',
      },
    ],
  ],
  [
    'operations that show what is no secret',
    { '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/secret': undefined },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey',
        message: '`shown_by` requires `secret` in the keywords of a property of a resource. Add it.',
      },
    ],
  ],
  [
    'an unknown keyword of a credential',
    { '#/components/securitySchemes/key/x-latchkey/act_as': 'user_id' },
    [
      {
        rule: 'well-formed',
        at: '#/components/securitySchemes/key/x-latchkey/act_as',
        message: '`act_as` is unknown in the keywords of a security scheme. Did you mean `acts_as`?',
      },
    ],
  ],
  [
    'a selection without its error codes',
    { '#/components/securitySchemes/depot/x-latchkey/refuse/missing': undefined },
    [
      {
        rule: 'well-formed',
        at: '#/components/securitySchemes/depot/x-latchkey/refuse',
        message: '`missing` is missing in `refuse`. Add it.',
      },
    ],
  ],
  [
    'keywords in a place without a meaning for them',
    { '#/info/x-latchkey': { resource: 'Key' } },
    [
      {
        rule: 'well-formed',
        at: '#/info/x-latchkey',
        message:
          '`x-latchkey` has no meaning here. It belongs at the root of the document, on a component schema (a resource), on a property of a resource, on a security scheme or on an operation. Move it or remove it.',
      },
    ],
  ],
  [
    'keywords on a property that belongs to no resource',
    { '#/components/schemas/KeyIds/properties/ids/x-latchkey': { refers_to: 'Key' } },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/KeyIds/properties/ids/x-latchkey',
        message:
          '`x-latchkey` has no meaning here. It belongs at the root of the document, on a component schema (a resource), on a property of a resource, on a security scheme or on an operation. Move it or remove it.',
      },
    ],
  ],
]

describe('x-latchkey has only keywords of the vocabulary', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
