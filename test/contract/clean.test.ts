import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lintFile } from '../../openapi/read/lint.ts'
import { checkDocument } from '../../openapi/vocabulary/check.ts'
import { findings, TINY } from './tiny.ts'

test('a contract that uses every keyword has no findings', () => {
  expect(findings({})).toEqual([])
})

test('Redocly reports nothing for it either', async () => {
  expect(await lintFile(TINY, 'any')).toEqual([])
})

test.each(['standard', 'account-keys', 'secret-keys', 'store-admin', 'user-keys', 'warehouse'])(
  'the generated contract of %s has no findings',
  system => {
    const file = join(import.meta.dirname, `../../openapi/generated/${system}.json`)
    expect(checkDocument(JSON.parse(readFileSync(file, 'utf8')))).toEqual([])
  },
)

test('if keywords are malformed, nothing else is reported', () => {
  const found = findings({
    '#/components/schemas/Key/x-latchkey/lifecycle/initial': 5,
    '#/paths/~1me/get/responses/401': undefined,
  })
  expect(found).toEqual([
    {
      rule: 'well-formed',
      at: '#/components/schemas/Key/x-latchkey/lifecycle/initial',
      message: '`lifecycle.initial` must be string.',
    },
  ])
})
