import { parseTime } from '../../../openapi/contract/time.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { ValidationError } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Context } from '../context.ts'
import type { Collection } from '../store/collection.ts'
import { isVisible } from './visibility.ts'

/**
 * What JSON Schema cannot say of a written value: that it refers to something the caller can see, that no other
 * record has it, that it lies in the future.
 * @param values the written members
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
    // Anything else has been refused by the schema.
    if (!words || (typeof value !== 'string' && typeof value !== 'number')) continue
    const message =
      (words.refers_to !== undefined && refersToNothing(context, words.refers_to, value, principal)) ||
      (words.unique && isTaken(collection, property, values, self, principal)) ||
      (words.future && parseTime(String(value)) <= now && 'must lie in the future')
    if (message) errors.push({ in: 'body', pointer: `${pointer}/${property}`, message })
  }
  return errors
}

function refersToNothing(context: Context, resourceName: string, id: unknown, principal: Principal): string | false {
  const collection = context.store.collection(resourceName)
  const entry = collection.get(String(id))
  if (entry && isVisible(collection.resource, entry.row, principal)) return false
  return `names no ${collection.resource.title} that you can see`
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
  return other && other !== self ? 'is taken by another one' : false
}
