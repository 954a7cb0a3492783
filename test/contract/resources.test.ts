import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'a misspelled account',
    { '#/components/schemas/Key/x-latchkey/owner/tenant': 'acount_id' },
    [
      {
        rule: 'owner',
        at: '#/components/schemas/Key/x-latchkey/owner/tenant',
        message: '`Key` has no property `acount_id`. Did you mean `account_id`?',
      },
    ],
  ],
  [
    'records that are visible to an owner, without the owner',
    { '#/components/schemas/Crate/x-latchkey/visible_to': 'owner' },
    [
      {
        rule: 'owner',
        at: '#/components/schemas/Crate/x-latchkey/visible_to',
        message:
          '`visible_to: owner` needs the property that holds the user. Add `owner.user`, or use `visible_to: account`.',
      },
    ],
  ],
  [
    'a limit per user without the user',
    {
      '#/components/schemas/Key/x-latchkey/owner/user': undefined,
      '#/components/securitySchemes/key/x-latchkey/acts_as': 'account_id',
    },
    [
      {
        rule: 'limits',
        at: '#/components/schemas/Key/x-latchkey/limits/0/per',
        message: '`per: user` needs the property that holds the user. Add `owner.user`, or use `per: account`.',
      },
    ],
  ],
  [
    'a stamp on an unknown property',
    { '#/components/schemas/Key/x-latchkey/set/create': { made_at: 'now' } },
    [
      {
        rule: 'set',
        at: '#/components/schemas/Key/x-latchkey/set/create/made_at',
        message:
          '`Key` has no property `made_at`. Known: `id`, `name`, `status`, `enabled`, `redacted`, `account_id`, `created_at`, `last_used_at`, `revoked_at`, `retires_at` and `secret`.',
      },
    ],
  ],
  [
    'a stamp of a transition on an unknown property',
    { '#/components/schemas/Key/x-latchkey/lifecycle/transitions/revoke/set': { revoked: 'now' } },
    [
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/x-latchkey/lifecycle/transitions/revoke/set/revoked',
        message: '`Key` has no property `revoked`. Did you mean `revoked_at`?',
      },
    ],
  ],
  [
    'a window without its property',
    { '#/components/schemas/Switch/x-latchkey/window/until': 'expires_at' },
    [
      {
        rule: 'window',
        at: '#/components/schemas/Switch/x-latchkey/window/until',
        message: '`Switch` has no property `expires_at`. Known: `open` and `until`.',
      },
    ],
  ],
  [
    'permissions in an unknown property',
    { '#/components/schemas/User/x-latchkey/principal/permissions/0': 'group.permissions' },
    [
      {
        rule: 'principal',
        at: '#/components/schemas/User/x-latchkey/principal/permissions/0',
        message: '`User` has no property `group`. Did you mean `group_id`?',
      },
    ],
  ],
  [
    'permissions through a property that refers to nothing',
    { '#/components/schemas/User/x-latchkey/principal/permissions/0': 'email.permissions' },
    [
      {
        rule: 'principal',
        at: '#/components/schemas/User/x-latchkey/principal/permissions/0',
        message:
          '`email.permissions` goes through `email`, which does not refer to a resource. Add `x-latchkey: { refers_to: ... }` to `email`, or correct the path.',
      },
    ],
  ],
  [
    'permissions that the referred record does not have',
    { '#/components/schemas/User/x-latchkey/principal/permissions/0': 'group_id.permission' },
    [
      {
        rule: 'principal',
        at: '#/components/schemas/User/x-latchkey/principal/permissions/0',
        message: '`Group` has no property `permission`. Did you mean `permissions`?',
      },
    ],
  ],
  [
    'an unknown property that disables principals',
    { '#/components/schemas/User/x-latchkey/principal/enabled': 'enable' },
    [
      {
        rule: 'principal',
        at: '#/components/schemas/User/x-latchkey/principal/enabled',
        message: '`User` has no property `enable`. Did you mean `enabled`?',
      },
    ],
  ],
  [
    'two seeded records with one id',
    { '#/components/schemas/Account/x-latchkey/seed': [{ id: 'acc_1' }, { id: 'acc_1' }] },
    [
      {
        rule: 'seed',
        at: '#/components/schemas/Account/x-latchkey/seed/1/id',
        message: 'Two seeded records have the id `acc_1`. Give each its own id.',
      },
    ],
  ],
  [
    'a seeded record without an account',
    { '#/components/schemas/Depot/x-latchkey/seed': [{ id: 7 }] },
    [
      {
        rule: 'seed',
        at: '#/components/schemas/Depot/x-latchkey/seed/0',
        message: 'The seeded record `7` has no `account_id`. Add the account that it belongs to.',
      },
    ],
  ],
]

describe('a resource names properties that it has', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
