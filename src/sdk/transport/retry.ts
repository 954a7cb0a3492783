/** When a request is sent again. */
import type { AttemptResult, Received } from './attempt.ts'
import { retryAfterOf } from './retry-after.ts'

const FIRST_WAIT = 500
const LONGEST_WAIT = 8000

/**
 * How many milliseconds to wait before the next attempt; `Infinity` if the same request cannot succeed later. The wait
 * is random, so that clients spread. Its upper bound doubles with each attempt. It is never shorter than the server asks
 * for.
 */
export function waitAfter(result: AttemptResult, attempts: number): number {
  if (!result.error && !isTransient(result)) return Infinity
  const longest = Math.min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
  const retryAfter = result.error ? result.error.retryAfter : retryAfterOf(result.headers)
  return Math.max(Math.random() * longest, 1000 * (retryAfter ?? 0))
}

function isTransient({ status, body }: Received): boolean {
  // Another request with the same idempotency key is still running: the previous attempt, or one of another client.
  if (status === 409) return body.includes('"idempotency_conflict"')
  return status === 408 || status === 429 || (status >= 500 && status < 600)
}
