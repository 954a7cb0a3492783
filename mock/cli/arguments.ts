/** The values of options, as commander hands them over: text. */
import { InvalidArgumentError } from 'commander'

const MAX_PORT = 65535
const DATE = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/i

export function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= MAX_PORT) return port
  throw new InvalidArgumentError(`It must be a whole number from 0 to ${MAX_PORT}; 0 takes any free port.`)
}

export function parseSeed(text: string): number {
  const seed = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(seed)) return seed
  throw new InvalidArgumentError('It must be a whole number, such as 1.')
}

/** A time with its zone, since one without means another instant on every machine; as RFC 3339 in UTC. */
export function parseClock(text: string): string {
  const [, date] = DATE.exec(text) ?? []
  const time = Date.parse(text)
  if (date !== undefined && existsInCalendar(date) && !Number.isNaN(time)) {
    const utc = new Date(time).toISOString()
    if (DATE.test(utc)) return utc
  }
  throw new InvalidArgumentError('It must be an ISO 8601 time with its zone, such as 2026-01-01T00:00:00Z.')
}

/** JavaScript reads 30 February as 2 March. */
function existsInCalendar(date: string): boolean {
  const time = Date.parse(date)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
}
