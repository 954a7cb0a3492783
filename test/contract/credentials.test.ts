import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'a rotation without `rotate`',
    { '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate': undefined },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/accepts/1',
        message: 'No record of `Key` can be `retiring`. Remove it, or let an operation lead there.',
      },
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/x-latchkey/lifecycle/transitions/revoke/from/2',
        message: 'No record of `Key` can be `retiring`. Remove it, or let an operation lead there.',
      },
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/x-latchkey/lifecycle/transitions/retire',
        message: 'No operation takes the transition `retire` of `Key`. Remove it, or add an operation that does it.',
      },
      {
        rule: 'lifecycle',
        at: '#/components/schemas/KeyStatus/enum/3',
        message:
          '`status` lists `retiring`, but no record of `Key` can be that. Remove it, or let an operation lead there.',
      },
      {
        rule: 'rotate',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/does',
        message: '`does: rotate` requires the keyword `rotate`. Add it.',
      },
      {
        rule: 'declared-refusals',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/responses/409',
        message:
          '`rotateKey` cannot respond with `invalid_transition`: no rule gives it there. Remove it from the 409 response, or add the rule.',
      },
    ],
  ],
  [
    'keywords of another verb',
    { '#/paths/~1keys/get/x-latchkey/sign_in': { login: 'email', password: 'password', refuse: 'invalid_session' } },
    [
      {
        rule: 'sign_in',
        at: '#/paths/~1keys/get/x-latchkey/sign_in',
        message: '`sign_in` is only for `does: sign_in`. Remove it.',
      },
    ],
  ],
  [
    'a grace period that the body does not have',
    { '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/grace': 'grace' },
    [
      {
        rule: 'rotate',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/grace',
        message:
          'The body has no property `grace`. Did you mean `grace_seconds`? Add it to the schema of the body, or correct the name.',
      },
    ],
  ],
  [
    'a transition to retire that does not exist',
    { '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/retire': 'revok' },
    [
      {
        rule: 'rotate',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/retire',
        message: '`revok` is not a transition of `Key`. Did you mean `revoke`?',
      },
    ],
  ],
  [
    'a copied property that does not exist',
    { '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/copies/0': 'nme' },
    [
      {
        rule: 'rotate',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/copies/0',
        message: '`Key` has no property `nme`. Did you mean `name`?',
      },
    ],
  ],
  [
    'a renewed property that does not exist',
    { '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/renews': 'created' },
    [
      {
        rule: 'rotate',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/renews',
        message: '`Key` has no property `created`. Did you mean `created_at`?',
      },
    ],
  ],
  [
    'a rotation of a resource without a secret',
    {
      '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey': {
        resource: 'Crate',
        does: 'rotate',
        call: 'keys.rotate',
        rotate: { from: ['a'], grace: 'grace_seconds', during: 'c', until: 'd', retire: 'b' },
      },
    },
    [
      {
        rule: 'authenticates',
        at: '#/components/securitySchemes/key/x-latchkey/accepts/1',
        message: 'No record of `Key` can be `retiring`. Remove it, or let an operation lead there.',
      },
      {
        rule: 'does',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/does',
        message:
          '`does: rotate` creates records, but `Crate` does not define the form of their ids. Add `id` to its `x-latchkey`.',
      },
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/x-latchkey/lifecycle/transitions/revoke/from/2',
        message: 'No record of `Key` can be `retiring`. Remove it, or let an operation lead there.',
      },
      {
        rule: 'lifecycle',
        at: '#/components/schemas/Key/x-latchkey/lifecycle/transitions/retire',
        message: 'No operation takes the transition `retire` of `Key`. Remove it, or add an operation that does it.',
      },
      {
        rule: 'lifecycle',
        at: '#/components/schemas/KeyStatus/enum/3',
        message:
          '`status` lists `retiring`, but no record of `Key` can be that. Remove it, or let an operation lead there.',
      },
      {
        rule: 'rotate',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate',
        message: '`Crate` has no secret to rotate. Rotate a resource that has one.',
      },
      {
        rule: 'rotate',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/during',
        message: '`c` is not a transition of `Crate`.',
      },
      {
        rule: 'rotate',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/until',
        message: '`Crate` has no property `d`. Did you mean `id`?',
      },
      {
        rule: 'rotate',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/retire',
        message: '`b` is not a transition of `Crate`. Known: `delete`.',
      },
      {
        rule: 'declared-refusals',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/responses/409',
        message:
          '`rotateKey` cannot respond with `key_limit`: no rule gives it there. Remove it from the 409 response, or add the rule.',
      },
      {
        rule: 'declared-refusals',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/responses/409',
        message:
          '`rotateKey` cannot respond with `invalid_transition`: no rule gives it there. Remove it from the 409 response, or add the rule.',
      },
    ],
  ],
  [
    'a login that principals do not have',
    { '#/paths/~1sessions/post/x-latchkey/sign_in/login': 'mail' },
    [
      {
        rule: 'sign_in',
        at: '#/paths/~1sessions/post/x-latchkey/sign_in/login',
        message: '`mail` is not a property of a principal. Did you mean `email`?',
      },
      {
        rule: 'sign_in',
        at: '#/paths/~1sessions/post/x-latchkey/sign_in/login',
        message:
          'The body has no property `mail`. Did you mean `email`? Add it to the schema of the body, or correct the name.',
      },
    ],
  ],
  [
    'a password that principals do not have',
    { '#/paths/~1sessions/post/x-latchkey/sign_in/password': 'pass' },
    [
      {
        rule: 'sign_in',
        at: '#/paths/~1sessions/post/x-latchkey/sign_in/password',
        message: '`pass` is not a property of a principal. Did you mean `password`?',
      },
      {
        rule: 'sign_in',
        at: '#/paths/~1sessions/post/x-latchkey/sign_in/password',
        message:
          'The body has no property `pass`. Did you mean `password`? Add it to the schema of the body, or correct the name.',
      },
    ],
  ],
]

describe('rotation and sign-in refer to what exists', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
