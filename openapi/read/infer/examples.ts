import { isObject, type JsonObject } from '../../contract/json.ts'

const DEEPEST = 4

/** The schema of a value that a document shows as an example. Lists are as their first item. */
export function schemaOfExample(value: unknown, depth = 0): JsonObject {
  if (Array.isArray(value)) return { type: 'array', items: depth < DEEPEST ? schemaOfExample(value[0], depth + 1) : {} }
  if (isObject(value)) {
    const entries = depth < DEEPEST ? Object.entries(value) : []
    return {
      type: 'object',
      properties: Object.fromEntries(entries.map(([name, member]) => [name, schemaOfExample(member, depth + 1)])),
    }
  }
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' }
  return typeof value === 'string' || typeof value === 'boolean' ? { type: typeof value } : {}
}
