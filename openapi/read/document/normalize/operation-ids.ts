/** Ids of operations are unique: the types, the client and the overrides of a mock name operations by them. */
import { isObject, isString, type JsonObject } from '../../../contract/json.ts'
import { keysOfMethod, operationsIn } from '../methods.ts'
import type { TextFile } from '../types.ts'
import type { Warnings } from '../warnings.ts'

/** Removes an `operationId` that an operation before has. */
export function withUniqueIds(document: JsonObject, main: TextFile, warnings: Warnings): JsonObject {
  const { paths } = document
  if (!isObject(paths)) return document
  const taken = new Set<string>()
  const changed: Record<string, unknown> = {}
  for (const [path, item] of Object.entries(paths)) {
    if (!isObject(item)) continue
    for (const [method, operation] of operationsIn(item)) {
      if (!isObject(operation) || !isString(operation.operationId)) continue
      const { operationId, ...rest } = operation
      if (!taken.has(operationId)) {
        taken.add(operationId)
        continue
      }
      const keys = keysOfMethod(method)
      const message = `Two operations have the operationId "${operationId}". The second one is called "${method} ${path}" instead.`
      warnings.add('structure', message, main, ['paths', path, ...keys, 'operationId'])
      changed[path] = replaced(isObject(changed[path]) ? changed[path] : item, keys, rest)
    }
  }
  return Object.keys(changed).length === 0 ? document : { ...document, paths: { ...paths, ...changed } }
}

function replaced(parent: JsonObject, [key = '', ...others]: readonly string[], value: JsonObject): JsonObject {
  const child = parent[key]
  return { ...parent, [key]: others.length === 0 ? value : replaced(isObject(child) ? child : {}, others, value) }
}
