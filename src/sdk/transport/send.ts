import { assertAmounts } from '../assert.ts'
import { LatchkeyAbortError } from '../errors/abort-error.ts'
import type { LatchkeyError } from '../errors/latchkey-error.ts'
import type { FetchInit } from '../fetch.ts'
import { redirectError, responseDetails } from '../read-response.ts'
import type { RequestOptions } from '../request-options.ts'
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
  request: Request,
  options: SendOptions,
  progress: Progress,
  settings: Settings,
  toResponse: (received: Received) => Response,
): Promise<Response> {
  progress.url = settings.mask(request.url)
  // Requests with other methods have no idempotency key.
  if (request.method === 'POST') progress.idempotencyKey = request.headers.get('Idempotency-Key') ?? undefined
  const work = () => sendObserved(request, options, progress, settings, toResponse)
  return settings.tracing ? settings.tracing(progress, work) : work()
}

/** Sends a request, and reports an error to the hooks and the logger. */
async function sendObserved(
  request: Request,
  options: SendOptions,
  progress: Progress,
  settings: Settings,
  toResponse: (received: Received) => Response,
): Promise<Response> {
  try {
    const received = await sendWithRetries(request, options, progress, settings)
    if (isRedirect(received)) throw redirectError(received, settings.mask, progress)
    return toResponse(received)
  } catch (thrown) {
    const error = options.signal?.aborted
      ? new LatchkeyAbortError(`${requestLabel(progress)} was aborted.`, { ...progress, cause: options.signal.reason })
      : (thrown as LatchkeyError)
    settings.observe?.('error', { ...progress, error })
    throw error
  }
}

async function sendWithRetries(
  request: Request,
  options: SendOptions,
  progress: Progress,
  settings: Settings,
): Promise<Received> {
  const { observe, mask } = settings
  const {
    signal,
    timeout = settings.timeout,
    totalTimeout = settings.totalTimeout,
    retries = settings.maxRetries,
    fetch = settings.fetch,
    ...fetchOptions
  } = options
  assertAmounts({ timeout, totalTimeout, retries })
  const init = await initOf(request, fetchOptions)
  const deadline = performance.now() + Math.min(totalTimeout || Infinity, MAX_TOTAL)
  for (;;) {
    signal?.throwIfAborted()
    const mayRetry = progress.attempts < retries && isRepeatable(progress)
    progress.attempts++
    observe?.('request', { ...progress })
    const start = performance.now()
    const timeLeft = Math.max(0, Math.min(timeout || Infinity, deadline - start))
    const result = await attempt(request, init, timeLeft, signal, progress, { fetch, mask })
    const now = performance.now()
    const { error } = result
    if (!error) observe?.('response', { ...progress, ...responseDetails(result), duration: now - start })
    const delay = mayRetry ? waitAfter(result, progress.attempts) : Infinity
    if (now + delay > deadline - MIN_LEFT) {
      if (error) throw error
      return result
    }
    observe?.('retry', { ...progress, wait: delay, status: error ? undefined : result.status, error })
    // Timers can be up to a millisecond early, but the server must not get the request early.
    await wait(Math.ceil(delay) + 1, signal)
  }
}

/** What `fetch` gets beside the URL: the call's options of `fetch`, and what the request has. */
async function initOf(request: Request, fetchOptions: object): Promise<Omit<FetchInit, 'signal'>> {
  const headers = Object.fromEntries(request.headers)
  const body = (await request.text()) || null
  return { ...fetchOptions, method: request.method, headers, body, redirect: 'manual' }
}

/**
 * GET, PUT, PATCH and DELETE have the same effect if they are sent twice. A POST does something each time, unless it has
 * an idempotency key.
 */
function isRepeatable({ method, idempotencyKey }: Progress): boolean {
  return method !== 'POST' || Boolean(idempotencyKey)
}

/** Redirects are not followed. In a browser they have the status 0. */
function isRedirect({ ok, status }: Received): boolean {
  return !ok && !(status >= 400 && status < 600)
}
