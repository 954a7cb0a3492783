import { describe, expect, test } from 'vitest'
import { SeededRandom } from './random.ts'
import { equalsInConstantTime, hashSecret, isWellFormed, mintSecret, redactSecret } from './secret.ts'

const secret = mintSecret('lk_live', new SeededRandom(7), 1)

describe('a secret', () => {
  test('is its prefix, 43 random and 6 checksum characters', () => {
    expect(secret).toMatch(/^lk_live_[0-9A-Za-z]{49}$/)
    expect(isWellFormed(secret, 'lk_live')).toBe(true)
    expect(mintSecret('lk_live', new SeededRandom(7), 1)).toBe(secret)
    for (const other of [mintSecret('lk_live', new SeededRandom(7), 2), mintSecret('lk_live', new SeededRandom(8), 1)])
      expect(other).not.toBe(secret)
  })

  test('with any one character changed, missing, added or swapped is not well formed', () => {
    for (let at = 0; at < secret.length; at++) {
      const [start, end] = [secret.slice(0, at), secret.slice(at + 1)]
      const other = secret[at] === 'a' ? 'b' : 'a'
      for (const typo of [start + other + end, start + end, `${start}a${secret.slice(at)}`])
        expect(isWellFormed(typo, 'lk_live')).toBe(false)
    }
    const swapped = secret.slice(0, 20) + secret[21] + secret[20] + secret.slice(22)
    expect(isWellFormed(swapped, 'lk_live')).toBe(swapped === secret)
  })

  test('is well formed with its own prefix only', () => {
    for (const prefix of ['lk', 'lk_live_', 'ses', '']) expect(isWellFormed(secret, prefix)).toBe(false)
    for (const text of ['', 'lk_live_', 'lk_live', `lk_live_${'é'.repeat(49)}`])
      expect(isWellFormed(text, 'lk_live')).toBe(false)
  })

  test('is shown as its prefix and last four characters', () => {
    expect(redactSecret('lk_live', secret)).toBe(`lk_live_****${secret.slice(-4)}`)
  })

  test('is hashed by SHA-256', () => {
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})

test('a comparison in constant time compares all characters, and the lengths', () => {
  expect(equalsInConstantTime('abc', 'abc')).toBe(true)
  for (const other of ['abd', 'bbc', 'ab', 'abcd', '', 'ABC']) expect(equalsInConstantTime('abc', other)).toBe(false)
  // Characters whose codes differ in a high byte only.
  expect(equalsInConstantTime('\u0161', 'a')).toBe(false)
})
