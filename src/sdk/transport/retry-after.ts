/**
 * The number of seconds that `Retry-After` asks for; undefined without such a header. The header is a number of seconds
 * or a date. A date is compared with the `Date` of the response if there is one, because clocks differ.
 */
export function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('Retry-After')
  if (!value) return undefined
  // If the header was sent twice, the value is `120, 120`: the first number counts.
  const seconds = /^\d+-/.test(value) ? Number.NaN : Number.parseFloat(value)
  if (!Number.isNaN(seconds)) return Math.max(0, seconds)
  const now = Date.parse(headers.get('Date') ?? '') || Date.now()
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000)
}
