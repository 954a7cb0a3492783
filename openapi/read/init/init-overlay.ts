/** From a document, and what was written before, to the text of its overlay. */
import { isObject, isString } from '../../contract/json.ts'
import type { ReadDocument, Warning } from '../document/types.ts'
import { inferRules } from '../infer/infer-rules.ts'
import { draftOverlay } from './draft-overlay.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { extendedOverlay, missingIn, newOverlay } from './overlay-text.ts'
import type { Head } from './render.ts'

/** An overlay that was written before. */
export interface Existing {
  readonly text: string
  /** The document with the overlay applied. */
  readonly read: ReadDocument
}

export interface InitializedOverlay extends Outcome {
  /** Undefined if nothing can be added to what was written before. */
  readonly text: string | undefined
  /** What no longer fits the document in what was written before. */
  readonly stale: readonly Warning[]
}

/** @param read the document without the overlay */
export function initOverlay(
  read: ReadDocument,
  { document, schema }: Pick<Head, 'document' | 'schema'>,
  existing?: Existing,
): InitializedOverlay {
  const inference = inferRules(read.document)
  const whole = draftOverlay(read, inference)
  const draft = existing ? missingIn(existing.text, existing.read.document, whole) : whole
  return {
    ...outcomeOf(draft, whole, inference),
    text: existing ? extendedOverlay(existing.text, draft) : newOverlay(draft, { ...titleOf(read), document, schema }),
    stale: existing ? existing.read.warnings.filter(({ kind }) => kind === 'overlay') : [],
  }
}

function titleOf({ document: { info } }: ReadDocument): Pick<Head, 'title' | 'version'> {
  const { title, version } = isObject(info) ? info : {}
  return { title: isString(title) ? title : 'the API', version: isString(version) ? version : '1.0.0' }
}
