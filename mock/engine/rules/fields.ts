import { isObject } from '../../../openapi/contract/json.ts'
import { escapeKey } from '../../../openapi/contract/pointer.ts'
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
    if (!keywords) continue
    for (const [at, value] of partsOf(values[property], `${pointer}/${property}`)) {
      for (const [word, validate] of VALIDATORS) {
        if (!(word in keywords)) continue
        const message = validate({ property, keywords, value, values, records, self, principal, now, world: context })
        if (message === undefined) continue
        errors.push({ in: 'body', pointer: at, message })
        break
      }
    }
  }
  return errors
}

type Part = readonly [pointer: string, part: string | number]

/**
 * A text or a number, or those of a list and of the objects in it, each with its JSON pointer. The schema has refused any
 * other type.
 */
function partsOf(value: unknown, pointer: string): readonly Part[] {
  if (typeof value === 'string' || typeof value === 'number') return [[pointer, value]]
  if (!Array.isArray(value)) return []
  return value.flatMap((item, index) =>
    isObject(item)
      ? Object.entries(item).flatMap(([name, part]) => partsOf(part, `${pointer}/${index}/${escapeKey(name)}`))
      : partsOf(item, `${pointer}/${index}`),
  )
}
