/** The types of JSON Schema. */
import { isObject, type JsonObject, strings } from '../../../openapi/contract/json.ts'

/** The types that keywords apply to. */
export type GroupType = 'number' | 'string' | 'array' | 'object'

export function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    case 'integer':
      return Number.isFinite(value) && Number(value) % 1 === 0
    case 'number':
      return Number.isFinite(value)
    default:
      return typeof value === type
  }
}

/** The types that a schema allows; empty for all. */
export function typesOf({ type, nullable }: JsonObject): readonly string[] {
  const types = typeof type === 'string' ? [type] : strings(type)
  return nullable === true && !types.includes('null') ? [...types, 'null'] : types
}
