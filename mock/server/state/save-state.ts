import type { MiddlewareHandler } from 'hono'
import type { Log } from '../log.ts'
import type { StateFile } from './state-file.ts'
import { StateNotSavedError } from './state-not-saved-error.ts'

/** Methods that only read. What they change as well, such as when a key was last used, may get lost. */
const READING = ['GET', 'HEAD', 'OPTIONS']

/**
 * Holds each response back until the state is written. What cannot be written is undone, and its response is an error.
 * Reading goes on.
 */
export function saveState(state: StateFile, log: Log): MiddlewareHandler {
  return async (context, next) => {
    const { failures } = state
    await next()
    try {
      await state.saved()
    } catch (error) {
      if (!(error instanceof StateNotSavedError)) throw error
      log.failure(error.message)
    }
    // A failure undoes everything that is not in the file, also of a request that has not asked for it yet.
    if (state.failures === failures || READING.includes(context.req.method)) return
    context.res.headers.delete('Location')
    throw state.lastFailure
  }
}
