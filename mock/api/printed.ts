/** What consoles print of an object. */

/** The method that Node.js, Bun and their consoles call to print an object. */
export const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/**
 * A copy of an object that prints and stringifies as another object. Its own properties keep their values. The methods
 * that print it are inherited, because `fetch` reads the own properties of an object as headers. A spread copy does not
 * have them.
 */
export function printedAs<Value extends object>(value: Value, shown: object): Value {
  const printer = { toJSON: () => shown, [INSPECT]: () => shown }
  return Object.assign(Object.create(printer) as object, value)
}
