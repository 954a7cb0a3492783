import { isObject, type JsonObject } from '../../contract/json.ts'

/** Whether some property of a document is only read or only written. */
export function hasMarkers(document: JsonObject): boolean {
  const stack: unknown[] = [document.components, document.paths]
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (Array.isArray(value)) for (const item of value) stack.push(item ?? null)
    else if (isObject(value)) {
      if (value.readOnly === true || value.writeOnly === true) return true
      for (const member of Object.values(value)) stack.push(member ?? null)
    }
  }
  return false
}
