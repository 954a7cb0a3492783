/** The operations of a document that `readDocument` has read. */
import { isObject, isString, type JsonObject } from '../../contract/json.ts'
import { pointerKeys, valueAt } from '../../contract/pointer.ts'
import { isReference } from '../../contract/ref.ts'
import { METHODS } from './methods.ts'

export interface DocumentOperation {
  /** The `operationId` if it is the only one of its name, otherwise `GET /orders`. */
  readonly id: string
  /** In capital letters: `GET`. */
  readonly method: string
  readonly path: string
  readonly operation: JsonObject
  /** The parameters of the path item and of the operation, references followed. The operation's come first and win. */
  readonly parameters: readonly JsonObject[]
}

/** All operations, in the order of the document. */
export function operationsOf(document: JsonObject): readonly DocumentOperation[] {
  const found: (Omit<DocumentOperation, 'id'> & { readonly operationId: unknown })[] = []
  const counts = new Map<unknown, number>()
  for (const [path, item] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    const target = lookUp(document, item)
    const pathItem = isObject(item) && isObject(target) ? { ...target, ...item } : target
    if (!isObject(pathItem) || path.startsWith('x-')) continue
    const { additionalOperations } = pathItem
    const own = METHODS.map(method => [method.toUpperCase(), pathItem[method]] as const)
    const others = isObject(additionalOperations) ? Object.entries(additionalOperations) : []
    for (const [method, operation] of [...own, ...others]) {
      if (!isObject(operation)) continue
      const { operationId } = operation
      counts.set(operationId, (counts.get(operationId) ?? 0) + 1)
      const parameters = mergedParameters(document, operation.parameters, pathItem.parameters)
      found.push({ method, path, operation, parameters, operationId })
    }
  }
  return found.map(({ operationId, ...others }) => ({
    id: isString(operationId) && counts.get(operationId) === 1 ? operationId : `${others.method} ${others.path}`,
    ...others,
  }))
}

function mergedParameters(document: JsonObject, ...lists: readonly unknown[]): JsonObject[] {
  const parameters = new Map<string, JsonObject>()
  for (const list of lists)
    for (const item of Array.isArray(list) ? list : []) {
      const parameter = lookUp(document, item)
      if (!isObject(parameter)) continue
      const id = `${String(parameter.in)} ${String(parameter.name)}`
      if (!parameters.has(id)) parameters.set(id, parameter)
    }
  return [...parameters.values()]
}

/** What a `$ref` leads to; the value itself if it is not a reference. One step is enough: there are no chains. */
export function lookUp(document: JsonObject, value: unknown): unknown {
  return isReference(value) ? valueAt(document, pointerKeys(value.$ref)) : value
}
