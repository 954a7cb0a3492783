import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'an operation that does not exist',
    {
      '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by/1': 'rotateKeys',
      '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by/2': 'rotateKey',
    },
    [
      {
        rule: 'secret',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by/1',
        message: '`rotateKeys` is not an operation. Did you mean `rotateKey`?',
      },
    ],
  ],
  [
    'an operation whose response has no secret',
    { '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by/2': 'updateKey' },
    [
      {
        rule: 'secret',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by/2',
        message:
          '`secret` of `Key` is shown by `updateKey`, whose response has no such property. Respond with the schema that has it, or remove `updateKey` from `shown_by`.',
      },
    ],
  ],
  [
    'a response with the secret that is not listed',
    { '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by': ['createKey'] },
    [
      {
        rule: 'secret',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by',
        message:
          'The response of `rotateKey` has `secret` of `Key`, but `shown_by` does not list it. Add it there, or respond without the secret.',
      },
    ],
  ],
  [
    'a list with secrets that is not listed',
    {
      '#/paths/~1keys~1revoke/post/responses/200/content/application~1json/schema': {
        type: 'object',
        properties: { data: { type: 'array', items: { $ref: '#/components/schemas/KeyWithSecret' } } },
      },
    },
    [
      {
        rule: 'secret',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by',
        message:
          'The response of `revokeKeys` has `secret` of `Key`, but `shown_by` does not list it. Add it there, or respond without the secret.',
      },
    ],
  ],
  [
    'two secrets with the same prefix',
    { '#/components/schemas/SessionWithToken/properties/token/x-latchkey/secret/prefix': 'tk' },
    [
      {
        rule: 'secret',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/secret',
        message:
          'The secrets `Session.token` and `Key.secret` have the same prefix `tk`, so the mock cannot distinguish them. Give each its own prefix.',
      },
    ],
  ],
]

describe('a secret is shown by exactly the operations in `shown_by`', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
