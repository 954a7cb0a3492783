/** Checks of what a caller passes. No message holds a credential. */

/** @throws {TypeError} the condition does not hold */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new TypeError(message)
}

/** @throws {TypeError} one of the values, which are given by their names, is not a number of 0 or more */
export function assertAmounts(amounts: Readonly<Record<string, unknown>>): void {
  for (const [name, amount] of Object.entries(amounts))
    assert(typeof amount === 'number' && amount >= 0, `${name} must be a number of 0 or more.`)
}

/** @throws {TypeError} the value is not a function */
export function assertFunction<Value>(
  name: string,
  value: Value,
): asserts value is Extract<Value, (...args: never[]) => unknown> {
  assert(typeof value === 'function', `${name} must be a function.`)
}
