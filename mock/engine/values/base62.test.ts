import { expect, test } from 'vitest'
import { base62, base62Number } from './base62.ts'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The same by arithmetic without limits. */
function reference(bytes: Uint8Array, length: number): string {
  let rest = bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n)
  let digits = ''
  for (; digits.length < length; rest /= 62n) digits = DIGITS[Number(rest % 62n)] + digits
  return digits
}

test('bytes become the lowest digits of the number that they are', () => {
  const samples = [0, 1, 61, 62, 127, 128, 255].flatMap(value => [
    new Uint8Array([value]),
    new Uint8Array(32).fill(value),
    new Uint8Array(31).fill(value),
    Uint8Array.from({ length: 32 }, (_, index) => (value * 31 + index * 97) % 256),
  ])
  for (const bytes of [...samples, new Uint8Array()]) {
    for (const length of [1, 3, 4, 16, 43, 50]) expect(base62(bytes, length)).toBe(reference(bytes, length))
  }
})

test('a number becomes exactly as many digits', () => {
  expect([0, 61, 62, 2 ** 32 - 1].map(value => base62Number(value, 6))).toEqual([
    '000000',
    '00000z',
    '000010',
    '4gfFC3',
  ])
})
