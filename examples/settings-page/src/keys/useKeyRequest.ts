import { isLatchkeyError } from 'latchkey'
import { useRef } from 'react'
import type { NewKey } from '../shop/shop.ts'

/** A key to be made, and what tells its request from others. */
export interface KeyRequest {
  readonly key: NewKey
  readonly idempotencyKey: string
}

/**
 * Gives the request for what was typed: for the same, the same one, until it is settled. So whoever asks again after an
 * answer was lost gets the key that was made then, with its secret, and no second one; and whoever wants two keys that
 * are alike gets two.
 */
export function useKeyRequest() {
  const last = useRef<{ readonly typed: string; readonly request: KeyRequest }>(null)
  const requestFor = (typed: string, build: () => NewKey): KeyRequest => {
    if (last.current?.typed !== typed) last.current = { typed, request: { key: build(), idempotencyKey: randomId() } }
    return last.current.request
  }
  /** To be called with what became of the request: its error, or undefined where the key was made. */
  const settle = (error?: unknown) => {
    if (!mayHaveMadeIt(error)) last.current = null
  }
  return { requestFor, settle }
}

/** Whether a key may have been made that nobody was told of: the answer is missing, or the server's own trouble. */
function mayHaveMadeIt(error: unknown): boolean {
  if (!isLatchkeyError(error)) return false
  return error.status === undefined || error.status >= 500 || error.code === 'idempotency_conflict'
}

/** Only pages that came over HTTPS, or from this machine, have randomUUID. */
function randomId(): string {
  return crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join('-')
}
