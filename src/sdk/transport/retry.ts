/** After what time a call is repeated. */
import type { Outcome } from './attempt.ts'

const FIRST_WAIT = 500
const LONGEST_WAIT = 8000

/**
 * Milliseconds to wait after so many attempts: up to twice as long each time, at random so that clients spread, but
 * never less than the server asks for. For ever where the same request cannot succeed later.
 */
export function waitAfter({ response, body, error }: Outcome, attempts: number): number {
  // The request with the same idempotency key that still runs is the attempt before, or that of somebody else.
  const isRunning = response?.status === 409 && body?.includes('"idempotency_conflict"')
  if (response && !isRunning && !/408|429|5../.test(`${response.status}`)) return Infinity
  const backOff = Math.random() * Math.min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
  const seconds = response ? retryAfterOf(response) : error.retryAfter
  return Math.max(backOff, 1000 * (seconds ?? 0))
}

/**
 * The seconds that `Retry-After` asks for: a number of them, or an HTTP date, which is read by the server's own clock
 * where the answer has a `Date`.
 */
export function retryAfterOf({ headers }: Response): number | undefined {
  const value = headers.get('Retry-After')
  if (!value) return
  const now = Date.parse(headers.get('Date') ?? '') || Date.now()
  // Sent more than once, the numbers are one text: the first one counts.
  const number = Number.parseFloat(value)
  const seconds = Number.isNaN(number) ? (Date.parse(value) - now) / 1000 : number
  if (!Number.isNaN(seconds)) return Math.max(0, seconds)
}
