import { describe, expect, test } from 'vitest'
import { formOfPrefix } from '../../../openapi/contract/secret-form.ts'
import { SeededRandom } from './random.ts'
import { equalsInConstantTime, hashSecret, isWellFormed, mintSecret, redactSecret } from './secret.ts'

const LK = formOfPrefix('lk_live')
const secret = mintSecret(LK, new SeededRandom(7), 1)

describe('a secret', () => {
  test('consists of its prefix, 43 random characters and 6 checksum characters', () => {
    expect(secret).toMatch(/^lk_live_[0-9A-Za-z]{49}$/)
    expect(isWellFormed(secret, LK)).toBe(true)
    expect(mintSecret(formOfPrefix('lk_live'), new SeededRandom(7), 1)).toBe(secret)
    for (const other of [
      mintSecret(formOfPrefix('lk_live'), new SeededRandom(7), 2),
      mintSecret(formOfPrefix('lk_live'), new SeededRandom(8), 1),
    ])
      expect(other).not.toBe(secret)
  })

  test('is not well formed if any one character is changed, missing, added or swapped', () => {
    for (let at = 0; at < secret.length; at++) {
      const [start, end] = [secret.slice(0, at), secret.slice(at + 1)]
      const other = secret[at] === 'a' ? 'b' : 'a'
      for (const typo of [start + other + end, start + end, `${start}a${secret.slice(at)}`])
        expect(isWellFormed(typo, LK)).toBe(false)
    }
    const swapped = secret.slice(0, 20) + secret[21] + secret[20] + secret.slice(22)
    expect(isWellFormed(swapped, LK)).toBe(swapped === secret)
  })

  test('is well formed only with its own prefix', () => {
    for (const prefix of ['lk', 'lk_live_', 'ses', '']) expect(isWellFormed(secret, formOfPrefix(prefix))).toBe(false)
    for (const text of ['', 'lk_live_', 'lk_live', `lk_live_${'é'.repeat(49)}`])
      expect(isWellFormed(text, LK)).toBe(false)
  })

  test('is redacted to its prefix and last four characters', () => {
    expect(redactSecret(LK, secret)).toBe(`lk_live_****${secret.slice(-4)}`)
  })

  test('is hashed with SHA-256', () => {
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})

test('a constant-time comparison compares all characters and the lengths', () => {
  expect(equalsInConstantTime('abc', 'abc')).toBe(true)
  for (const other of ['abd', 'bbc', 'ab', 'abcd', '', 'ABC']) expect(equalsInConstantTime('abc', other)).toBe(false)
  // These character codes differ in the high byte only.
  expect(equalsInConstantTime('\u0161', 'a')).toBe(false)
})
