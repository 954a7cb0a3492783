import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'a mistyped state that a transition starts from',
    { '#/components/schemas/Key/x-latchkey/lifecycle/transitions/revoke/from/2': 'pausd' },
    [
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/x-latchkey/lifecycle/transitions/revoke/from/2',
        message: 'No record of `Key` can be `pausd`. Did you mean `paused`?',
      },
      {
        rule: 'declared-refusals',
        at: '#/paths/~1keys~1revoke/post/responses',
        message:
          '`revokeKeys` can respond with `key_already_revoked` (the transition `revoke` of `Key` starts only from active, paused, pausd), but the contract does not declare it. Add its schema to the 409 response.',
      },
    ],
  ],
  [
    'a transition that no operation applies',
    { '#/paths/~1keys~1{key_id}/delete': undefined },
    [
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/x-latchkey/lifecycle/transitions/delete',
        message: 'No operation takes the transition `delete` of `Key`. Remove it, or add an operation that does it.',
      },
    ],
  ],
  [
    'a transition without a target state',
    {
      '#/components/schemas/Key/x-latchkey/lifecycle/transitions/revoke/to': undefined,
      '#/components/schemas/KeyStatus/enum': ['active', 'paused', 'retiring'],
    },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/refuse/revoked',
        message: 'No record of `Key` can be `revoked`. Remove it, or let an operation lead there.',
      },
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/x-latchkey/lifecycle/transitions/revoke',
        message: 'The transition `revoke` has no target state. Add `to`.',
      },
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/x-latchkey/lifecycle/transitions/delete/from/0',
        message: 'No record of `Key` can be `revoked`. Remove it, or let an operation lead there.',
      },
      {
        rule: 'declared-refusals',
        at: '#/components/responses/Unauthorized/content/application~1problem+json/schema/oneOf/2',
        message:
          '`getMe`, `listKeys`, `createKey`, `revokeKeys`, `updateKey` and 5 more cannot respond with `key_revoked`: no rule gives it there. Remove it from the 401 response, or add the rule.',
      },
    ],
  ],
  [
    'a deletion with a target state',
    { '#/components/schemas/Key/x-latchkey/lifecycle/transitions/delete/to': 'revoked' },
    [
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/x-latchkey/lifecycle/transitions/delete/to',
        message: 'The transition `delete` removes the record. Remove its `to`.',
      },
    ],
  ],
  [
    'an expiry that nothing sets',
    {
      '#/components/schemas/Key/x-latchkey/lifecycle/expires': { field: 'retires_at', from: ['active'], to: 'expired' },
    },
    [
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/x-latchkey/lifecycle/expires/to',
        message: 'No record of `Key` can be `expired`. Remove it, or let an operation lead there.',
      },
    ],
  ],
  [
    'a limit of a state that nothing leads to',
    { '#/components/schemas/Key/x-latchkey/limits/0/count/status/1': 'expired' },
    [
      {
        rule: 'limits',
        at: '#/components/schemas/Key/x-latchkey/limits/0/count/status/1',
        message: 'No record of `Key` can be `expired`. Remove it, or let an operation lead there.',
      },
    ],
  ],
  [
    'a limit by a property that does not exist',
    { '#/components/schemas/Key/x-latchkey/limits/0/count': { state: ['active'] } },
    [
      {
        rule: 'limits',
        at: '#/components/schemas/Key/x-latchkey/limits/0/count/state',
        message:
          '`Key` has no property `state`. Known: `id`, `name`, `status`, `enabled`, `redacted`, `account_id`, `created_at`, `last_used_at`, `revoked_at`, `retires_at` and `secret`.',
      },
    ],
  ],
  [
    'a limit by the value of a property that does not exist',
    { '#/components/schemas/Key/x-latchkey/limits/0/per': { property: 'kind' } },
    [
      {
        rule: 'limits',
        at: '#/components/schemas/Key/x-latchkey/limits/0/per',
        message:
          '`Key` has no property `kind`. Known: `id`, `name`, `status`, `enabled`, `redacted`, `account_id`, `created_at`, `last_used_at`, `revoked_at`, `retires_at` and `secret`.',
      },
    ],
  ],
  [
    'a state that records leave by themselves and never enter',
    { '#/components/schemas/Key/x-latchkey/lifecycle/after': { pending: { to: 'active', in: 'PT2S' } } },
    [
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/x-latchkey/lifecycle/after/pending',
        message: 'No record of `Key` can be `pending`. Remove it, or let an operation lead there.',
      },
    ],
  ],
  [
    'a limit without a lifecycle',
    {
      '#/components/schemas/Crate/x-latchkey/limits': [
        { count: { status: ['open'] }, per: 'account', max: 1, refuse: 'key_limit' },
      ],
    },
    [
      {
        rule: 'limits',
        at: '#/components/schemas/Crate/x-latchkey/limits/0/count/status',
        message: '`Crate` has no property `status`. Known: `id` and `depot_id`.',
      },
      {
        rule: 'limits',
        at: '#/components/schemas/Crate/x-latchkey/limits/0',
        message:
          'No operation leads to the states that this limit of `Crate` counts, so it can never be reached. Remove the limit, or correct `count`.',
      },
    ],
  ],
  [
    'a state in which credentials are accepted',
    { '#/components/securitySchemes/key/x-latchkey/accepts/2': 'actve' },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/accepts/2',
        message: 'No record of `Key` can be `actve`. Did you mean `active`?',
      },
    ],
  ],
  [
    'a state in which credentials are refused',
    { '#/components/securitySchemes/key/x-latchkey/refuse/expired': 'key_revoked' },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/refuse/expired',
        message: 'No record of `Key` can be `expired`. Remove it, or let an operation lead there.',
      },
    ],
  ],
  [
    'a state that a rotation starts from',
    { '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/from/1': 'lost' },
    [
      {
        rule: 'rotate',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/from/1',
        message: 'No record of `Key` can be `lost`. Remove it, or let an operation lead there.',
      },
    ],
  ],
  [
    'a listed state that nothing leads to',
    { '#/components/schemas/KeyStatus/enum/4': 'lost' },
    [
      {
        rule: 'lifecycle',
        at: '#/components/schemas/KeyStatus/enum/4',
        message:
          '`status` lists `lost`, but no record of `Key` can be that. Remove it, or let an operation lead there.',
      },
    ],
  ],
  [
    'a reachable state that is not listed',
    { '#/components/schemas/KeyStatus/enum/2': undefined },
    [
      {
        rule: 'lifecycle',
        at: '#/components/schemas/KeyStatus/enum',
        message: 'A record of `Key` can be `revoked`, which `status` does not list. Add it to the enum.',
      },
    ],
  ],
  [
    'states that are not listed at all',
    { '#/components/schemas/KeyStatus/enum': undefined },
    [
      {
        rule: 'lifecycle',
        at: '#/components/schemas/KeyStatus',
        message:
          '`status` of `Key` must be an `enum` of the states `active`, `revoked`, `paused` and `retiring`. Add it.',
      },
    ],
  ],
]

test('a verb that every object inherits is no transition', () => {
  const found = findings({ '#/paths/~1keys~1{key_id}/patch/x-latchkey/does': 'constructor' })
  expect(found.map(({ message }) => message).join()).toContain('constructor')
})

describe('rules refer to reachable states', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
