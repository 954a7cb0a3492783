import type { Context } from '../context.ts'
import { take } from '../rules/lifecycle.ts'
import { guardLimits } from '../rules/limits.ts'
import { view } from '../rules/view.ts'
import { findVisible } from '../steps/find.ts'
import type { Answer, Call, Entry } from '../types.ts'
import { collectionOf, principalOf, targetOf } from './parts.ts'
import { guardWindow } from './window.ts'

/** Takes a transition of the lifecycle with one record, or with all that the body lists, or with none. */
export function transition(context: Context, call: Call): Answer {
  const collection = collectionOf(context, call)
  const { operation } = call
  const moment = { now: call.now, actor: principalOf(call).actor }
  const entries = operation.many === 'ids' ? listed(context, call) : [targetOf(call)]
  const changes = entries.map(entry => ({
    entry,
    before: entry.row,
    after: take(collection.name, collection.resource, entry.row, operation.does, moment),
  }))
  guardWindow(context, call)
  guardLimits(collection, changes)
  for (const { entry, after } of changes) context.store.replace(collection, entry, after)
  const shown = entries.map(entry => view(context, collection.name, entry.row, operation))
  return { body: operation.many === 'ids' ? { data: shown } : shown[0] }
}

/** @throws {Refusal} not_found */
function listed(context: Context, call: Call): readonly Entry[] {
  const { ids } = call.body as { ids: readonly string[] }
  return ids.map((id, index) =>
    findVisible(
      context,
      call.operation.resource ?? '',
      id,
      principalOf(call),
      call.selected,
      `at /ids/${index} of the body`,
    ),
  )
}
