import { crc32 as reference } from 'node:zlib'
import { expect, test } from 'vitest'
import { crc32 } from './crc32.ts'

test('crc32 gives the checksum of zlib', () => {
  for (const text of ['', 'a', '123456789', 'lk_live_', '\u00ff\u0000', 'x'.repeat(10_000)])
    expect(crc32(text)).toBe(reference(Buffer.from(text, 'latin1')))
  expect(crc32('123456789')).toBe(0xcbf43926)
})
