/** What several acts share. */
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Answer, Committed } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Context } from '../context.ts'
import type { Collection } from '../store/collection.ts'

/** The collection that an operation works on. */
export function collectionOf(context: Context, { operation }: Pick<Call, 'operation'>): Collection {
  return context.store.collection(operation.resource ?? '')
}

/** The changed record, or a list if the operation works on many. */
export function answerRecords({ operation }: Call, committed: readonly Committed[]): Answer {
  const shown = committed.map(({ show }) => show())
  return { body: operation.many === undefined ? shown[0] : { data: shown } }
}
