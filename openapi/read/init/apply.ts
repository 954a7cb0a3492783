import { isObject, type JsonObject } from '../../contract/json.ts'
import type { Keys } from '../../contract/pointer.ts'
import { WORDS } from '../../contract/words.ts'
import type { Action, Draft, Hint, Part, Update } from './draft.ts'

/** What a part changes in the document, with or without the hints in it. */
function updatesOf(part: Part): readonly Update[] {
  if (part.kind === 'suggestion') return part.updates
  const { at, update } = wordsUpdate(part, part.words)
  return [{ at, update: part.base ? { ...NAMED, ...update } : update }]
}

/** What a schema that gets a name says besides its keywords. */
export const NAMED: JsonObject = { type: 'object' }

/** What a hint changes in the document. */
function hintUpdate(action: Action, hint: Hint): Update {
  return wordsUpdate(action, hint.words)
}

function wordsUpdate({ at }: Action, words: JsonObject): Update {
  return { at, update: { [WORDS]: words } }
}

/** A part or a hint, with what it changes in the document. */
export interface Changing {
  readonly one: Part | Hint
  readonly updates: readonly Update[]
}

/** Everything in a draft that is written. */
export function writtenIn({ groups }: Draft): Changing[] {
  return groups.flatMap(({ parts }) =>
    parts.flatMap(part => (part.kind === 'action' ? [{ one: part, updates: updatesOf(part) }] : [])),
  )
}

/** Everything in a draft that is commented. */
export function commentedIn({ groups }: Draft): Changing[] {
  return groups.flatMap(({ parts }) =>
    parts.flatMap((part): Changing[] =>
      part.kind === 'suggestion'
        ? [{ one: part, updates: part.updates }]
        : part.hints.map(hint => ({ one: hint, updates: [hintUpdate(part, hint)] })),
    ),
  )
}

/** The document with updates merged into it. Lists get the items of an update at their end. */
export function applied(document: JsonObject, updates: readonly Update[]): JsonObject {
  return updates.reduce((result, { at, update }) => {
    const changed = updated(result, at, update)
    return isObject(changed) ? changed : result
  }, document)
}

function updated(value: unknown, [key, ...rest]: Keys, update: JsonObject): unknown {
  if (key === undefined) return merged(value, update)
  if (Array.isArray(value))
    return value.map((item, index) => (index === Number(key) ? updated(item, rest, update) : item))
  if (value === undefined) return { [key]: updated(undefined, rest, update) }
  return isObject(value) ? { ...value, [key]: updated(value[key], rest, update) } : value
}

function merged(value: unknown, update: unknown): unknown {
  if (Array.isArray(value)) return [...value, ...(Array.isArray(update) ? update : [update])]
  if (!isObject(value) || !isObject(update)) return update
  return {
    ...value,
    ...Object.fromEntries(
      Object.entries(update).map(([key, one]) => [key, key in value ? merged(value[key], one) : one]),
    ),
  }
}
