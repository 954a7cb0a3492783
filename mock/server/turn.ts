// Named imports of a module of Node.js stay what they are: fake timers replace the global functions.
import { setImmediate } from 'node:timers'

/**
 * Returns a function that resolves at the end of this turn of the event loop. Responses that wait for it are sent
 * together, so that a client wakes up once for all of them. Waking up costs more than the work on a response.
 */
export function endOfTurns(): () => Promise<void> {
  let ending: Promise<void> | undefined
  return () => {
    ending ??= new Promise(resolve =>
      setImmediate(() => {
        ending = undefined
        resolve()
      }),
    )
    return ending
  }
}
