import { counted } from '../../../openapi/contract/prose.ts'
import type { InitializedOverlay } from '../../../openapi/read/init/init-overlay.ts'
import { describeWarning } from '../describe-warnings.ts'

/** More operations than this are only counted. */
const MOST_LISTED = 10

/** What was written, and what is left to do. */
export function describeOutcome(out: string, isKnown: boolean, result: InitializedOverlay): string {
  return [
    written(out, isKnown, result),
    ...left(result),
    ...stale(result),
    `Start a mock with it: latchkey mock ${out}`,
  ].join('\n\n')
}

function written(
  out: string,
  isKnown: boolean,
  { actions, guesses, questions, operations, known }: InitializedOverlay,
): string {
  const more = `${counted(guesses, 'guess').replace(/guesss?$/, guesses === 1 ? 'guess' : 'guesses')} and ${counted(questions, 'question')} in comments`
  if (!isKnown) return `${out} says what ${known} of ${counted(operations, 'operation')} do, with ${more}.`
  if (actions + guesses + questions === 0) return `${out} has all that can be inferred. Nothing was changed.`
  return `Added to ${out}: ${counted(actions, 'action')}, with ${more}. What was there is unchanged.`
}

function left({ unknown }: InitializedOverlay): string[] {
  if (unknown.length === 0) return []
  const shown = unknown.slice(0, MOST_LISTED).map(({ operation, reason }) => `  ${operation}: ${reason}`)
  const more = unknown.length - shown.length
  return [
    [
      'Not known. Their responses come from the document:',
      ...shown,
      ...(more > 0 ? [`  and ${counted(more, 'more operation')}`] : []),
    ].join('\n'),
  ]
}

function stale({ stale: warnings }: InitializedOverlay): string[] {
  if (warnings.length === 0) return []
  return [
    [
      'These actions do not fit the document any more:',
      ...warnings.map(warning => `  ${describeWarning(warning)}`),
    ].join('\n'),
  ]
}
