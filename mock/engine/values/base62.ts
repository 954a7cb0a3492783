const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const CODES = Array.from(DIGITS, digit => digit.charCodeAt(0))

/** A non-negative integer below 2^53 as exactly `length` base62 digits, its lowest ones. */
export function base62(value: number, length: number): string {
  return base62Of(length, length, () => value)
}

/**
 * A text of base62 digits, made of several numbers: of each its lowest `each` digits, of the last as many as are missing.
 * Every id and secret is written so, and joining texts would take several times as long.
 */
export function base62Of(length: number, each: number, next: () => number): string {
  const codes: number[] = new Array(length)
  for (let start = 0; start < length; start += each) {
    let rest = next()
    for (let place = Math.min(start + each, length) - 1; place >= start; place--) {
      codes[place] = CODES[rest % 62] ?? 0
      rest = Math.floor(rest / 62)
    }
  }
  return String.fromCharCode(...codes)
}
