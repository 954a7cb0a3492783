/** What several acts share. */
import { isObject } from '../../../openapi/contract/json.ts'
import { valueAt } from '../../../openapi/contract/pointer.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Answer, Committed } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { withoutConfirmations } from '../../../openapi/vocabulary/words/confirms.ts'
import type { Context } from '../context.ts'
import { show } from '../rules/show.ts'
import { inUtc } from '../rules/times.ts'
import type { Collection } from '../store/collection.ts'
import { isHidden } from '../store/record-key.ts'
import { fromTemplate, type Given } from '../wire/input.ts'

/** The collection that an operation works on. */
export function collectionOf(context: Context, { operation }: Pick<Call, 'operation'>): Collection {
  return context.store.collection(operation.resource ?? '')
}

/** The properties whose values the path gives: those with the name of a parameter, such as the id of a parent. */
export function valuesOfPath({ resource }: Collection, { params }: Pick<Call, 'params'>): Row {
  const isShown = ([name]: readonly [string, string]) => name !== 'id' && resource.members.includes(name)
  return Object.fromEntries(Object.entries(params).filter(isShown))
}

/** The properties of a record in the body; empty if it holds none. */
export function inputOf(call: Pick<Call, 'operation'> & Given): Row {
  const { shape } = call.operation
  const { body } = call
  if (!shape) return (body ?? {}) as Row
  const { input, inputTemplate } = shape
  const record = inputTemplate ? fromTemplate(inputTemplate, call) : input && valueAt(body, input)
  return isObject(record) ? Object.fromEntries(Object.entries(record).filter(([member]) => !isHidden(member))) : {}
}

/** What the body writes to an existing record. Its id never changes. */
export function changesOf(context: Context, call: Call): Row {
  const values = withoutConfirmations(call.operation, inputOf(call))
  if (!call.operation.shape) return inUtc(context, call.operation.resource ?? '', values)
  const { [call.resource?.identity?.property ?? '']: _, ...others } = values
  return others
}

/** The response that shows the changed record, or a list if the operation works on many. */
export function answerRecords(call: Call, committed: readonly Committed[]): Answer {
  const shown = committed.map(({ show }) => show())
  if (call.operation.many !== undefined) return { values: { records: shown } }
  const [one] = committed
  return { body: shown[0], ...(one && { values: idsOf(call, one.entry) }) }
}

/** The response that shows a record. */
export function answerRecord(context: Context, call: Call, entry: Entry): Answer {
  const body = show(context, call.operation.resource ?? '', entry, call.operation)
  return { body, values: idsOf(call, entry) }
}

/** The id of a record for the template of a response, and its key. */
function idsOf({ resource }: Call, { id, row }: Entry) {
  return { id: row[resource?.identity?.property ?? 'id'], key: id }
}
