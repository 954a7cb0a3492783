const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The bytes, read as one big-endian number, as exactly `length` base62 digits (its lowest ones). */
export function base62(bytes: Uint8Array, length: number): string {
  let hex = '0x0'
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  let rest = BigInt(hex)
  let digits = ''
  while (digits.length < length) {
    digits = DIGITS[Number(rest % 62n)] + digits
    rest /= 62n
  }
  return digits
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
