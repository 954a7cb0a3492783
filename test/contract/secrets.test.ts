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
          '`secret` of `Key` is shown by `updateKey`, whose response has no such property. Respond with the schema that has it, name `$record.secret` in its `answer`, or remove `updateKey` from `shown_by`.',
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
  [
    'a secret without a form',
    { '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/secret': {} },
    [
      {
        rule: 'secret',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/secret',
        message: 'The secret `secret` of `Key` needs its form: one of `prefix`, `form`, or `by` with `forms`.',
      },
    ],
  ],
  ...(
    [
      [
        'tk_{hex}',
        'The form `tk_{hex}` is not valid: `{hex}` is not a placeholder: use `{hex:N}`, `{base62:N}`, `{base58:N}`, `{base64url:N}`, `{digits:N}`, `{uuid}`, `{crc32}` or `{$property}`.',
      ],
      ['tk_{hex:5000}', 'The form `tk_{hex:5000}` is not valid: `{hex:5000}` must have 1 to 1000 characters.'],
      ['tk_{hex:64', 'The form `tk_{hex:64` is not valid: `tk_{hex:64` has a brace that is not part of a placeholder.'],
      ['tk {hex:64}', 'The form `tk {hex:64}` is not valid: `tk ` has a blank, or a character that is not ASCII.'],
      ['{crc32}{hex:64}', 'The form `{crc32}{hex:64}` is not valid: `{crc32}` must stand at the end.'],
      [
        'tk_{hex:7}',
        'The form `tk_{hex:7}` has too few random characters to be found in logs. Use at least 16, or 8 after a text of three characters or more.',
      ],
      [
        '{digits:15}',
        'The form `{digits:15}` has too few random characters to be found in logs. Use at least 16, or 8 after a text of three characters or more.',
      ],
    ] as const
  ).map(
    ([form, message]): Broken => [
      `the form ${form}`,
      { '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/secret': { form } },
      [{ rule: 'secret', at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/secret/form', message }],
    ],
  ),
  [
    'forms by a property that does not exist',
    {
      '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/secret': {
        by: 'type',
        forms: { secret: { form: 'sk_{hex:4}' } },
      },
    },
    [
      {
        rule: 'secret',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/secret/by',
        message:
          '`Key` has no property `type`. Known: `id`, `name`, `status`, `enabled`, `redacted`, `account_id`, `created_at`, `last_used_at`, `revoked_at`, `retires_at` and `secret`.',
      },
      {
        rule: 'secret',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/secret/forms/secret/form',
        message:
          'The form `sk_{hex:4}` has too few random characters to be found in logs. Use at least 16, or 8 after a text of three characters or more.',
      },
    ],
  ],
  [
    'a redacted form that shows too much',
    {
      '#/components/schemas/Key/properties/redacted/x-latchkey/redacts': {
        property: 'secret',
        form: '{first:20}***{last:20}',
      },
    },
    [
      {
        rule: 'secret',
        at: '#/components/schemas/Key/properties/redacted/x-latchkey/redacts/form',
        message: '`{first:20}***{last:20}` shows more than half of `secret`, which has 52 characters. Show less of it.',
      },
    ],
  ],
  [
    'an unknown secret that is redacted in another form',
    {
      '#/components/schemas/Key/properties/redacted/x-latchkey/redacts': {
        property: 'secrt',
        form: '{first:3}***{last:3}',
      },
    },
    [
      {
        rule: 'secret',
        at: '#/components/schemas/Key/properties/redacted/x-latchkey/redacts/property',
        message: '`secrt` is not a secret of `Key`. Did you mean `secret`?',
      },
    ],
  ],
]

describe('a secret is shown by exactly the operations in `shown_by`', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
