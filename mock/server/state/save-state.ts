import type { MiddlewareHandler } from 'hono'
import { errorCode } from '../error-code.ts'
import type { StateFile } from './state-file.ts'
import { StateNotSavedError } from './state-not-saved-error.ts'

/** Holds each response back until the state is written. While writing fails, no request is handled. */
export function saveState(state: StateFile): MiddlewareHandler {
  return async (context, next) => {
    try {
      state.recover()
      await next()
      await state.saved()
    } catch (cause) {
      if (errorCode(cause) === undefined) throw cause
      context.res.headers.delete('Location')
      throw new StateNotSavedError(`The state file ${state.path} cannot be written (${errorCode(cause)}).`, { cause })
    }
  }
}
