import { expect, test } from 'vitest'
import { excessOf } from './excess.ts'

const check = (json: string) => excessOf(new TextEncoder().encode(json))
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const object = (members: number) => `{${Array.from({ length: members }, (_, index) => `"a${index}":[1,2]`)}}`

test.each([
  ['100 levels', nested(100), undefined],
  ['101 levels', `{"a":${nested(100)}}`, 'must not be nested more than 100 levels deep'],
  ['many lists that are not nested', `[${Array.from({ length: 300 }, () => '[]')}]`, undefined],
  ['brackets and commas in a text', JSON.stringify([`"\\"${nested(200)}`, ','.repeat(20_000)]), undefined],
  ['a backslash at the end of a text', `["\\\\",${nested(100)}]`, 'must not be nested more than 100 levels deep'],
  ['10,000 members', object(10_000), undefined],
  ['10,001 members', `[1,${object(10_001)}]`, 'must not have an object with more than 10000 members'],
  ['20,000 members in two objects', `[${object(10_000)},${object(10_000)}]`, undefined],
  ['many items', `{"a":[${'0,'.repeat(50_000)}0]}`, undefined],
  ['no structure', '1', undefined],
])('%s', (_, json, message) => {
  expect(() => JSON.parse(json)).not.toThrow()
  expect(check(json)).toBe(message)
})
