import { requestIdOf, unexpected } from './answer.ts'
import { attempt, nameOf, type Outcome } from './attempt.ts'
import { LatchkeyAbortError } from './errors/abort-error.ts'
import type { LatchkeyError } from './errors/latchkey-error.ts'
import { limit } from './limit.ts'
import type { Settings } from './options.ts'
import type { Progress } from './progress.ts'
import { isRepeatable, isTransient, waitAfter } from './retry.ts'
import { trace } from './trace.ts'

/** What one call asks of the transport; what it leaves out is as the client has it. */
export interface Plan {
  readonly signal?: AbortSignal | null | undefined
  /** Milliseconds. */
  readonly timeout?: number | undefined
  /** Milliseconds. */
  readonly totalTimeout?: number | undefined
  readonly retries?: number | undefined
}

/** Takes the text of an answer. */
type Keep = (text: string) => void

/** A timer cannot wait longer. */
const LONGEST = 2 ** 31 - 1

/** Milliseconds: what is left of a call's time is no use to an attempt where it is less. */
const SHORTEST = 5

/**
 * Sends a request, again where that is safe and may help, and reads the whole answer.
 * @param progress Is kept up to date.
 * @param keep Takes the text of a success, which then cannot be read from the answer; without it, it can.
 * @throws {LatchkeyConnectionError} there was no answer, or not all of it
 * @throws {LatchkeyTimeoutError} it took too long
 * @throws {LatchkeyAbortError} the signal ended it
 * @throws {LatchkeyResponseError} the answer is a redirect
 */
export function send(
  request: Request,
  plan: Plan,
  progress: Progress,
  settings: Settings,
  keep?: Keep,
): Promise<Response> {
  progress.idempotencyKey = request.headers.get('Idempotency-Key') ?? undefined
  const work = () => repeat(request, plan, progress, settings, keep)
  return settings.tracer ? trace(settings.tracer, request, progress, settings, work) : work()
}

async function repeat(
  request: Request,
  plan: Plan,
  progress: Progress,
  settings: Settings,
  keep: Keep | undefined,
): Promise<Response> {
  const { observe, mask } = settings
  const { method } = request
  const { signal, timeout = settings.timeout, totalTimeout = settings.totalTimeout } = plan
  const retries = isRepeatable(request) ? (plan.retries ?? settings.maxRetries) : 0
  const deadline = performance.now() + Math.min(totalTimeout, LONGEST)
  const event = () => ({ operation: method, method, url: mask(request.url), ...progress })
  try {
    for (;;) {
      signal?.throwIfAborted()
      const mayRepeat = progress.attempts++ < retries
      observe?.('request', event())
      const start = performance.now()
      // A body can be sent but once, and may be needed again.
      const copy = mayRepeat && request.body ? request.clone() : request
      const time = Math.max(1, Math.min(timeout, deadline - start))
      const outcome = await attempt(copy, time, signal, progress, settings)
      const { response, error } = outcome
      const now = performance.now()
      if (response) {
        const { status } = response
        observe?.('response', { ...event(), status, requestId: requestIdOf(response), duration: now - start })
      }
      const isLast = !mayRepeat || !isTransient(outcome, progress.attempts)
      const wait = isLast ? 0 : waitAfter(outcome, progress.attempts)
      if (isLast || now + wait > deadline - SHORTEST) return finish(outcome, request, progress, settings, keep)
      observe?.('retry', { ...event(), wait, status: response?.status, error })
      // Timers may be early, and the server must not be asked early.
      for (let left = wait; left > 0; left = now + wait - performance.now()) {
        await limit(() => new Promise(() => {}), Math.ceil(left), signal)
      }
    }
  } catch (thrown) {
    const error = signal?.aborted
      ? new LatchkeyAbortError(`${nameOf(request, mask)} was aborted.`, { ...progress, cause: signal.reason })
      : (thrown as LatchkeyError)
    observe?.('error', { ...event(), error })
    throw error
  }
}

/** The answer, whose body can be read once more where it is not kept, and without its URL where that holds a key. */
function finish(
  outcome: Outcome,
  request: Request,
  progress: Progress,
  settings: Settings,
  keep: Keep | undefined,
): Response {
  if (!outcome.response) throw outcome.error
  const { response, body } = outcome
  const { status } = response
  // A redirect; in a browser it has the status 0.
  if (status < 200 || (status > 299 && status < 400) || status > 599) {
    throw unexpected(response, nameOf(request, settings.mask), 'a redirect, which is not followed', progress)
  }
  if (!keep || !response.ok || settings.hasMiddleware || settings.carried.query) {
    return new Response(body || null, response)
  }
  // Methods need the text alone, which is far quicker without another stream.
  keep(body)
  return response
}
