/** What `latchkey init` writes, before it is text. */
import type { JsonObject } from '../../contract/json.ts'
import type { Keys } from '../../contract/pointer.ts'
import { WORDS } from '../../contract/words.ts'

export interface Draft {
  readonly groups: readonly Group[]
}

/** What is about one resource, or about the document. */
export interface Group {
  readonly heading: string
  readonly parts: readonly Part[]
}

export type Part = Action | Suggestion

/** Keywords that say what is inferred anyway. */
export interface Action {
  readonly kind: 'action'
  /** The place in the document. */
  readonly at: Keys
  /** The nearest place around it that the document has, for a schema that has no name in the document: it gets one. */
  readonly base?: Keys
  readonly words: JsonObject
  readonly hints: readonly Hint[]
}

/** `guess`: likely, for a reason. `ask`: only a person knows, and `words` are an example. */
export interface Hint {
  readonly hint: 'guess' | 'ask'
  readonly text: string
  /** More keywords for the same place. */
  readonly words: JsonObject
}

/** Whole actions that are likely, or that only a person knows. */
export interface Suggestion {
  readonly kind: 'suggestion'
  readonly hint: Hint['hint']
  readonly text: string
  readonly updates: readonly Update[]
}

export interface Update {
  readonly at: Keys
  readonly update: JsonObject
}

/** Keywords for a place. */
export function keywordsAt(at: Keys, words: JsonObject): Update {
  return { at, update: { [WORDS]: words } }
}

/** Keeps the parts and the hints that a predicate accepts. */
export function filtered(draft: Draft, keeps: (one: Part | Hint) => boolean): Draft {
  const parts = (group: Group) =>
    group.parts
      .filter(keeps)
      .map(part => (part.kind === 'action' ? { ...part, hints: part.hints.filter(keeps) } : part))
  return {
    groups: draft.groups.map(group => ({ ...group, parts: parts(group) })).filter(group => group.parts.length > 0),
  }
}
