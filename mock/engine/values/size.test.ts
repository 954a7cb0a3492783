import { expect, test } from 'vitest'
import { isLarge } from './size.ts'

const list = (length: number, item: unknown) => Array.from({ length }, () => item)

test.each([
  ['a text', 'x'.repeat(20_001), 'x'.repeat(20_000)],
  ['a list', list(20_000, 1), list(1000, 1)],
  ['lists in a list', list(200, list(100, null)), list(20, list(100, null))],
  ['members', Object.fromEntries(list(9000, 1).map((_, index) => [`a${index}`, 1])), { a: 1, b: { c: 'x' } }],
  ['the name of a member', { ['x'.repeat(20_001)]: 1 }, { x: 1 }],
])('%s can be large', (_, large, small) => {
  expect(isLarge(large)).toBe(true)
  expect(isLarge(small)).toBe(false)
})

test.each([undefined, null, 1, true, '', [], {}])('%j is not large', value => {
  expect(isLarge(value)).toBe(false)
})
