/**
 * Runs work until it ends, the time is up, or a signal aborts. It leaves no timer, and no listener on the signal.
 * @param work Gets a signal of its own, which aborts where it is not waited for any longer.
 * @param milliseconds At most 2 ** 31 - 1, which is the longest that a timer can wait.
 * @returns undefined where the time was up
 * @throws the reason of the signal, or what the work throws
 */
export function limit<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  milliseconds: number,
  signal: AbortSignal | null | undefined,
): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    // A signal that aborted while the work was prepared says so no more.
    signal?.throwIfAborted()
    const controller = new AbortController()
    const leave = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    }
    // What the work throws at being aborted comes too late to count.
    const stop = () => {
      leave()
      if (signal?.aborted) reject(signal.reason)
      else resolve(undefined)
      controller.abort()
    }
    const timer = setTimeout(stop, milliseconds)
    signal?.addEventListener('abort', stop)
    work(controller.signal).then(resolve, reject).then(leave)
  })
}
