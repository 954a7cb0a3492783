import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'an unknown word',
    { '#/components/schemas/Key/x-latchkey/visble_to': 'account' },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/visble_to',
        message:
          '`visble_to` is unknown in the keywords of a component schema (a resource). Did you mean `visible_to`?',
      },
    ],
  ],
  [
    'an unknown word inside another',
    { '#/components/schemas/Key/x-latchkey/limits/0/amx': 5 },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/limits/0/amx',
        message: '`amx` is unknown in `limits.0`. Known: `count`, `per`, `max` and `refuse`.',
      },
    ],
  ],
  [
    'a missing word',
    { '#/paths/~1me/get/x-latchkey/call': undefined },
    [
      {
        rule: 'well-formed',
        at: '#/paths/~1me/get/x-latchkey',
        message: '`call` is missing in the keywords of an operation. Add it.',
      },
    ],
  ],
  [
    'a value that is none of the known ones',
    { '#/components/schemas/Key/x-latchkey/visible_to': 'acount' },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/visible_to',
        message: '`visible_to` must be one of `account` and `owner`. Did you mean `account`?',
      },
    ],
  ],
  [
    'a value of another type',
    { '#/components/schemas/Key/x-latchkey/limits/0/max': 'five' },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/limits/0/max',
        message: '`limits.0.max` must be integer or null.',
      },
    ],
  ],
  [
    'a code that is no code',
    { '#/components/schemas/Key/x-latchkey/limits/0/refuse': 'Key-Limit' },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/limits/0/refuse',
        message: '`limits.0.refuse` is "Key-Limit", which must match ^[a-z][a-z0-9_]*$.',
      },
    ],
  ],
  [
    'a limit without its refusal',
    { '#/components/schemas/Key/x-latchkey/limits/0/refuse': undefined },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/Key/x-latchkey/limits/0',
        message: '`refuse` is missing in `limits.0`. Add it.',
      },
    ],
  ],
  [
    'a secret that does not say where it is shown',
    { '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey/shown_by': undefined },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/KeyWithSecret/properties/secret/x-latchkey',
        message: '`secret` requires `shown_by` in the keywords of a property of a resource. Add it.',
      },
    ],
  ],
  [
    'an unknown word of a credential',
    { '#/components/securitySchemes/key/x-latchkey/act_as': 'user_id' },
    [
      {
        rule: 'well-formed',
        at: '#/components/securitySchemes/key/x-latchkey/act_as',
        message: '`act_as` is unknown in the keywords of a security scheme. Did you mean `acts_as`?',
      },
    ],
  ],
  [
    'a selection without a refusal',
    { '#/components/securitySchemes/depot/x-latchkey/refuse/missing': undefined },
    [
      {
        rule: 'well-formed',
        at: '#/components/securitySchemes/depot/x-latchkey/refuse',
        message: '`missing` is missing in `refuse`. Add it.',
      },
    ],
  ],
  [
    'words in a place where they have no meaning',
    { '#/info/x-latchkey': { resource: 'Key' } },
    [
      {
        rule: 'well-formed',
        at: '#/info/x-latchkey',
        message:
          '`x-latchkey` has no meaning here. It belongs on a component schema (a resource), on a property of a resource, on a security scheme or on an operation. Move it or remove it.',
      },
    ],
  ],
  [
    'words on a property of no resource',
    { '#/components/schemas/KeyIds/properties/ids/x-latchkey': { refers_to: 'Key' } },
    [
      {
        rule: 'well-formed',
        at: '#/components/schemas/KeyIds/properties/ids/x-latchkey',
        message:
          '`x-latchkey` has no meaning here. It belongs on a component schema (a resource), on a property of a resource, on a security scheme or on an operation. Move it or remove it.',
      },
    ],
  ],
]

describe('x-latchkey says only what the vocabulary knows', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
