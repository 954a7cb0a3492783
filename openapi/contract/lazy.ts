/** What is made when it is first read: of a large document, most is never asked for. */

/** Calls a function once, and returns its result from then on. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** An object whose members are made when they are first read. It looks like any other: its members are enumerable. */
export function lazyRecord<Value>(
  names: readonly string[],
  make: (name: string, index: number) => Value,
): Record<string, Value> {
  const record: Record<string, Value> = {}
  for (const [index, name] of names.entries())
    Object.defineProperty(record, name, { enumerable: true, configurable: true, get: once(() => make(name, index)) })
  return record
}
