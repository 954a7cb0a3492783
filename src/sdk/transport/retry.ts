/** When a request is sent again. */
import type { AttemptResult, Received } from './attempt.ts'

const FIRST_WAIT = 500
const LONGEST_WAIT = 8000

/**
 * How many milliseconds to wait before the next attempt; `Infinity` if the same request cannot succeed later. The wait
 * is random, so that clients spread. Its upper bound doubles with each attempt. It is never shorter than the server asks
 * for.
 */
export function waitAfter(result: AttemptResult, attempts: number): number {
  if (!(result instanceof Error || isTransient(result))) return Infinity
  const longest = Math.min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
  const { retryAfter = 0 } = result
  return Math.max(Math.random() * longest, 1000 * retryAfter)
}

function isTransient({ status, body }: Received): boolean {
  // Another request with the same idempotency key is still running: the previous attempt, or one of another client.
  if (status === 409) return `${body}`.includes('"idempotency_conflict"')
  return /^(408|429|5..)$/.test(`${status}`)
}
