import { parseTime } from '../../../openapi/contract/time.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { ValidationError } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Context } from '../context.ts'
import type { Collection } from '../store/collection.ts'
import { isVisible } from './visibility.ts'

/**
 * Checks what JSON Schema cannot express about a written value: that it refers to a record the caller can access, that
 * it is unique, that it is in the future.
 * @param values the written properties
 * @param self the record that is changed; undefined for a new one
 * @param pointer JSON pointer to the values within the body
 */
export function checkFields(
  context: Context,
  collection: Collection,
  values: Row,
  self: Entry | undefined,
  principal: Principal,
  now: number,
  pointer = '',
): readonly ValidationError[] {
  const errors: ValidationError[] = []
  const { properties } = collection.resource
  for (const property in properties) {
    const words = properties[property]
    const value = values[property]
    // The schema has refused any other type.
    if (!words || (typeof value !== 'string' && typeof value !== 'number')) continue
    const message =
      (words.refers_to !== undefined && refersToNothing(context, words.refers_to, value, principal)) ||
      (words.unique && isTaken(collection, property, values, self, principal)) ||
      (words.future && parseTime(String(value)) <= now && 'must be in the future')
    if (message) errors.push({ in: 'body', pointer: `${pointer}/${property}`, message })
  }
  return errors
}

function refersToNothing(context: Context, resourceName: string, id: unknown, principal: Principal): string | false {
  const collection = context.store.collection(resourceName)
  const entry = collection.get(String(id))
  if (entry && isVisible(collection.resource, entry.row, principal)) return false
  return `must refer to an existing ${collection.resource.title}`
}

function isTaken(
  collection: Collection,
  property: string,
  values: Row,
  self: Entry | undefined,
  principal: Principal,
): string | false {
  const tenant = collection.resource.owner?.tenant
  const row = tenant === undefined ? values : { ...values, [tenant]: principal.account }
  const other = collection.byUnique(property, row)
  return other && other !== self ? 'is already taken' : false
}
