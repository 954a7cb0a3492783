/** Work that a timeout or a signal ends. No timer is left behind, and no listener on the signal. */

/**
 * Runs work until it is done, the time is up, or the signal aborts.
 * @param work Gets a signal that aborts when the result is no longer needed.
 * @param milliseconds At most 2 ** 31 - 1, the longest delay of a timer.
 * @returns what the work returns; undefined if the time is up
 * @throws the reason of the signal, or what the work throws
 */
export function withTimeout<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  milliseconds: number,
  signal: AbortSignal | null | undefined,
): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    // A signal that has aborted already sends no event.
    signal?.throwIfAborted()
    const controller = new AbortController()
    const cleanUp = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    }
    const stop = () => {
      cleanUp()
      // Settled before the work is aborted: what the work throws then does not count.
      if (signal?.aborted) reject(signal.reason)
      else resolve(undefined)
      controller.abort()
    }
    const timer = setTimeout(stop, milliseconds)
    signal?.addEventListener('abort', stop)
    work(controller.signal).then(resolve, reject).then(cleanUp)
  })
}

/** @throws the reason of the signal, if it aborts while waiting */
export async function wait(milliseconds: number, signal: AbortSignal | null | undefined): Promise<void> {
  await withTimeout(() => new Promise(() => {}), milliseconds, signal)
}
