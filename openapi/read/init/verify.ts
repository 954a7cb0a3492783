/** Leaves out of a draft what would be an error in the document, and what would change what the mock does. */
import type { JsonObject } from '../../contract/json.ts'
import { valueAt } from '../../contract/pointer.ts'
import { WORDS } from '../../contract/words.ts'
import { Pointer } from '../../vocabulary/model/node.ts'
import { keywordFindings } from '../check-keywords.ts'
import type { Inference } from '../infer/inference.ts'
import { toCheck, withoutRestated } from '../restated.ts'
import { applied, type Changing, commentedIn, writtenIn } from './apply.ts'
import { type Draft, filtered, type Hint, type Part, type Update } from './draft.ts'

/** Leaving one out can make another one wrong: the operations of a resource that is left out. */
const MOST_ROUNDS = 6

export function verified(draft: Draft, document: JsonObject, inference: Inference): Draft {
  const errorsIn = (updates: readonly Update[]) => errorPointers(applied(document, updates), inference)
  const before = errorsIn([])
  const fresh = (updates: readonly Update[]) => [...errorsIn(updates)].filter(pointer => !before.has(pointer))

  let result = withoutChanges(draft, document, inference)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const written = writtenIn(result)
    const wrong = fresh(written.flatMap(({ updates }) => updates))
    if (wrong.length === 0) break
    result = without(result, causes(written, wrong))
  }
  const base = writtenIn(result).flatMap(({ updates }) => updates)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const commented = commentedIn(result)
    const wrong = fresh([...base, ...commented.flatMap(({ updates }) => updates)])
    if (wrong.length === 0) break
    result = without(result, causes(commented, wrong))
  }
  // Each can be used without the others.
  const alone = commentedIn(result).filter(({ updates }) => needsOthers(updates, document, base, fresh))
  return without(result, new Set(alone.map(({ one }) => one)))
}

function without(draft: Draft, left: ReadonlySet<Part | Hint>): Draft {
  return filtered(draft, one => !left.has(one))
}

/** Those that change a place around or in a mistake. */
function causes(all: readonly Changing[], wrong: readonly string[]): ReadonlySet<Part | Hint> {
  const found = all.filter(({ updates }) =>
    updates.some(({ at }) => {
      const { pointer } = new Pointer(at)
      return wrong.some(
        place => place === pointer || place.startsWith(`${pointer}/`) || pointer.startsWith(`${place}/`),
      )
    }),
  )
  return new Set((found.length > 0 ? found : all).map(({ one }) => one))
}

/** Documents can have hundreds of suggestions, and checking one takes as long as checking the document. */
const MOST_CHECKED = 40

function needsOthers(
  updates: readonly Update[],
  document: JsonObject,
  base: readonly Update[],
  fresh: (updates: readonly Update[]) => readonly string[],
): boolean {
  const size = Object.keys(Object(document.paths)).length
  return size <= MOST_CHECKED && fresh([...base, ...updates]).length > 0
}

function errorPointers(document: JsonObject, inference: Inference): ReadonlySet<string> {
  const findings = keywordFindings(toCheck(document, inference))
  return new Set(findings.flatMap(({ severity, pointer }) => (severity === 'error' ? [pointer] : [])))
}

/** Keywords that do not say what is inferred anyway would change what the mock does. */
function withoutChanges(draft: Draft, document: JsonObject, inference: Inference): Draft {
  const updates = writtenIn(draft).flatMap(one => one.updates)
  const stated = withoutRestated(applied(document, updates), inference)
  return filtered(
    draft,
    one => !('kind' in one) || one.kind === 'suggestion' || valueAt(stated, [...one.at, WORDS]) === undefined,
  )
}
