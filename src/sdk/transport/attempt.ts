import { type ErrorLike, maskError } from '../credentials/mask.ts'
import { LatchkeyConnectionError } from '../errors/connection-error.ts'
import { LatchkeyTimeoutError } from '../errors/timeout-error.ts'
import type { Settings } from '../options.ts'
import { limit } from './limit.ts'
import { nameOf, type Progress } from './progress.ts'
import { retryAfterOf } from './retry.ts'

/** A whole answer, or why there is none. */
export type Outcome =
  | { readonly response: Response; readonly body: string; readonly error?: undefined }
  | {
      readonly response?: undefined
      readonly body?: undefined
      readonly error: LatchkeyConnectionError | LatchkeyTimeoutError
    }

/**
 * Sends one request and reads the whole answer, so that a connection that breaks half-way is found here.
 * @param request Is used up.
 * @param milliseconds For the whole answer, body included.
 * @throws the reason of the signal, where that aborts
 */
export async function attempt(
  request: Request,
  milliseconds: number,
  signal: AbortSignal | null | undefined,
  progress: Progress,
  { fetch, mask }: Settings,
): Promise<Outcome> {
  let retryAfter: number | undefined
  try {
    const outcome = await limit(
      async inner => {
        // A redirect may lead to another origin, and fetch does not know which headers hold a credential.
        const init: RequestInit = { signal: inner, redirect: 'manual' }
        // What takes a request alone must find both in there, in a copy, which takes its time.
        const response = await (fetch?.length === 1
          ? fetch(new Request(request, init))
          : (fetch || globalThis.fetch)(request, init))
        // It holds also where the rest of the answer does not come.
        retryAfter = retryAfterOf(response)
        return { response, body: await response.text() }
      },
      milliseconds,
      signal,
    )
    return (
      outcome ?? {
        error: new LatchkeyTimeoutError(`${nameOf(progress)} was not answered within ${milliseconds.toFixed()} ms.`, {
          ...progress,
          retryAfter,
        }),
      }
    )
  } catch (thrown) {
    signal?.throwIfAborted()
    const cause = maskError(thrown, mask)
    return {
      error: new LatchkeyConnectionError(`${nameOf(progress)} got no answer: ${reasonOf(cause)}`, {
        ...progress,
        retryAfter,
        cause,
      }),
    }
  }
}

/** The innermost message: `fetch` itself only says that it failed. */
function reasonOf(error: ErrorLike | undefined): unknown {
  return error && (reasonOf(error.cause as ErrorLike) || error.message || error.code)
}
