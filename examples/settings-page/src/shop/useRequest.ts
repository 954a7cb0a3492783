import { isLatchkeyError } from 'latchkey'
import { useRef } from 'react'

/** The request that creates something. */
export interface CreateRequest<Body> {
  readonly body: Body
  readonly idempotencyKey: string
}

/**
 * Returns the request for what was typed. The same input gets the same request, with the same idempotency key, until it
 * is settled. If the response is lost and the user tries again, the server returns what it created: a key with its secret.
 * After a success the same input creates a second record.
 */
export function useRequest<Body>() {
  const last = useRef<{ readonly typed: string; readonly request: CreateRequest<Body> }>(null)
  const requestFor = (typed: string, build: () => Body): CreateRequest<Body> => {
    if (last.current?.typed !== typed) last.current = { typed, request: { body: build(), idempotencyKey: randomId() } }
    return last.current.request
  }
  /** Call it when the request is done, with its error, or undefined after a success. */
  const settle = (error?: unknown) => {
    if (!mayHaveMadeIt(error)) last.current = null
  }
  return { requestFor, settle }
}

/** Whether the server may have created something: the response is missing, or is a server error. */
function mayHaveMadeIt(error: unknown): boolean {
  if (!isLatchkeyError(error)) return false
  return error.status === undefined || error.status >= 500 || error.code === 'idempotency_conflict'
}

/** `randomUUID` exists only in pages that are loaded over HTTPS or from localhost. */
function randomId(): string {
  return crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join('-')
}
