import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'a reference to an unknown resource',
    { '#/components/schemas/Key/properties/account_id/x-latchkey/refers_to': 'Acount' },
    [
      {
        rule: 'refers_to',
        at: '#/components/schemas/Key/properties/account_id/x-latchkey/refers_to',
        message:
          '`Acount` is not a resource: no component schema of that name has `x-latchkey`. Did you mean `Account`?',
      },
    ],
  ],
  [
    'a reference that cannot become null',
    { '#/components/schemas/User/properties/group_id/type': 'string' },
    [
      {
        rule: 'refers_to',
        at: '#/components/schemas/User/properties/group_id/x-latchkey/on_delete',
        message:
          '`on_delete: set_null` requires a nullable property, and `group_id` is not nullable. Allow null, or use `cascade`.',
      },
    ],
  ],
  [
    'an embedded record that is not a resource',
    { '#/components/schemas/Session/properties/user/$ref': '#/components/schemas/SignIn' },
    [
      {
        rule: 'embeds',
        at: '#/components/schemas/Session/properties/user/x-latchkey/embeds',
        message:
          '`embeds` shows a record, so the schema of `user` must be a `$ref` to a resource. Or name the resource: `embeds: { by: user_id, resource: NAME }`.',
      },
    ],
  ],
  [
    'a redacted property that is not a secret',
    { '#/components/schemas/Key/properties/redacted/x-latchkey/redacts': 'name' },
    [
      {
        rule: 'secret',
        at: '#/components/schemas/Key/properties/redacted/x-latchkey/redacts',
        message: '`name` is not a secret of `Key`. Known: `secret`.',
      },
    ],
  ],
  [
    'a selection by a credential',
    { '#/components/schemas/Crate/properties/depot_id/x-latchkey/selected_by': 'key' },
    [
      {
        rule: 'selects',
        at: '#/components/schemas/Crate/properties/depot_id/x-latchkey/selected_by',
        message: '`key` is not a security scheme with `selects`. Known: `depot`.',
      },
    ],
  ],
  [
    'a value without a transition',
    { '#/components/schemas/Key/properties/enabled/x-latchkey/transition/maybe': 'pausing' },
    [
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/properties/enabled/x-latchkey/transition/maybe',
        message: '`Key` has no transition `pausing`. Known: `pause`, `resume`, `revoke`, `retire` and `delete`.',
      },
    ],
  ],
  [
    'a number that a rule reads as a time without its unit',
    { '#/components/schemas/Key/properties/retires_at': { type: ['integer', 'null'] } },
    [
      {
        rule: 'time',
        at: '#/components/schemas/Key/properties/retires_at',
        message:
          '`retires_at` of `Key` is a number that a rule reads as a time. Add `x-latchkey: { time: s }` for seconds since 1970, or `time: ms` for milliseconds.',
      },
    ],
  ],
  [
    'a unit of a time that is text',
    { '#/components/schemas/Key/properties/retires_at/x-latchkey': { time: 'ms' } },
    [
      {
        rule: 'time',
        at: '#/components/schemas/Key/properties/retires_at/x-latchkey/time',
        message: '`time` is for a property of type `integer`. Remove it, or correct the type.',
      },
    ],
  ],
  [
    'a stamp of another type than its property',
    { '#/components/schemas/Key/x-latchkey/set/create/created_at': 'now_ms' },
    [
      {
        rule: 'set',
        at: '#/components/schemas/Key/x-latchkey/set/create/created_at',
        message:
          '`now_ms` is a number, and `created_at` of `Key` is of type `string`. Use another stamp, or correct the type.',
      },
    ],
  ],
]

describe('the keywords of a property refer to what exists', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
