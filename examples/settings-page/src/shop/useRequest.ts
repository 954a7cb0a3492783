import { isLatchkeyError } from 'latchkey'
import { useRef } from 'react'

/** What is to be made, and what tells its request from others. */
export interface CreateRequest<Body> {
  readonly body: Body
  readonly idempotencyKey: string
}

/**
 * Gives the request for what was typed: for the same, the same one, until it is settled. So whoever asks again after an
 * answer was lost gets what was made then, a key with its secret, and no second one; and whoever wants two that are alike
 * gets two.
 */
export function useRequest<Body>() {
  const last = useRef<{ readonly typed: string; readonly request: CreateRequest<Body> }>(null)
  const requestFor = (typed: string, build: () => Body): CreateRequest<Body> => {
    if (last.current?.typed !== typed) last.current = { typed, request: { body: build(), idempotencyKey: randomId() } }
    return last.current.request
  }
  /** To be called with what became of the request: its error, or undefined where it succeeded. */
  const settle = (error?: unknown) => {
    if (!mayHaveMadeIt(error)) last.current = null
  }
  return { requestFor, settle }
}

/** Whether something may have been made that nobody was told of: the answer is missing, or the server's own trouble. */
function mayHaveMadeIt(error: unknown): boolean {
  if (!isLatchkeyError(error)) return false
  return error.status === undefined || error.status >= 500 || error.code === 'idempotency_conflict'
}

/** Only pages that came over HTTPS, or from this machine, have randomUUID. */
function randomId(): string {
  return crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join('-')
}
