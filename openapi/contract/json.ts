/** Guards for JSON of unknown shape. */

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isString(value: unknown): value is string {
  return typeof value === 'string'
}

/** The strings of a list; empty if the value is not a list. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(isString) : []
}

/** The objects of a list; empty if the value is not a list. */
export function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** A copy of an object without the properties that are `undefined`. */
export function defined<Value>(entries: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const result: Record<string, Value> = {}
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) result[key] = value
  return result
}
