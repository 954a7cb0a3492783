import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'a reference to no resource',
    { '#/components/schemas/Key/properties/account_id/x-latchkey/refers_to': 'Acount' },
    [
      {
        rule: 'properties',
        at: '#/components/schemas/Key/properties/account_id/x-latchkey/refers_to',
        message: '`Acount` is no resource: no component schema of that name has `x-latchkey`. Did you mean `Account`?',
      },
    ],
  ],
  [
    'a reference that cannot become null',
    { '#/components/schemas/User/properties/group_id/type': 'string' },
    [
      {
        rule: 'properties',
        at: '#/components/schemas/User/properties/group_id/x-latchkey/on_delete',
        message:
          '`on_delete: set_null` needs a property that may be null; `group_id` may not. Allow null, or say `cascade`.',
      },
    ],
  ],
  [
    'an embedded record of no resource',
    { '#/components/schemas/Session/properties/user/$ref': '#/components/schemas/SignIn' },
    [
      {
        rule: 'properties',
        at: '#/components/schemas/Session/properties/user/x-latchkey/embeds',
        message: '`embeds` shows a record, so the schema of `user` must be a `$ref` to a resource.',
      },
    ],
  ],
  [
    'a redacted property that is no secret',
    { '#/components/schemas/Key/properties/redacted/x-latchkey/redacts': 'name' },
    [
      {
        rule: 'properties',
        at: '#/components/schemas/Key/properties/redacted/x-latchkey/redacts',
        message: '`name` is no secret of `Key`. There is `secret`.',
      },
    ],
  ],
  [
    'a selection by a credential',
    { '#/components/schemas/Crate/properties/depot_id/x-latchkey/selected_by': 'key' },
    [
      {
        rule: 'properties',
        at: '#/components/schemas/Crate/properties/depot_id/x-latchkey/selected_by',
        message: '`key` is no security scheme with `selects`. There is `depot`.',
      },
    ],
  ],
  [
    'a value that takes no transition',
    { '#/components/schemas/Key/properties/enabled/x-latchkey/transition/maybe': 'pausing' },
    [
      {
        rule: 'properties',
        at: '#/components/schemas/Key/properties/enabled/x-latchkey/transition/maybe',
        message: '`Key` has no transition `pausing`. There are `pause`, `resume`, `revoke` and `delete`.',
      },
    ],
  ],
]

describe('the words of a property refer to what there is', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
