import { describe, expect, test } from 'vitest'
import { type Broken, findings } from './tiny.ts'

const broken: readonly Broken[] = [
  [
    'a limit that can never be reached',
    {
      '#/components/schemas/Session/x-latchkey/limits': [
        { count: { state: ['ended'] }, per: 'user', max: 1, refuse: 'key_limit' },
      ],
    },
    [
      {
        rule: 'limits',
        at: '#/components/schemas/Session/x-latchkey/limits/0',
        message:
          'No operation leads to the states that this limit of `Session` counts, so it can never be reached. Remove the limit, or correct `count`.',
      },
    ],
  ],
]

describe('a limit guards a way into the states that it counts', () => {
  test.each(broken)('%s is found', (_, edits, expected) => {
    expect(findings(edits)).toEqual(expected)
  })
})
