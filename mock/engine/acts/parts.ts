/** What several acts share. */
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Answer, Committed } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import type { Collection } from '../store/collection.ts'

/** The collection that an operation works on. */
export function collectionOf(context: Context, { operation }: Pick<Call, 'operation'>): Collection {
  return context.store.collection(operation.resource ?? '')
}

/** The properties whose values the path gives: those with the name of a parameter, such as the id of a parent. */
export function valuesOfPath({ resource }: Collection, { params }: Pick<Call, 'params'>): Row {
  const isShown = ([name]: readonly [string, string]) => name !== 'id' && resource.members.includes(name)
  return Object.fromEntries(Object.entries(params).filter(isShown))
}

/** The changed record, or a list if the operation works on many. */
export function answerRecords({ operation }: Call, committed: readonly Committed[]): Answer {
  const shown = committed.map(({ show }) => show())
  return { body: operation.many === undefined ? shown[0] : { data: shown } }
}
