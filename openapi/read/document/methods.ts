import { isObject, type JsonObject } from '../../contract/json.ts'

/** The methods that have a field of their own in a path item. `query` is new in OpenAPI 3.2. */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const

/** The operations of a path item by their methods: `GET`, and those that OpenAPI 3.2 calls additional, as they are written. */
export function operationsIn(item: JsonObject): readonly (readonly [method: string, operation: unknown])[] {
  const { additionalOperations } = item
  const others = isObject(additionalOperations) ? Object.entries(additionalOperations) : []
  const own = Object.entries(item).flatMap(([name, operation]) =>
    METHODS.some(method => method === name) ? [[name.toUpperCase(), operation] as const] : [],
  )
  return [...own, ...others]
}

/** Where an operation stands in its path item. */
export const keysOfMethod = (method: string): readonly string[] =>
  METHODS.some(own => own.toUpperCase() === method) ? [method.toLowerCase()] : ['additionalOperations', method]
