import { base62 } from './base62.ts'
import { crc32 } from './crc32.ts'
import type { SeededRandom } from './random.ts'
import { sha256Hex } from './sha256.ts'

/** How many characters of a secret are random. */
export const RANDOM_LENGTH = 43
const CHECKSUM = 6

/** The secret at a position of the stream: `{prefix}_{43 random base62 characters}{6 base62 characters of the CRC-32 of the preceding text}`. */
export function mintSecret(prefix: string, random: SeededRandom, count: number): string {
  const unchecked = `${prefix}_${random.characters(prefix, count, RANDOM_LENGTH)}`
  return unchecked + base62(crc32(unchecked), CHECKSUM)
}

/** Whether the secret has the format of a minted one and a valid checksum. A typo fails; an unknown secret passes. */
export function isWellFormed(secret: string, prefix: string): boolean {
  const random = secret.slice(prefix.length + 1)
  if (!secret.startsWith(`${prefix}_`) || random.length !== RANDOM_LENGTH + CHECKSUM || !/^[0-9A-Za-z]+$/.test(random))
    return false
  return base62(crc32(secret.slice(0, -CHECKSUM)), CHECKSUM) === secret.slice(-CHECKSUM)
}

/** The prefix and the last four characters: `lk_live_****9fQ2`. */
export function redactSecret(prefix: string, secret: string): string {
  return `${prefix}_****${secret.slice(-4)}`
}

/** SHA-256 in hex. Sufficient for a secret of 256 random bits; the passwords of a mock are public. */
export function hashSecret(secret: string): string {
  return sha256Hex(secret)
}

/** Whether a text has this hash, in constant time. */
export const hashes = {
  isOf: (hash: string, text: string): boolean => equalsInConstantTime(hash, hashSecret(text)),
}

/** Compares two strings of the same length in constant time. */
export function equalsInConstantTime(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let difference = 0
  for (let index = 0; index < one.length; index++) difference |= one.charCodeAt(index) ^ other.charCodeAt(index)
  return difference === 0
}
