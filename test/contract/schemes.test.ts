import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'records of an unknown resource',
    { '#/components/securitySchemes/key/x-latchkey/authenticates': 'Kay' },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/authenticates',
        message: '`Kay` is not a resource: no component schema of that name has `x-latchkey`. Did you mean `Key`?',
      },
    ],
  ],
  [
    'a secret that does not exist',
    { '#/components/securitySchemes/key/x-latchkey/by': 'secrt' },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/by',
        message: '`secrt` is not a secret of `Key`. Did you mean `secret`?',
      },
    ],
  ],
  [
    'acting as an unknown property',
    { '#/components/securitySchemes/key/x-latchkey/acts_as': 'usr_id' },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/acts_as',
        message: '`usr_id` is not a property of `Key`. Did you mean `user_id`?',
      },
    ],
  ],
  [
    'permissions narrowed by an unknown property',
    { '#/components/securitySchemes/key/x-latchkey/narrowed_by': 'scopes' },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/narrowed_by',
        message:
          '`Key` has no property `scopes`. Known: `id`, `name`, `status`, `enabled`, `redacted`, `account_id`, `created_at`, `last_used_at`, `revoked_at`, `retires_at` and `secret`.',
      },
    ],
  ],
  [
    'a touched property that does not exist',
    { '#/components/securitySchemes/key/x-latchkey/touch': 'last_used' },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/touch',
        message: '`Key` has no property `last_used`. Did you mean `last_used_at`?',
      },
    ],
  ],
  [
    'a selection of an unknown resource',
    { '#/components/securitySchemes/depot/x-latchkey/selects': 'Depott' },
    [
      {
        rule: 'selects',
        at: '#/components/securitySchemes/depot/x-latchkey/selects',
        message: '`Depott` is not a resource: no component schema of that name has `x-latchkey`. Did you mean `Depot`?',
      },
    ],
  ],
  [
    'a carrier that the mock cannot read',
    { '#/components/securitySchemes/depot/in': 'cookie' },
    [
      {
        rule: 'operations',
        at: '#/components/securitySchemes/depot',
        message: 'The mock cannot read the scheme `depot`. Make it apiKey in header.',
      },
    ],
  ],
  [
    'a credential that no request carries',
    { '#/components/securitySchemes/key/type': 'mutualTLS', '#/components/securitySchemes/key/scheme': undefined },
    [
      {
        rule: 'operations',
        at: '#/components/securitySchemes/key',
        message: 'The mock cannot read the scheme `key`. Make it one of http, apiKey, oauth2 or openIdConnect.',
      },
    ],
  ],
  [
    'forms of Basic on a scheme that is not Basic',
    { '#/components/securitySchemes/key/x-latchkey/accepts_forms': ['raw'] },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/accepts_forms',
        message: '`accepts_forms` is only for schemes of type `http` with `scheme: basic`. Remove it.',
      },
    ],
  ],
  [
    'a record that a scheme looks for by a value that it cannot have',
    { '#/components/securitySchemes/key/x-latchkey/where': { status: ['actve'], kind: ['secret'] } },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/where/status/0',
        message: '`actve` is not a value of `status`. Did you mean `active`?',
      },
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/where/kind',
        message:
          '`Key` has no property `kind`. Known: `id`, `name`, `status`, `enabled`, `redacted`, `account_id`, `created_at`, `last_used_at`, `revoked_at`, `retires_at` and `secret`.',
      },
    ],
  ],
  [
    'a prefix on a scheme that is not a header',
    { '#/components/securitySchemes/key/x-latchkey/prefix': 'ApiKey' },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/prefix',
        message: '`prefix` is only for schemes of type `apiKey` in `header`. Remove it.',
      },
    ],
  ],
  [
    'a state that is neither accepted nor refused',
    { '#/components/securitySchemes/session/x-latchkey/refuse/ended': undefined },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/session/x-latchkey/refuse',
        message:
          'A record of `Session` can be `ended`, which is neither in `accepts` nor in `refuse`. Add it to one of them.',
      },
    ],
  ],
  [
    'a scheme without keywords',
    {
      '#/components/securitySchemes/other': { type: 'http', scheme: 'bearer' },
      '#/paths/~1me/get/security/1': { session: [], other: [] },
    },
    [
      {
        rule: 'accepts_any',
        at: '#/paths/~1me/get/security/1',
        message:
          'The security scheme `other` does not state what it reads. Add `x-latchkey` with `authenticates`, `selects` or `accepts_any: true` to it.',
      },
    ],
  ],
]

describe('a security scheme states what it reads', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
