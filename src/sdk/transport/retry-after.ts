/** A date that begins with a number: `2026-11-29`, `2026/11/29` or `29 Nov 2026`. */
const DATE_FROM_DIGITS = /^\d+[-/ ]/

/**
 * The number of seconds that `Retry-After` asks for; undefined without such a header. The header is a number of seconds
 * or a date. A date is compared with the `Date` of the response if there is one, because clocks differ.
 */
export function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('Retry-After')
  if (!value) return undefined
  // If the header was sent twice, the value is `120, 120`: the first number counts.
  let seconds = Number.parseFloat(value)
  if (Number.isNaN(seconds) || DATE_FROM_DIGITS.test(value)) {
    const now = Date.parse(headers.get('Date') ?? '') || Date.now()
    seconds = (Date.parse(value) - now) / 1000
  }
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}
