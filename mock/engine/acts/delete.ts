import { momentOf, targetOf } from '../../../openapi/vocabulary/engine/call.ts'
import { planTransition } from '../../../openapi/vocabulary/engine/transitions.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'

/** Deletes a record, in the states in which its lifecycle allows it. */
export const remove: Act = ({ store }, call) => {
  const { name, resource } = store.collection(call.operation.resource ?? '')
  const entry = targetOf(call)
  const moment = momentOf(call)
  const { transitions } = planTransition(resource, entry.row, 'delete', moment)
  return { changes: [{ does: 'remove', resource: name, entry, transitions }], answer: () => ({}) }
}
