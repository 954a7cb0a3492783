/** Which attempt a creation is in: the SDK repeats requests without a response by itself. */
import type { LatchkeyOptions, SystemId } from 'latchkey'
import { useSyncExternalStore } from 'react'

/** How many times a request is repeated at most. */
export const RETRIES = 2

let attempt = 1
const listeners = new Set<() => void>()

/** Follows the requests of a client that create a key. */
export const countAttempts: NonNullable<LatchkeyOptions<SystemId>['hooks']> = {
  request: ({ operation, attempts }) => {
    if (operation !== 'apiKeys.create') return
    attempt = attempts
    for (const listener of listeners) listener()
  },
}

/** The attempt of the newest request that creates a key, starting at 1. */
export const useAttempt = (): number => useSyncExternalStore(subscribe, () => attempt)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
