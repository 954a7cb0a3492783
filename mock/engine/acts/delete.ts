import { momentOf, targetOf } from '../../../openapi/vocabulary/engine/call.ts'
import { planTransition } from '../../../openapi/vocabulary/engine/transitions.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import type { Context } from '../context.ts'
import { answerRecord } from './parts.ts'

/** Deletes a record, in the states in which its lifecycle allows it. The response may show it as it was. */
export const remove: Act<Context> = (context, call) => {
  const { name, resource } = context.store.collection(call.operation.resource ?? '')
  const entry = targetOf(call)
  const moment = momentOf(call)
  const { transitions } = planTransition(resource, entry.row, 'delete', moment)
  return {
    changes: [{ does: 'remove', resource: name, entry, transitions }],
    answer: () => (call.operation.shape ? answerRecord(context, call, entry) : {}),
  }
}
