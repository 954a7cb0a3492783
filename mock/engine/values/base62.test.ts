import { expect, test } from 'vitest'
import { base62, base62Of } from './base62.ts'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The expected result, computed digit by digit. */
function reference(value: number, length: number): string {
  return length === 0 ? '' : reference(Math.floor(value / 62), length - 1) + DIGITS[value % 62]
}

test('a number is written with exactly the given number of digits', () => {
  expect([0, 61, 62, 2 ** 32 - 1].map(value => base62(value, 6))).toEqual(['000000', '00000z', '000010', '4gfFC3'])
})

test('a number with more digits is truncated to its lowest digits', () => {
  for (const value of [0, 1, 61, 62, 3843, 3844, 238_328, 2 ** 31, 2 ** 53 - 1])
    for (const length of [0, 1, 2, 3, 4, 5, 9, 12]) expect(base62(value, length)).toBe(reference(value, length))
})

test('several numbers are written as one string', () => {
  const numbers = [62 ** 3 - 1, 62, 3844]
  expect(base62Of(8, 3, () => numbers.shift() ?? Number.NaN)).toBe('zzz01000')
  expect(base62Of(0, 3, () => Number.NaN)).toBe('')
})
