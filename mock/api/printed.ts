/** What consoles print of an object. */

/** The method that Node.js, Bun and their consoles call to print an object. */
export const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/**
 * A plain, read-only object that prints and stringifies as another one with the same keys. Libraries drop or refuse
 * objects with another prototype, and `fetch` reads hidden properties as headers, so the object has neither: it is a
 * proxy, and consoles print the target of a proxy. `structuredClone` accepts a spread copy only.
 */
export function printedAs<Value extends object>(value: Value, shown: object): Value {
  const own = value as Readonly<Record<PropertyKey, unknown>>
  const print = () => ({ ...shown })
  const printers: Readonly<Record<PropertyKey, unknown>> = { toJSON: print, [INSPECT]: print }
  return new Proxy({ ...shown } as Value, {
    get: (_target, key) => (Object.hasOwn(printers, key) ? printers[key] : own[key]),
    getOwnPropertyDescriptor: (target, key) => {
      const property = Reflect.getOwnPropertyDescriptor(target, key)
      return property && { ...property, value: own[key] }
    },
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
    preventExtensions: () => false,
    setPrototypeOf: () => false,
  })
}
