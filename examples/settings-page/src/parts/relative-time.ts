const UNITS = [
  ['year', 365 * 24 * 60 * 60 * 1000],
  ['month', 30 * 24 * 60 * 60 * 1000],
  ['day', 24 * 60 * 60 * 1000],
  ['hour', 60 * 60 * 1000],
  ['minute', 60 * 1000],
] as const

/** Created when it is first needed: the browser then loads the data of a language, which takes 20 ms. */
let format: Intl.RelativeTimeFormat | undefined

/**
 * A time as people say it: `2 minutes ago`, `in 89 days`.
 * @param at RFC 3339
 * @param now milliseconds since 1970
 */
export function relativeTimeOf(at: string, now: number): string {
  const distance = Date.parse(at) - now
  const unit = UNITS.find(([, milliseconds]) => Math.abs(distance) >= milliseconds)
  if (!unit) return 'just now'
  // The texts around it are English too.
  format ??= new Intl.RelativeTimeFormat('en')
  return format.format(Math.round(distance / unit[1]), unit[0])
}
