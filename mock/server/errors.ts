/** The responses to errors that routes throw. */
import { BrokenConnectionError } from '../engine/broken-connection-error.ts'
import type { Masks } from '../engine/values/mask.ts'
import { ControlError } from './control-routes/control-error.ts'
import type { Log } from './log.ts'
import { failureProblem, problem } from './problem.ts'
import { SandboxesFullError } from './sandboxes/sandboxes-full-error.ts'
import { StateNotSavedError } from './state/state-not-saved-error.ts'

/** Seconds after which a client may retry when the state file cannot be written. */
const RETRY_STATE = 5

/** Whether there is no one to respond to: a fault broke the connection, or the client disconnected. */
export function isDisconnect(error: unknown, request: Request): boolean {
  return error instanceof BrokenConnectionError || request.signal.aborted
}

/** A placeholder for a response that is not sent, with the status that nginx logs for a client that disconnects. */
export const noResponse = () => new Response(null, { status: 499 })

/** @param masks what masks the secrets of the contract */
export function respondError(error: Error, { method, url }: Request, log: Log, masks: Masks): Response {
  const path = new URL(url).pathname
  if (error instanceof ControlError)
    return problem({ status: error.status, code: error.code, detail: error.message, path, masks })
  if (error instanceof SandboxesFullError) {
    const headers = retryAfter(Math.max(1, Math.ceil(error.retryAfter / 1000)))
    return problem({ status: 503, code: 'sandboxes_full', detail: error.message, path, headers, masks })
  }
  if (error instanceof StateNotSavedError) {
    const detail = `The state cannot be saved (${error.code}), so nothing was changed. Free some space on the server, or fix the permissions of its state file, and try again.`
    return problem({ status: 503, code: 'state_not_kept', detail, path, headers: retryAfter(RETRY_STATE), masks })
  }
  log.failure(`FAILED ${method} ${masks.path(path)}: ${error.stack ?? error}`)
  return failureProblem(error, path, masks)
}

const retryAfter = (seconds: number) => ({ 'Retry-After': String(seconds) })
