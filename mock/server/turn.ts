let ending: Promise<void> | undefined

/**
 * Resolves at the end of this turn of the event loop. Responses that wait for it are sent together, so that a client
 * wakes up once for all of them. Waking up costs more than the work on a response.
 */
export function endOfTurn(): Promise<void> {
  ending ??= new Promise(resolve =>
    setImmediate(() => {
      ending = undefined
      resolve()
    }),
  )
  return ending
}
