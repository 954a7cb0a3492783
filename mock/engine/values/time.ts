const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/**
 * The milliseconds of an ISO 8601 duration of days, hours, minutes and seconds: `PT61M`.
 * @throws {RangeError} for anything else
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
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}

/** Milliseconds since 1970 of an RFC 3339 time; NaN where it is none. */
export const parseTime = (text: string): number => Date.parse(text)

/** RFC 3339 in UTC, with milliseconds. */
export const formatTime = (milliseconds: number): string => new Date(milliseconds).toISOString()
