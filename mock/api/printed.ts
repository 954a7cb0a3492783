/** What consoles print of an object. */

/** The method that Node.js, Bun and their consoles call to print an object. */
export const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** The frame of `console.table` in Node.js, Deno and Bun. */
const CONSOLE_TABLE = /\btable \((?:node:internal\/console\/|ext:deno_|native:|unknown)/
/** The line of a stack with the code that reads a property. Before it are the message, this module's function and the trap. */
const READER_LINE = 3

/** `console.table` reads properties as any other code does, and only the stack tells which of them is reading. */
function isReadByConsole(): boolean {
  return CONSOLE_TABLE.test(new Error().stack?.split('\n')[READER_LINE] ?? '')
}

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
    get: (target, key) => {
      if (Object.hasOwn(printers, key)) return printers[key]
      const isMasked = own[key] !== Reflect.get(target, key)
      return isMasked && isReadByConsole() ? Reflect.get(target, key) : own[key]
    },
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
