/** What is wrong with an Overlay document. It needs nothing of Node. */
import { isObject, isString, type JsonObject } from '../contract/json.ts'
import type { Keys } from '../contract/pointer.ts'
import { hint } from '../vocabulary/nearest.ts'

export interface OverlayMistake {
  /** Where it is; empty for the whole document. */
  readonly keys: Keys
  readonly message: string
}

export function isOverlay(parsed: unknown): parsed is JsonObject {
  return isObject(parsed) && 'overlay' in parsed
}

export function overlayMistakes(parsed: unknown): readonly OverlayMistake[] {
  if (!isOverlay(parsed)) return [{ keys: [], message: 'An Overlay document must have the root field `overlay`.' }]
  if (!isString(parsed.overlay) || !/^1\.[01]\.\d+$/.test(parsed.overlay)) {
    return [{ keys: ['overlay'], message: 'Only Overlay 1.0 and 1.1 are supported. Write `overlay: 1.1.0`.' }]
  }
  if (!Array.isArray(parsed.actions) || parsed.actions.length === 0) {
    return [{ keys: [], message: 'The overlay has no list of `actions`. Add one.' }]
  }
  return parsed.actions.flatMap(unknownFields)
}

const FIELDS = ['target', 'description', 'update', 'remove', 'copy']

/** With a misspelled field, the action would do nothing. */
function unknownFields(action: unknown, index: number): OverlayMistake[] {
  if (!isObject(action)) return []
  const unknown = Object.keys(action).filter(field => !FIELDS.includes(field) && !field.startsWith('x-'))
  return unknown.map(field => ({
    keys: ['actions', index, field],
    message: `An action has no field \`${field}\`.${hint(field, FIELDS)} Correct or remove it.`,
  }))
}
