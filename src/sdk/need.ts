/**
 * Refuses what a caller gave.
 * @param what What is wrong, as the message names it. It never holds a credential.
 * @throws {TypeError} `timeout is not a number of 0 or more.`
 */
export function need(isRight: unknown, what: string, isNot: string): asserts isRight {
  if (!isRight) throw new TypeError(`${what} is not ${isNot}.`)
}

/** @throws {TypeError} one of them, by its name, is no number of 0 or more */
export function needAmounts(amounts: Readonly<Record<string, number>>): void {
  for (const [name, amount] of Object.entries(amounts))
    need(typeof amount === 'number' && amount >= 0, name, 'a number of 0 or more')
}
