import { useRef } from 'react'
import type { NewKey } from '../shop/shop.ts'

/** A key to be made, and what tells its request from others. */
export interface KeyRequest {
  readonly key: NewKey
  readonly idempotencyKey: string
}

/**
 * Gives the request for what was typed: for the same, the same one. So whoever asks again after an answer was lost gets
 * the key that was made then, with its secret, and no second one.
 */
export function useKeyRequest(): (typed: string, build: () => NewKey) => KeyRequest {
  const last = useRef<{ readonly typed: string; readonly request: KeyRequest }>(null)
  return (typed, build) => {
    if (last.current?.typed !== typed) last.current = { typed, request: { key: build(), idempotencyKey: randomId() } }
    return last.current.request
  }
}

/** Only pages that came over HTTPS, or from this machine, have randomUUID. */
function randomId(): string {
  return crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join('-')
}
