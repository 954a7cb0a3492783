let ending: Promise<void> | undefined

/**
 * Resolves when this turn of the event loop is over. Answers that wait for it leave together: the client is woken once
 * for all of them, which costs more than the work on an answer does.
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
