/** What Node, Bun and their consoles ask an object for. */
export const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/**
 * A copy of an object that is printed, and written as JSON, as another one: its values stay what they are. What prints
 * it is inherited, since `fetch` takes the own members of an object for headers; a spread copy is printed as it is.
 */
export function printedAs<Value extends object>(value: Value, shown: object): Value {
  const printer = { toJSON: () => shown, [INSPECT]: () => shown }
  return Object.assign(Object.create(printer) as object, value)
}
