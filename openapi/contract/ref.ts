/** References to component schemas: `{ $ref: '#/components/schemas/ApiKey' }`. */
import type { JsonSchema } from './contract.ts'
import { isObject, isString, type JsonObject } from './json.ts'
import { lastKey } from './pointer.ts'

export interface Reference {
  readonly $ref: string
}

export function isReference(value: unknown): value is JsonObject & Reference {
  return isObject(value) && isString(value.$ref)
}

/** The name of the component that a schema refers to: the last segment of its `$ref`. Undefined if it has no `$ref`. */
export function referredName(schema: unknown): string | undefined {
  return isReference(schema) ? lastKey(schema.$ref) : undefined
}

/** The schema that a `$ref` leads to; the schema itself if it has no `$ref`. */
export function dereference(
  schemas: Readonly<Record<string, JsonSchema>>,
  schema: JsonSchema | undefined,
): JsonSchema | undefined {
  const name = referredName(schema)
  return name === undefined ? schema : schemas[name]
}
