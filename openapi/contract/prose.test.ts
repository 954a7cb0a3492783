import { expect, test } from 'vitest'
import { listOf } from './prose.ts'

test('listOf writes a list as English does', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(items => listOf(items))).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ])
  expect(listOf(new Set(['a', 'b', 'c']), 'or')).toBe('a, b or c')
})
