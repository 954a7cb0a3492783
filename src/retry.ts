/** After what time a call is repeated. */
import type { Outcome } from './attempt.ts'

const FIRST_WAIT = 500
const LONGEST_WAIT = 8000

/**
 * Milliseconds to wait after so many attempts: up to twice as long each time, at random so that clients spread, but
 * never less than the server asks for. For ever where the same request cannot succeed later.
 * @param attempts After a first one the server may refuse the key for now: the attempt before still runs.
 */
export function waitAfter({ response, body }: Outcome, attempts: number): number {
  const { status = 0 } = response ?? {}
  const isRunning = status === 409 && attempts > 1 && body?.includes('"idempotency_conflict"')
  if (response && !isRunning && status !== 408 && status !== 429 && status < 500) return Infinity
  const backOff = Math.random() * Math.min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
  return Math.max(backOff, 1000 * ((response && retryAfterOf(response)) || 0))
}

/**
 * The seconds that `Retry-After` asks for: a number of them, or an HTTP date, which is read by the server's own clock
 * where the answer has a `Date`.
 */
export function retryAfterOf({ headers }: Response): number | undefined {
  const value = headers.get('Retry-After')
  if (!value) return undefined
  const now = Date.parse(headers.get('Date') ?? '') || Date.now()
  const seconds = Number.isNaN(Number(value)) ? (Date.parse(value) - now) / 1000 : Number(value)
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}
