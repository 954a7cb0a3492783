import { assertAmounts } from '../assert.ts'
import { LatchkeyAbortError } from '../errors/abort-error.ts'
import type { LatchkeyError } from '../errors/latchkey-error.ts'
import type { Fetch } from '../fetch.ts'
import { redirectError, responseDetails } from '../read-response.ts'
import type { RequestOptions } from '../request-options.ts'
import type { Outgoing } from '../requests/outgoing.ts'
import type { Settings } from '../settings.ts'
import { attempt, type Received } from './attempt.ts'
import { type Progress, requestLabel } from './progress.ts'
import { waitAfter } from './retry.ts'
import { wait } from './with-timeout.ts'

/** The options of a call that the transport reads. The client has the defaults. */
export type SendOptions = Omit<RequestOptions, 'headers'>

/** Milliseconds. Timers cannot wait much longer. */
const MAX_TOTAL = 2e9

/** Milliseconds. An attempt with less time than this is not worth sending. */
const MIN_LEFT = 5

/**
 * Sends a request, retries it if that is safe and can help, and reads the complete response.
 * @param progress Is updated with each attempt.
 * @param toResponse Makes the response that is returned.
 * @throws {LatchkeyConnectionError} no complete response arrived
 * @throws {LatchkeyTimeoutError} it took too long
 * @throws {LatchkeyAbortError} the signal aborted it
 * @throws {LatchkeyResponseError} the response is a redirect
 */
export function send(
  request: Outgoing,
  options: SendOptions,
  progress: Progress,
  settings: Settings,
  toResponse: (received: Received) => Response,
): Promise<Response> {
  const { mask, observe, tracing } = settings
  progress.url = mask(request.url)
  // Requests with other methods have no idempotency key.
  const { idempotencyHeader = 'Idempotency-Key' } = settings.system
  if (request.method === 'POST') progress.idempotencyKey = request.headers[idempotencyHeader.toLowerCase()]
  const work = async () => {
    try {
      const received = await sendWithRetries(request, options, progress, settings)
      if (isRedirect(received)) throw redirectError(received, settings, progress)
      return toResponse(received)
    } catch (thrown) {
      const error = options.signal?.aborted
        ? new LatchkeyAbortError(`${requestLabel(progress)} was aborted.`, {
            ...progress,
            cause: options.signal.reason,
          })
        : (thrown as LatchkeyError)
      observe?.('error', { ...progress, error })
      throw error
    }
  }
  return tracing ? tracing(progress, work) : work()
}

async function sendWithRetries(
  request: Outgoing,
  options: SendOptions,
  progress: Progress,
  settings: Settings,
): Promise<Received> {
  const { observe } = settings
  const {
    signal,
    timeout = settings.timeout,
    totalTimeout = settings.totalTimeout,
    retries = settings.maxRetries,
    fetch: ownFetch = settings.fetch,
    ...fetchOptions
  } = options
  assertAmounts({ timeout, totalTimeout, retries })
  const fetch: Fetch = ownFetch ?? globalThis.fetch
  const { method, url, isForFile } = request
  const headers = { ...request.headers }
  const body = await request.body
  const fetchOnce = (signal: AbortSignal | null) =>
    fetch(url, { ...fetchOptions, method, headers, body, redirect: 'manual', signal })
  const deadline = performance.now() + Math.min(totalTimeout || Infinity, MAX_TOTAL)
  for (;;) {
    signal?.throwIfAborted()
    progress.attempts++
    observe?.('request', { ...progress })
    const start = performance.now()
    const timeLeft = Math.max(0, Math.min(timeout || Infinity, deadline - start))
    const result = await attempt(fetchOnce, timeLeft, signal, progress, { mask: settings.mask, isForFile })
    const now = performance.now()
    const hasFailed = result instanceof Error
    if (!hasFailed) observe?.('response', { ...progress, ...responseDetails(result, settings), duration: now - start })
    const mayRetry = progress.attempts <= retries && isRepeatable(progress)
    const delay = mayRetry ? waitAfter(result, progress.attempts) : Infinity
    if (now + delay > deadline - MIN_LEFT) {
      if (hasFailed) throw result
      return result
    }
    observe?.('retry', { ...progress, wait: delay, status: result.status, error: hasFailed ? result : undefined })
    // Timers can be up to a millisecond early, but the server must not get the request early.
    await wait(Math.ceil(delay) + 1, signal)
  }
}

/**
 * GET, PUT, PATCH and DELETE have the same effect if they are sent twice. A POST does something each time, unless it has
 * an idempotency key.
 */
function isRepeatable({ method, idempotencyKey }: Progress): boolean {
  return method !== 'POST' || Boolean(idempotencyKey)
}

/** Redirects are not followed. In a browser they have the status 0. */
function isRedirect({ status }: Received): boolean {
  return !/^[245]../.test(`${status}`)
}

/**
 * A response whose body can be read. It has no URL, which may hold a key, and no status text, because servers send some
 * that `Response` does not accept.
 */
export function readableResponse({ status, headers, body }: Received): Response {
  return new Response(body || null, { status, headers })
}
