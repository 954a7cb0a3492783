import { detailsOf, unexpected } from '../answer.ts'
import { LatchkeyAbortError } from '../errors/abort-error.ts'
import type { LatchkeyError } from '../errors/latchkey-error.ts'
import { needAmounts } from '../need.ts'
import type { Settings } from '../options.ts'
import { attempt } from './attempt.ts'
import { limit } from './limit.ts'
import { nameOf, type Progress } from './progress.ts'
import { waitAfter } from './retry.ts'

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

/** Milliseconds: a timer cannot wait much longer. */
const LONGEST = 2e9

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
  progress.url = settings.mask(request.url)
  // No other method takes one.
  if (request.method === 'POST') progress.idempotencyKey = request.headers.get('Idempotency-Key') ?? undefined
  const { tracing } = settings
  const work = () => repeat(request, plan, progress, settings, keep)
  return tracing ? tracing(progress, work) : work()
}

async function repeat(
  request: Request,
  plan: Plan,
  progress: Progress,
  settings: Settings,
  keep: Keep | undefined,
): Promise<Response> {
  const { observe, timeout: usual, totalTimeout: usualTotal, maxRetries } = settings
  const { signal, timeout = usual, totalTimeout = usualTotal, retries = maxRetries } = plan
  needAmounts({ timeout, totalTimeout, retries })
  // GET, PUT, PATCH and DELETE ask for a state: asked for twice, it is the same. A POST does something each time, unless
  // its idempotency key says that it is the same one.
  const isRepeatable = progress.method !== 'POST' || progress.idempotencyKey
  const deadline = performance.now() + Math.min(totalTimeout, LONGEST)
  try {
    for (;;) {
      signal?.throwIfAborted()
      const mayRepeat = progress.attempts++ < retries && isRepeatable
      observe?.('request', { ...progress })
      const start = performance.now()
      // A body can be sent but once, and may be needed again. Not all browsers tell whether there is one.
      const copy = mayRepeat && request.method !== 'GET' ? request.clone() : request
      const outcome = await attempt(copy, Math.max(0, Math.min(timeout, deadline - start)), signal, progress, settings)
      const { response, error } = outcome
      const now = performance.now()
      if (response) observe?.('response', { ...progress, ...detailsOf(response), duration: now - start })
      const wait = mayRepeat ? waitAfter(outcome, progress.attempts) : Infinity
      if (now + wait > deadline - SHORTEST) {
        if (error) throw error
        return finish(response, outcome.body, progress, settings, keep)
      }
      observe?.('retry', { ...progress, wait, status: response?.status, error })
      // Timers may be up to a millisecond early, and the server must not be asked early.
      await limit(() => new Promise(() => {}), Math.ceil(wait) + 1, signal)
    }
  } catch (thrown) {
    const error = signal?.aborted
      ? new LatchkeyAbortError(`${nameOf(progress)} was aborted.`, { ...progress, cause: signal.reason })
      : (thrown as LatchkeyError)
    observe?.('error', { ...progress, error })
    throw error
  }
}

/**
 * The answer, whose body can be read once more where it is not kept, and without its URL where that holds a key. Then it
 * has no status text either: what servers send may be one that no answer can be made with.
 */
function finish(
  response: Response,
  body: string,
  progress: Progress,
  { hasMiddleware, carried }: Settings,
  keep: Keep | undefined,
): Response {
  const { status, ok, headers } = response
  // A redirect; in a browser it has the status 0.
  if (!ok && !/[45]../.test(`${status}`)) throw unexpected(response, body, progress, 'a redirect')
  if (!keep || !ok || hasMiddleware || carried.query) return new Response(body || null, { status, headers })
  // Methods need the text alone, which is far quicker without another stream.
  keep(body)
  return response
}
