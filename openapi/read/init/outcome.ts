import type { Inference, InferredOperation } from '../infer/inference.ts'
import { commentedIn, writtenIn } from './apply.ts'
import type { Draft } from './draft.ts'
import { placeOf } from './source.ts'
import { targetOf } from './target.ts'

/** What `latchkey init` found, for people. */
export interface Outcome {
  /** How many actions are new. */
  readonly actions: number
  readonly guesses: number
  readonly questions: number
  readonly operations: number
  /** How many operations the whole overlay says what they do, guesses included. */
  readonly known: number
  /** Operations that nothing is written of, with the reason. */
  readonly unknown: readonly { readonly operation: string; readonly reason: string }[]
}

/**
 * @param draft what is new
 * @param whole with what was written before
 */
export function outcomeOf(draft: Draft, whole: Draft, { operations }: Inference): Outcome {
  const commented = commentedIn(draft)
  const count = (wanted: 'guess' | 'ask') => commented.filter(({ one }) => 'hint' in one && one.hint === wanted).length
  const places = [...writtenIn(whole), ...commentedIn(whole)].flatMap(({ updates }) =>
    updates.map(({ at }) => targetOf(at)),
  )
  const written = new Set(places)
  const isTransition = ({ rule }: InferredOperation) => rule?.does === 'transition' || rule?.does === 'count'
  const isKnown = (operation: InferredOperation) => written.has(targetOf(placeOf(operation))) || isTransition(operation)
  return {
    actions: writtenIn(draft).length,
    guesses: count('guess'),
    questions: count('ask'),
    operations: operations.length,
    known: operations.filter(isKnown).length,
    unknown: operations
      .filter(operation => !isKnown(operation))
      .map(({ method, path, reason }) => ({ operation: `${method} ${path}`, reason })),
  }
}
