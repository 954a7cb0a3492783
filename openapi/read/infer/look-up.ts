import { isObject, type JsonObject } from '../../contract/json.ts'
import { pointerKeys, valueAt } from '../../contract/pointer.ts'
import { isReference } from '../../contract/ref.ts'

const LONGEST_CHAIN = 20

/** The value that `#/components/...` refers to. Undefined if there is none. */
export function lookUp(document: JsonObject, reference: string): unknown {
  return valueAt(document, pointerKeys(reference))
}

/** A parameter, response, request body or path item, where its `$ref`s end. */
export function resolved(document: JsonObject, value: unknown): JsonObject | undefined {
  let node = value
  for (let step = 0; isReference(node) && step < LONGEST_CHAIN; step++) node = lookUp(document, node.$ref)
  return isObject(node) && !isReference(node) ? node : undefined
}
