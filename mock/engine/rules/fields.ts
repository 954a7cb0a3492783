import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { ValidationError } from '../../../openapi/vocabulary/engine/refusal.ts'
import { validators } from '../../../openapi/vocabulary/generated/registry.ts'
import type { Context } from '../context.ts'
import type { Collection } from '../store/collection.ts'

const VALIDATORS = Object.entries(validators)

/**
 * Checks what JSON Schema cannot express about written values, by the keywords of their properties.
 * @param values the written properties
 * @param self the record that is changed; undefined for a new one
 * @param pointer JSON pointer to the values within the body
 */
export function checkFields(
  context: Context,
  records: Collection,
  values: Row,
  self: Entry | undefined,
  principal: Principal,
  now: number,
  pointer = '',
): readonly ValidationError[] {
  const errors: ValidationError[] = []
  const { properties } = records.resource
  for (const property in properties) {
    const keywords = properties[property]
    const value = values[property]
    // The schema has refused any other type.
    if (!keywords || (typeof value !== 'string' && typeof value !== 'number')) continue
    for (const [word, validate] of VALIDATORS) {
      if (!(word in keywords)) continue
      const message = validate({ property, keywords, value, values, records, self, principal, now, world: context })
      if (message === undefined) continue
      errors.push({ in: 'body', pointer: `${pointer}/${property}`, message })
      break
    }
  }
  return errors
}
