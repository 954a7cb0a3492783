/** Records as JSON, kept from one response to the next. A changed record is a new object. */
const kept = new WeakMap<object, string>()

const isKept = (value: unknown): boolean => typeof value === 'object' && value !== null && kept.has(value)

/** Keeps the JSON of a record. */
export function keepJson(record: object, json = JSON.stringify(record)): void {
  kept.set(record, json)
}

/** The records whose JSON is not kept. */
export function freshOf(records: readonly unknown[]): readonly unknown[] {
  return records.filter(record => !isKept(record))
}

/** A value as JSON: what is kept of a record, or of the records of a list. Undefined if it has none. */
export function keptJson(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const text = kept.get(value)
  if (text !== undefined) return text
  return Array.isArray(value) && isKept(value[0])
    ? `[${value.map(item => keptJson(item) ?? 'null').join(',')}]`
    : JSON.stringify(value)
}
