const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const CODES = Array.from(DIGITS, digit => digit.charCodeAt(0))

/** The bytes, read as one big-endian number, as exactly `length` base62 digits (its lowest ones). */
export function base62(bytes: Uint8Array, length: number): string {
  // Long division by 62^2 in small integers, since every id and secret takes it: BigInt needs five times as long.
  const parts = partsOf(bytes)
  const codes: number[] = new Array(length)
  let first = 0
  let end = length
  while (end > 0) {
    while (parts[first] === 0) first++
    let rest = 0
    for (let index = first; index < parts.length; index++) {
      const part = (rest << 16) | (parts[index] ?? 0)
      const quotient = (part / 3844) | 0
      parts[index] = quotient
      rest = part - Math.imul(quotient, 3844)
    }
    codes[--end] = CODES[rest % 62] ?? 0
    if (end > 0) codes[--end] = CODES[(rest / 62) | 0] ?? 0
  }
  return String.fromCharCode(...codes)
}

/** The same number in parts of 16 bits, the highest first. */
function partsOf(bytes: Uint8Array): Int32Array {
  const parts = new Int32Array(Math.ceil(bytes.length / 2))
  for (let index = parts.length - 1, end = bytes.length; index >= 0; index--, end -= 2)
    parts[index] = ((bytes[end - 2] ?? 0) << 8) | (bytes[end - 1] ?? 0)
  return parts
}

/** A non-negative integer below 2^53 as exactly `length` base62 digits. */
export function base62Number(value: number, length: number): string {
  let rest = value
  let digits = ''
  while (digits.length < length) {
    digits = DIGITS[rest % 62] + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}
