/** Writes down what was inferred of a document, with guesses and questions. */
import { valueAt } from '../../contract/pointer.ts'
import { anyCarrierOf } from '../../vocabulary/model/carrier.ts'
import { acceptsAny } from '../../vocabulary/model/credentials.ts'
import type { ReadDocument } from '../document/types.ts'
import type { Inference, InferredResource } from '../infer/inference.ts'
import { canBeMarked } from '../restated.ts'
import { askLimit, askOwner, askPermission, askSeed } from './ask.ts'
import { type Draft, filtered, type Group, type Part } from './draft.ts'
import { guessActs } from './guess-acts.ts'
import { guessAnswers, guessErrors } from './guess-dialect.ts'
import { guessLifecycle } from './guess-lifecycle.ts'
import { guessCredential, guessSecret, guessSelection, secretOf } from './guess-secrets.ts'
import { guessSessions } from './guess-session.ts'
import { guessWindows } from './guess-window.ts'
import { Source } from './source.ts'
import { verified } from './verify.ts'
import { documentAction, hasWords, operationAction, resourceAction, type Shared, sharedOf } from './written.ts'

/** What can be written about a document, and is not yet. Places with keywords are left alone. */
export function draftOverlay({ document, main }: ReadDocument, inference: Inference): Draft {
  const source = new Source(document, inference, main.value)
  const shared = sharedOf(source)
  const resources = source.resources.map(resource => resourceGroup(source, resource, shared))
  const draft = { groups: [documentGroup(source, shared), ...resources].filter(({ parts }) => parts.length > 0) }
  // Without the mark at the root, keywords that say what is inferred would change what the mock does.
  const isMarkable = canBeMarked(document, inference)
  const open = filtered(
    draft,
    one => !('kind' in one) || (!isTaken(document, one) && (isMarkable || one.kind !== 'action')),
  )
  return withSchemes(verified(open, document, inference), source)
}

/** Schemes accept any credential, unless a suggestion says what they read. */
function withSchemes(draft: Draft, source: Source): Draft {
  const suggested = new Set(
    draft.groups.flatMap(({ parts }) =>
      parts.flatMap(part => (part.kind === 'suggestion' ? part.updates.map(({ at }) => at.join(' ')) : [])),
    ),
  )
  const parts = [...source.model.schemes.values()].flatMap((scheme): Part[] => {
    const at = ['components', 'securitySchemes', scheme.name]
    const isOpen = acceptsAny(scheme) && !scheme.words && anyCarrierOf(scheme.node.object ?? {}) !== undefined
    return isOpen && !suggested.has(at.join(' '))
      ? [{ kind: 'action', at, words: { accepts_any: true }, hints: [] }]
      : []
  })
  return parts.length === 0 ? draft : { groups: [...draft.groups, { heading: 'Security schemes', parts }] }
}

/** Whether one of the places of a part has keywords. */
function isTaken(document: ReadDocument['document'], part: Part): boolean {
  const places = part.kind === 'action' ? [part.at] : part.updates.map(({ at }) => at)
  return places.some(at => hasWords(valueAt(document, at)))
}

const present = <One>(ones: readonly (One | undefined)[]): One[] => ones.filter(one => one !== undefined)

function documentGroup(source: Source, shared: Shared): Group {
  return {
    heading: 'The document',
    parts: [
      documentAction(shared, present([guessErrors(source), guessAnswers(source)])),
      ...present([askPermission(source)]),
      ...guessWindows(source),
      ...guessSessions(source),
    ],
  }
}

function resourceGroup(source: Source, resource: InferredResource, shared: Shared): Group {
  const secret = secretOf(source, resource)
  const credential = secret && guessCredential(source, secret, resource)
  return {
    heading: `${resource.name}: ${resource.collection}`,
    parts: [
      resourceAction(
        source,
        resource,
        present([askLimit(source, resource), askSeed(source, resource), askOwner(source, resource)]),
      ),
      ...source.rulesOf(resource).flatMap(operation => operationAction(operation, shared) ?? []),
      ...present([
        guessLifecycle(source, resource),
        credential ?? (secret && guessSecret(secret, resource)),
        guessSelection(source, resource),
      ]),
      ...guessActs(source, resource, shared),
    ],
  }
}
