import { requestIdOf, unexpected } from './answer.ts'
import { attempt, type Outcome, pathOf } from './attempt.ts'
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

/** A timer cannot wait longer. */
const LONGEST = 2 ** 31 - 1

/** Milliseconds: what is left of a call's time is no use to an attempt where it is less. */
const SHORTEST = 5

/**
 * Sends a request, again where that is safe and may help, and reads the whole answer.
 * @param progress Is kept up to date.
 * @throws {LatchkeyConnectionError} there was no answer, or not all of it
 * @throws {LatchkeyTimeoutError} it took too long
 * @throws {LatchkeyAbortError} the signal ended it
 * @throws {LatchkeyResponseError} the answer is a redirect
 */
export function send(request: Request, plan: Plan, progress: Progress, settings: Settings): Promise<Response> {
  progress.idempotencyKey = request.headers.get('Idempotency-Key') ?? undefined
  const url = settings.mask(request.url)
  return trace(settings.tracer, request.method, url, progress, () => repeat(request, url, plan, progress, settings))
}

async function repeat(
  request: Request,
  url: string,
  plan: Plan,
  progress: Progress,
  settings: Settings,
): Promise<Response> {
  const { observe } = settings
  const signal = plan.signal ?? request.signal
  const { timeout = settings.timeout, totalTimeout = settings.totalTimeout } = plan
  const retries = isRepeatable(request) ? (plan.retries ?? settings.maxRetries) : 0
  const deadline = performance.now() + Math.min(totalTimeout, LONGEST)
  const { method } = request
  const event = () => ({ operation: method, method, url, ...progress })
  try {
    for (;;) {
      signal.throwIfAborted()
      const mayRepeat = progress.attempts++ < retries
      observe('request', event())
      const start = performance.now()
      // A body can be sent but once, and may be needed again.
      const copy = mayRepeat && method !== 'GET' ? request.clone() : request
      const outcome = await attempt(copy, Math.max(1, Math.min(timeout, deadline - start)), signal, progress, settings)
      const { response, error } = outcome
      const now = performance.now()
      if (response) {
        const { status } = response
        observe('response', { ...event(), status, requestId: requestIdOf(response), duration: now - start })
      }
      const wait = waitAfter(outcome, progress.attempts)
      if (!mayRepeat || now + wait > deadline - SHORTEST || !isTransient(outcome, progress.attempts)) {
        return finish(outcome, `${method} ${pathOf(url)}`, progress, settings)
      }
      observe('retry', { ...event(), wait, status: response?.status, error })
      // Timers may be early, and the server must not be asked early.
      for (let left = wait; left > 0; left = now + wait - performance.now()) {
        await limit(() => new Promise(() => {}), Math.ceil(left), signal)
      }
    }
  } catch (thrown) {
    const error = signal.aborted
      ? new LatchkeyAbortError(`${method} ${pathOf(url)} was aborted.`, { ...progress, cause: signal.reason })
      : (thrown as LatchkeyError)
    observe('error', { ...event(), error })
    throw error
  }
}

/** The answer with its body to be read once more, and without its URL, which may hold a key. */
function finish(outcome: Outcome, operation: string, progress: Progress, settings: Settings): Response {
  if (!outcome.response) throw outcome.error
  const { response, body } = outcome
  const { status } = response
  // A redirect; in a browser it has the status 0.
  if (status < 200 || (status > 299 && status < 400) || status > 599) {
    throw unexpected(response, operation, 'a redirect or the like, which is not followed', progress)
  }
  if (!progress.operation || settings.hasMiddleware) return new Response(body || null, response)
  // Methods read the text alone, which is far quicker without a stream.
  return Object.defineProperty(new Response(null, response), 'text', { value: async () => body })
}
