import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'a refusal that is not declared',
    { '#/paths/~1keys/post/responses/415': undefined },
    [
      {
        rule: 'declared-refusals',
        at: '#/paths/~1keys/post/responses',
        message:
          '`createKey` can respond with `unsupported_media_type` (it takes a JSON body), but the contract does not declare it. Add its schema to the 415 response.',
      },
    ],
  ],
  [
    'a refusal that many operations do not declare',
    { '#/components/responses/Unauthorized/content/application~1problem+json/schema/oneOf/5': undefined },
    [
      {
        rule: 'declared-refusals',
        at: '#/components/responses/Unauthorized',
        message:
          '`getMe`, `listKeys`, `createKey`, `revokeKeys`, `updateKey` and 5 more can respond with `invalid_session` (`session` rejects a credential that is `unknown`), but the contract does not declare it. Add its schema to the 401 response.',
      },
    ],
  ],
  [
    'a declared refusal that no rule gives',
    {
      '#/paths/~1me/get/responses/404': {
        description: 'Refused.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/NotFound' } } },
      },
    },
    [
      {
        rule: 'declared-refusals',
        at: '#/paths/~1me/get/responses/404',
        message:
          '`getMe` cannot respond with `not_found`: no rule gives it there. Remove it from the 404 response, or add the rule.',
      },
    ],
  ],
  [
    'a declared refusal that no rule gives on many operations',
    {
      '#/components/responses/Unauthorized/content/application~1problem+json/schema/oneOf/6': {
        $ref: '#/components/schemas/NotFound',
      },
    },
    [
      {
        rule: 'declared-refusals',
        at: '#/components/responses/Unauthorized/content/application~1problem+json/schema/oneOf/6',
        message:
          '`getMe`, `listKeys`, `createKey`, `openSwitch`, `listCrates` and 1 more cannot respond with `not_found`: no rule gives it there. Remove it from the 401 response, or add the rule.',
      },
      {
        rule: 'declared-refusals',
        at: '#/components/schemas/NotFound',
        message:
          '`getMe`, `listKeys`, `createKey`, `revokeKeys`, `updateKey` and 5 more cannot respond with `not_found` under 401: its status is 404. Move it to the 404 response.',
      },
    ],
  ],
  [
    'a refusal with another status',
    {
      '#/paths/~1me/get/responses/422/content/application~1problem+json/schema/$ref':
        '#/components/schemas/RateLimited',
    },
    [
      {
        rule: 'declared-refusals',
        at: '#/paths/~1me/get/responses/422',
        message:
          '`getMe` can respond with `validation_failed` (unknown query parameters are rejected everywhere), but the contract does not declare it. Add its schema to the 422 response.',
      },
      {
        rule: 'declared-refusals',
        at: '#/paths/~1me/get/responses/422',
        message:
          '`getMe` cannot respond with `rate_limited` under 422: its status is 429. Move it to the 429 response.',
      },
    ],
  ],
  [
    'a code that no problem has',
    { '#/components/schemas/Key/x-latchkey/lifecycle/transitions/delete/refuse': 'key_not_revokd' },
    [
      {
        rule: 'declared-refusals',
        at: '#/paths/~1keys~1{key_id}/delete/responses',
        message:
          '`deleteKey` can respond with `key_not_revokd` (the transition `delete` of `Key` starts only from revoked), but the contract does not declare it. No problem schema has that code. Did you mean `key_not_revoked`?',
      },
      {
        rule: 'declared-refusals',
        at: '#/paths/~1keys~1{key_id}/delete/responses/409',
        message:
          '`deleteKey` cannot respond with `key_not_revoked`: no rule gives it there. Remove it from the 409 response, or add the rule.',
      },
    ],
  ],
  [
    'a refusal without a code',
    { '#/paths/~1me/get/responses/400': { description: 'Refused.' } },
    [
      {
        rule: 'declared-refusals',
        at: '#/paths/~1me/get/responses/400',
        message:
          'The 400 response has no error code. Describe it as application/problem+json with a schema whose `code` is a `const`, or remove it.',
      },
    ],
  ],
  [
    'a problem with another status',
    { '#/components/schemas/NotFound/properties/status/const': 410 },
    [
      {
        rule: 'declared-refusals',
        at: '#/components/schemas/NotFound',
        message:
          '`revokeKeys`, `updateKey`, `deleteKey` and `rotateKey` cannot respond with `not_found` under 404: its status is 410. Move it to the 410 response.',
      },
    ],
  ],
]

describe('an operation declares exactly the refusals that rules give', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
