import { isObject } from '../../../openapi/contract/json.ts'
import { maskError } from '../credentials/mask.ts'
import { LatchkeyConnectionError } from '../errors/connection-error.ts'
import { LatchkeyTimeoutError } from '../errors/timeout-error.ts'
import type { Settings } from '../settings.ts'
import { type Progress, requestLabel } from './progress.ts'
import { retryAfterOf } from './retry-after.ts'
import { withTimeout } from './with-timeout.ts'

/** A complete response, or the reason why there is none. */
export type AttemptResult = Received | NotReceived

/** A response and its body, which has been read. */
export interface Received {
  readonly response: Response
  readonly body: string
}

interface NotReceived {
  readonly response?: undefined
  readonly error: LatchkeyConnectionError | LatchkeyTimeoutError
}

/**
 * Sends one request and reads the complete response, so that a connection that breaks in the middle is found here.
 * @param request Cannot be used again.
 * @param milliseconds The time for the complete response, body included.
 * @throws the reason of the signal, if it aborts
 */
export async function attempt(
  request: Request,
  milliseconds: number,
  signal: AbortSignal | null | undefined,
  progress: Progress,
  { fetch, mask }: Settings,
): Promise<AttemptResult> {
  // Kept apart from the response, because it counts even if the body does not arrive.
  let retryAfter: number | undefined
  const receive = async (innerSignal: AbortSignal): Promise<Received> => {
    const response = await fetchOnce(request, innerSignal, fetch)
    retryAfter = retryAfterOf(response)
    return { response, body: await response.text() }
  }
  try {
    const received = await withTimeout(receive, milliseconds, signal)
    if (received) return received
    const message = `${requestLabel(progress)} timed out after ${milliseconds.toFixed()} ms.`
    return { error: new LatchkeyTimeoutError(message, { ...progress, retryAfter }) }
  } catch (thrown) {
    signal?.throwIfAborted()
    const cause = maskError(thrown, mask)
    const message = `${requestLabel(progress)} failed: ${innermostMessage(cause)}`
    return { error: new LatchkeyConnectionError(message, { ...progress, retryAfter, cause }) }
  }
}

function fetchOnce(request: Request, signal: AbortSignal, fetch: Settings['fetch']): Promise<Response> {
  // A redirect can lead to another origin, and `fetch` does not know which headers hold a credential.
  const init: RequestInit = { signal, redirect: 'manual' }
  // A function of one parameter gets both in a copy of the request, which takes longer.
  if (fetch?.length === 1) return fetch(new Request(request, init))
  return (fetch ?? globalThis.fetch)(request, init)
}

/** The message of the innermost cause: that of `fetch` itself is only `fetch failed`. */
function innermostMessage(error: unknown): unknown {
  return isObject(error) ? innermostMessage(error.cause) || error.message || error.code : undefined
}
