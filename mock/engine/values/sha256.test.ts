import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { sha256Hex } from './sha256.ts'

test('sha256Hex gives the same hash with node:crypto and with @noble/hashes', () => {
  for (const text of ['', 'abc', 'é', '😀', '\u0000\u00ff', 'x'.repeat(100_000)]) {
    expect(sha256Hex(text)).toBe(bytesToHex(sha256(utf8ToBytes(text))))
  }
})
