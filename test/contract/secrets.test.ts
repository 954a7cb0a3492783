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
        rule: 'secrets',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by/1',
        message: '`rotateKeys` is no operation. Did you mean `rotateKey`?',
      },
    ],
  ],
  [
    'an operation whose answer has no secret',
    { '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by/2': 'updateKey' },
    [
      {
        rule: 'secrets',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by/2',
        message:
          '`secret` of `Key` is shown by `updateKey`, whose answer has no such property. Answer with the schema that has it, or take `updateKey` out of `shown_by`.',
      },
    ],
  ],
  [
    'an answer with the secret that is not listed',
    { '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by': ['createKey'] },
    [
      {
        rule: 'secrets',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by',
        message:
          'The answer of `rotateKey` has `secret` of `Key`, but `shown_by` does not list it. Add it there, or answer without the secret.',
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
        rule: 'secrets',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by',
        message:
          'The answer of `revokeKeys` has `secret` of `Key`, but `shown_by` does not list it. Add it there, or answer without the secret.',
      },
    ],
  ],
  [
    'two secrets with the same prefix',
    { '#/components/schemas/SessionWithToken/properties/token/x-latchkey/secret/prefix': 'tk' },
    [
      {
        rule: 'secrets',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/secret',
        message:
          'The secrets `Session.token` and `Key.secret` share the prefix `tk`, so nothing tells them apart. Give each a prefix of its own.',
      },
    ],
  ],
]

describe('a secret is shown by exactly the operations that say so', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
