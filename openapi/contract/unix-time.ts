/** Times in records: text (RFC 3339), or numbers of seconds or milliseconds since 1970. */
import { formatTime, parseTime } from './time.ts'
import type { PropertyWords } from './words.ts'

type TimeWords = Pick<PropertyWords, 'time'> | undefined

/** Milliseconds since 1970; NaN if the value is no time. */
export function readTime(words: TimeWords, value: unknown): number {
  if (typeof value === 'string') return parseTime(value)
  if (typeof value !== 'number') return Number.NaN
  return words?.time === 's' ? value * 1000 : value
}

/** The time as a record holds it. Seconds are rounded down. */
export function writeTime(words: TimeWords, milliseconds: number): string | number {
  switch (words?.time) {
    case 's':
      return Math.floor(milliseconds / 1000)
    case 'ms':
      return milliseconds
    case undefined:
      return formatTime(milliseconds)
  }
}
