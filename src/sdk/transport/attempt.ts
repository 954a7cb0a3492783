import { isObject } from '../../../openapi/contract/json.ts'
import { type Mask, maskError } from '../credentials/mask.ts'
import { LatchkeyConnectionError } from '../errors/connection-error.ts'
import { LatchkeyTimeoutError } from '../errors/timeout-error.ts'
import type { ResponseLike } from '../fetch.ts'
import type { ResponseHead } from '../read-response.ts'
import { acceptedSignal } from './accepted-signal.ts'
import { type Progress, requestLabel } from './progress.ts'
import { retryAfterOf } from './retry-after.ts'
import { withTimeout } from './with-timeout.ts'

/** A complete response, or the reason why there is none. */
export type AttemptResult = Received | LatchkeyConnectionError | LatchkeyTimeoutError

/** A response and its body, which has been read. */
export interface Received extends ResponseHead {
  /** A file if the operation returns one, and the response is a success. */
  readonly body: string | Blob
  readonly retryAfter: number | undefined
}

interface Reading {
  readonly mask: Mask
  readonly isForFile: boolean | undefined
}

/**
 * Sends one request and reads the complete response, so that a connection that breaks in the middle is found here.
 * @param fetchOnce Sends the request. The signal aborts it.
 * @param milliseconds The time for the complete response, body included.
 * @param reading How the response is read.
 * @throws the reason of the signal, if it aborts
 */
export async function attempt(
  fetchOnce: (signal: AbortSignal | null) => Promise<ResponseLike>,
  milliseconds: number,
  signal: AbortSignal | null | undefined,
  progress: Progress,
  { mask, isForFile }: Reading,
): Promise<AttemptResult> {
  // Kept apart from the response, because it counts even if the body does not arrive.
  let retryAfter: number | undefined
  const receive = async (innerSignal: AbortSignal): Promise<Received> => {
    const response = await fetchOnce(acceptedSignal(innerSignal))
    // A copy, because the headers of SvelteKit throw if they are read by name. A server can send the credential back.
    const headers = new Headers()
    for (const [name, value] of response.headers) headers.append(name, mask(value))
    retryAfter = retryAfterOf(headers)
    const { status } = response
    const readFile = isForFile && status < 300 && response.blob
    return { status, headers, retryAfter, body: await (readFile ? readFile.call(response) : response.text()) }
  }
  try {
    const received = await withTimeout(receive, milliseconds, signal)
    if (received) return received
    const message = `${requestLabel(progress)} timed out after ${milliseconds.toFixed()} ms.`
    return new LatchkeyTimeoutError(message, { ...progress, retryAfter })
  } catch (thrown) {
    signal?.throwIfAborted()
    const cause = maskError(thrown, mask)
    const message = `${requestLabel(progress)} failed: ${innermostMessage(cause)}`
    return new LatchkeyConnectionError(message, { ...progress, retryAfter, cause })
  }
}

/** The message of the innermost cause: that of `fetch` itself is only `fetch failed`. */
function innermostMessage(error: unknown): unknown {
  return isObject(error) ? innermostMessage(error.cause) || error.message || error.code : undefined
}
