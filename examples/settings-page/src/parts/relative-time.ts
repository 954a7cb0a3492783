const UNITS = [
  ['year', 365 * 24 * 60 * 60 * 1000],
  ['month', 30 * 24 * 60 * 60 * 1000],
  ['day', 24 * 60 * 60 * 1000],
  ['hour', 60 * 60 * 1000],
  ['minute', 60 * 1000],
] as const

/** The texts around it are English too. */
const FORMAT = new Intl.RelativeTimeFormat('en')

/**
 * A time as people say it: `2 minutes ago`, `in 89 days`.
 * @param at RFC 3339
 * @param now milliseconds since 1970
 */
export function relativeTimeOf(at: string, now: number): string {
  const distance = Date.parse(at) - now
  const unit = UNITS.find(([, milliseconds]) => Math.abs(distance) >= milliseconds)
  return unit ? FORMAT.format(Math.round(distance / unit[1]), unit[0]) : 'just now'
}
