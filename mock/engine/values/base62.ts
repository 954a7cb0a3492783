const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const CODES = Array.from(DIGITS, digit => digit.charCodeAt(0))

/** The lowest `length` base62 digits of a non-negative integer below 2^53. */
export function base62(value: number, length: number): string {
  return base62Of(length, length, () => value)
}

/**
 * The lowest `each` base62 digits of each number, and of the last number as many as are missing. Ids and secrets are
 * written by this function, because joining strings takes several times as long.
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
