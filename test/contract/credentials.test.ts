import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'a rotation that does not say how',
    { '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate': undefined },
    [
      {
        rule: 'credentials',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/does',
        message: '`does: rotate` needs `rotate` beside it. Add it.',
      },
      {
        rule: 'refusals',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/responses/409',
        message:
          '`rotateKey` cannot refuse with `invalid_transition`: no rule gives it there. Take it out of the 409 response, or add the rule.',
      },
    ],
  ],
  [
    'details of another verb',
    { '#/paths/~1keys/get/x-latchkey/sign_in': { login: 'email', password: 'password', refuse: 'invalid_session' } },
    [
      {
        rule: 'credentials',
        at: '#/paths/~1keys/get/x-latchkey/sign_in',
        message: '`sign_in` has no meaning without `does: sign_in`. Remove it.',
      },
    ],
  ],
  [
    'a grace that the body does not have',
    { '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/grace': 'grace' },
    [
      {
        rule: 'credentials',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/grace',
        message:
          "The body has no member `grace`. Did you mean `grace_seconds`? Add it to the body's schema, or correct the name.",
      },
    ],
  ],
  [
    'a transition to retire that does not exist',
    { '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/retire': 'revok' },
    [
      {
        rule: 'credentials',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/retire',
        message: '`revok` is no transition of `Key`. Did you mean `revoke`?',
      },
    ],
  ],
  [
    'a copied property that does not exist',
    { '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/copies/0': 'nme' },
    [
      {
        rule: 'credentials',
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
        rule: 'credentials',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/renews',
        message: '`Key` has no property `created`. Did you mean `created_at`?',
      },
    ],
  ],
  [
    'a rotation of what has no secret',
    {
      '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey': {
        resource: 'Crate',
        does: 'rotate',
        call: 'keys.rotate',
        rotate: { from: ['a'], grace: 'grace_seconds', retire: 'b' },
      },
    },
    [
      {
        rule: 'operations',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/does',
        message:
          '`does: rotate` makes records, but `Crate` does not say how their ids are minted. Add `id` to its `x-latchkey`.',
      },
      {
        rule: 'credentials',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate',
        message: '`Crate` has no secret to rotate. Rotate a resource that has one.',
      },
      {
        rule: 'credentials',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/x-latchkey/rotate/retire',
        message: '`b` is no transition of `Crate`.',
      },
      {
        rule: 'refusals',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/responses/409',
        message:
          '`rotateKey` cannot refuse with `key_limit`: no rule gives it there. Take it out of the 409 response, or add the rule.',
      },
      {
        rule: 'refusals',
        at: '#/paths/~1keys~1{key_id}~1rotate/post/responses/409',
        message:
          '`rotateKey` cannot refuse with `invalid_transition`: no rule gives it there. Take it out of the 409 response, or add the rule.',
      },
    ],
  ],
  [
    'a login that principals do not have',
    { '#/paths/~1sessions/post/x-latchkey/sign_in/login': 'mail' },
    [
      {
        rule: 'credentials',
        at: '#/paths/~1sessions/post/x-latchkey/sign_in/login',
        message: '`mail` is no property of a principal. Did you mean `email`?',
      },
      {
        rule: 'credentials',
        at: '#/paths/~1sessions/post/x-latchkey/sign_in/login',
        message:
          "The body has no member `mail`. Did you mean `email`? Add it to the body's schema, or correct the name.",
      },
    ],
  ],
  [
    'a password that principals do not have',
    { '#/paths/~1sessions/post/x-latchkey/sign_in/password': 'pass' },
    [
      {
        rule: 'credentials',
        at: '#/paths/~1sessions/post/x-latchkey/sign_in/password',
        message: '`pass` is no member of a principal. Did you mean `password`?',
      },
      {
        rule: 'credentials',
        at: '#/paths/~1sessions/post/x-latchkey/sign_in/password',
        message:
          "The body has no member `pass`. Did you mean `password`? Add it to the body's schema, or correct the name.",
      },
    ],
  ],
]

describe('rotation and signing in refer to what there is', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
