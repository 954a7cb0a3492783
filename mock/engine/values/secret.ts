import {
  ALPHABETS,
  CHECKSUM_LENGTH,
  type FormPart,
  formPattern,
  parseForm,
  propertyText,
  startOf,
} from '../../../openapi/contract/secret-form.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { base62 } from './base62.ts'
import { crc32 } from './crc32.ts'
import type { SeededRandom } from './random.ts'
import { sha256Hex } from './sha256.ts'

/** A form with what follows from it. */
interface Compiled {
  readonly parts: readonly FormPart[]
  /** The name of its stream of random values. */
  readonly stream: string
  readonly start: string
  readonly pattern: RegExp
  readonly hasChecksum: boolean
}

const compiled = new Map<string, Compiled>()

function compile(form: string): Compiled {
  let known = compiled.get(form)
  if (!known) {
    const parts = parseForm(form)
    known = {
      parts,
      stream: OWN.exec(form)?.[1] ?? form,
      start: startOf(form),
      pattern: formPattern(form),
      hasChecksum: parts.some(({ is }) => is === 'checksum'),
    }
    compiled.set(form, known)
  }
  return known
}

/** The form of secrets with a prefix. Their stream has the name of the prefix. */
const OWN = /^([a-z_]+)_\{base62:43\}\{crc32\}$/

/** Which value of a stream a secret is. */
export const streamOf = (form: string): string => compile(form).stream

/**
 * The secret at a position of the stream of its form.
 * @param row the record that it is for
 */
export function mintSecret(form: string, random: SeededRandom, count: number, row: Row = {}): string {
  const { parts, stream } = compile(form)
  let secret = ''
  let drawn = 0
  for (const part of parts) {
    // Each random part uses its own stream of random numbers.
    const purpose = drawn === 0 ? stream : `${stream} ${drawn}`
    if (part.is === 'random' || part.is === 'uuid') drawn++
    secret += part.is === 'property' ? propertyText(row, part.property) : minted(part, secret, purpose, random, count)
  }
  return secret
}

function minted(
  part: Exclude<FormPart, { readonly is: 'property' }>,
  before: string,
  purpose: string,
  random: SeededRandom,
  count: number,
): string {
  switch (part.is) {
    case 'text':
      return part.text
    case 'random':
      return part.alphabet === 'base62'
        ? random.characters(purpose, count, part.length)
        : random.text(purpose, count, part.length, ALPHABETS[part.alphabet])
    case 'uuid':
      return asUuid(random.text(purpose, count, 32, ALPHABETS.hex))
    case 'checksum':
      return base62(crc32(before), CHECKSUM_LENGTH)
  }
}

/** A random UUID (version 4) with these hexadecimal digits. */
function asUuid(digits: string): string {
  const variant = '89ab'[Number.parseInt(digits[16] ?? '0', 16) % 4]
  const all = `${digits.slice(0, 12)}4${digits.slice(13, 16)}${variant}${digits.slice(17)}`
  return all.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Whether the secret has the form, and a valid checksum if the form has one. A typo fails; an unknown secret passes. */
export function isWellFormed(secret: string, form: string): boolean {
  const { pattern, hasChecksum } = compile(form)
  if (!pattern.test(secret)) return false
  return (
    !hasChecksum || base62(crc32(secret.slice(0, -CHECKSUM_LENGTH)), CHECKSUM_LENGTH) === secret.slice(-CHECKSUM_LENGTH)
  )
}

/** Whether a typo can be told from an unknown secret. */
export const hasChecksum = (form: string): boolean => compile(form).hasChecksum

/** The text that all secrets of a form start with. */
export const prefixOf = (form: string): string => compile(form).start

/** The prefix and the last four characters: `lk_live_****9fQ2`. */
export function redactSecret(form: string, secret: string): string {
  return `${compile(form).start}****${secret.slice(-4)}`
}

/** SHA-256 in hex. Sufficient for a secret of 256 random bits; the passwords of a mock are public. */
export function hashSecret(secret: string): string {
  return sha256Hex(secret)
}

/** Hashes, and whether a text has one, in constant time. */
export const hashes = {
  of: hashSecret,
  isOf: (hash: string, text: string): boolean => equalsInConstantTime(hash, hashSecret(text)),
}

/** Compares two strings of the same length in constant time. */
export function equalsInConstantTime(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let difference = 0
  for (let index = 0; index < one.length; index++) difference |= one.charCodeAt(index) ^ other.charCodeAt(index)
  return difference === 0
}
