import { type Call, momentOf, targetOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Plan } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import { isAfter, planTransition } from '../../../openapi/vocabulary/engine/transitions.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import type { Context } from '../context.ts'
import { changeTimes } from '../described/stamps.ts'
import { findListed } from '../steps/find.ts'
import { answerRecords, changesOf, collectionOf } from './parts.ts'
import { planValues } from './update.ts'

/** Takes a transition with one record, or with all records that the body lists, or with none of them. */
export const transition: Act<Context> = (context, call) => {
  const collection = collectionOf(context, call)
  const { name, resource } = collection
  if (call.operation.shape && !resource.lifecycle?.transitions?.[call.operation.does]) return toValue(context, call)
  const { does, many } = call.operation
  const moment = momentOf(call)
  const values = call.operation.shape?.inputTemplate ? changesOf(context, call) : {}
  const targets = many === 'ids' ? listed(context, call) : [{ entry: targetOf(call) }]
  return {
    changes: targets.map(target => {
      const { row } = target.entry
      const isDone = many === 'ids' && isAfter(resource, row, does)
      return {
        does: 'replace',
        resource: name,
        ...target,
        ...(isDone ? { after: row } : planTransition(resource, { ...row, ...values }, does, moment)),
      }
    }),
    answer: committed => answerRecords(call, committed),
  }
}

/** A transition that was inferred: it writes one value, and what the body has. */
function toValue(context: Context, call: Call): Plan {
  const collection = collectionOf(context, call)
  const { property, to } = call.operation.shape ?? {}
  const values = {
    ...changesOf(context, call),
    ...(property !== undefined && to !== undefined && { [property]: to }),
    ...changeTimes(context.contract, collection.name, call.now),
  }
  const entry = targetOf(call)
  const planned = planValues(collection, call, entry.row, values)
  return {
    changes: [{ does: 'replace', resource: collection.name, entry, ...planned }],
    answer: committed => answerRecords(call, committed),
  }
}

/** @throws {Refusal} not_found */
function listed(context: Context, call: Call): readonly { entry: Entry; pointer: string }[] {
  const { ids } = call.body as { ids: readonly string[] }
  const pointers = ids.map((_, index) => `/ids/${index}`)
  const found = findListed(
    context,
    call,
    ids.map((id, index) => ({ id, pointer: pointers[index] ?? '' })),
  )
  return found.map((entry, index) => ({ entry, pointer: pointers[index] ?? '' }))
}
