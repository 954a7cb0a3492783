const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/
const TIME = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i

/** RFC 3339 years have four digits. */
const EARLIEST = Date.parse('0000-01-01T00:00:00.000Z')
const LATEST = Date.parse('9999-12-31T23:59:59.999Z')

/**
 * The milliseconds of an ISO 8601 duration of days, hours, minutes and seconds: `PT61M`.
 * @throws {RangeError} for any other text, and if the duration is too long for a number
 */
export function parseDuration(text: string): number {
  const parts = DURATION.exec(text)
  if (!parts || text === 'P' || text.endsWith('T')) {
    throw new RangeError(
      `"${text}" is not an ISO 8601 duration of days, hours, minutes and seconds, such as PT61M or P1DT12H`,
    )
  }
  const [days, hours, minutes, seconds] = parts.slice(1).map(part => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ]
  const milliseconds = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
  // JSON cannot write Infinity.
  if (!Number.isFinite(milliseconds)) throw new RangeError('The duration is too long.')
  return milliseconds
}

/** Milliseconds since 1970 of an RFC 3339 time. NaN for any other text, and for a leap second. */
export function parseTime(text: string): number {
  if (!TIME.test(text)) return Number.NaN
  const day = text.slice(0, 10)
  const midnight = Date.parse(day)
  // `Date.parse` reads February 30 as March 2.
  if (Number.isNaN(midnight) || formatTime(midnight).slice(0, 10) !== day) return Number.NaN
  const milliseconds = Date.parse(text.toUpperCase().replace(/(\.\d{3})\d+/, '$1'))
  return milliseconds >= EARLIEST && milliseconds <= LATEST ? milliseconds : Number.NaN
}

/** RFC 3339 in UTC, with milliseconds. Times after the year 9999 are its last millisecond. */
export function formatTime(milliseconds: number): string {
  if (milliseconds !== last.milliseconds) last = { milliseconds, text: toText(milliseconds) }
  return last.text
}

const toText = (milliseconds: number) => new Date(Math.min(milliseconds, LATEST)).toISOString()

/** The last result: a request writes the same time several times. */
let last = { milliseconds: 0, text: toText(0) }
