let probed: unknown
let isAccepted = false

/**
 * The signal, if `fetch` accepts it, else null. Some test environments, such as jsdom, replace `AbortController` but not
 * `fetch`. A call then ends in time all the same, but its request goes on.
 */
export function acceptedSignal(signal: AbortSignal): AbortSignal | null {
  if (probed !== signal.constructor) {
    probed = signal.constructor
    try {
      isAccepted = Boolean(new Request('http://a', { signal }))
    } catch {
      isAccepted = false
    }
  }
  return isAccepted ? signal : null
}
