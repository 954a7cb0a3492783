import { type Call, principalOf, targetOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { planTransition } from '../../../openapi/vocabulary/engine/transitions.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import type { Context } from '../context.ts'
import { findVisible } from '../steps/find.ts'
import { answerRecords, collectionOf } from './parts.ts'

/** Takes a transition with one record, or with all records that the body lists, or with none of them. */
export const transition: Act<Context> = (context, call) => {
  const { name, resource } = collectionOf(context, call)
  const moment = { now: call.now, actor: principalOf(call).actor }
  const entries = call.operation.many === 'ids' ? listed(context, call) : [targetOf(call)]
  return {
    changes: entries.map(entry => ({
      does: 'replace',
      resource: name,
      entry,
      ...planTransition(resource, entry.row, call.operation.does, moment),
    })),
    answer: committed => answerRecords(call, committed),
  }
}

/** @throws {Refusal} not_found */
function listed(context: Context, call: Call): readonly Entry[] {
  const { ids } = call.body as { ids: readonly string[] }
  return ids.map((id, index) =>
    findVisible(context, call.operation.resource ?? '', id, principalOf(call), call.selected, `/ids/${index}`),
  )
}
