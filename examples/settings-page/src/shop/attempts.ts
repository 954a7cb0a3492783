/** Which attempt a request is in that changes something: the SDK repeats requests without a response by itself. */
import type { LatchkeyOptions, SystemId } from 'latchkey'
import { useSyncExternalStore } from 'react'

/** How many times a request is repeated at most. */
export const RETRIES = 2

let attempt = 1
const listeners = new Set<() => void>()

/** Follows the requests of a client that change something. */
export const countAttempts: NonNullable<LatchkeyOptions<SystemId>['hooks']> = {
  request: ({ method, attempts }) => {
    if (method === 'GET') return
    attempt = attempts
    for (const listener of listeners) listener()
  },
}

interface Wait {
  /** The first attempt may still succeed soon. Later ones can be left, or a server that hangs would lock the dialog. */
  readonly isLocked: boolean
  /** In place of the text of the button, from the second attempt on. */
  readonly trying: string | undefined
}

/**
 * How a dialog waits for its request.
 * @param isPending whether its request, the newest one that changes something, is running
 */
export function useWait(isPending: boolean): Wait {
  const current = useSyncExternalStore(subscribe, () => attempt)
  if (!isPending) return { isLocked: false, trying: undefined }
  const isFirst = current === 1
  return { isLocked: isFirst, trying: isFirst ? undefined : `Still trying (${current} of ${RETRIES + 1})…` }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
