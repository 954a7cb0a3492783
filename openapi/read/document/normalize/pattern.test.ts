import { expect, test } from 'vitest'
import { usablePattern } from './pattern.ts'

test.each([
  ['^[a-z]+$', '^[a-z]+$', 'as it is'],
  ['\\"x\\_\\-', '"x_-', 'without escapes that are not needed'],
  ['^[\\w-.]+$', '^[\\w\\-.]+$', 'with a hyphen after a class'],
  ['\\A[a-z]{,3}\\Z', '^[a-z]{0,3}$', 'with anchors and bounds of other languages'],
  ['/^a$/', '^a$', 'without slashes'],
  ['^[[:alpha:]\\_]+$', '^[a-zA-Z_]+$', 'with POSIX classes'],
  ['\\p{Alnum}+', '[a-zA-Z0-9]+', 'with Java classes'],
  ['a{b}', 'a\\{b\\}', 'with braces'],
  ['[\\000-\\037]', '[\\000-\\037]', 'without the flag'],
])('%s can be used as %s: %s', (source, usable) => {
  expect(usablePattern(source)).toBe(usable)
})

test.each(['(', '/^a$/i', '(?i)a', '[z-a]', '\\p{Unknown}'])('%s cannot be used', source => {
  expect(usablePattern(source)).toBeUndefined()
})
