import type { Operation } from '../../../openapi/contract/contract.ts'
import type { Answer, Change, Committed, Plan, Replacement } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import { noteChange } from '../described/changes.ts'
import { isMadeUp } from '../described/find-described.ts'
import { settle } from '../rules/due.ts'
import { show } from '../rules/show.ts'
import { insertNew, renewSecrets } from '../store/insert-new.ts'

/** Step nine: carries out a plan that passed the guards, and gives its answer. */
export function commit(context: Context, operation: Operation, { changes, answer }: Plan): Answer {
  const committed: Committed[] = []
  for (const change of changes) committed.push(commitChange(context, operation, change, committed))
  // A record that was written with a time that is over has expired at once.
  settle(context.store, context.clock.now)
  return answer(committed)
}

function commitChange(
  context: Context,
  operation: Operation,
  change: Change,
  earlier: readonly Committed[],
): Committed {
  const { store } = context
  const collection = store.collection(change.resource)
  const committed = (entry: Entry, secrets?: Row): Committed => ({
    entry,
    show: () => show(context, collection.name, entry, operation, secrets),
  })
  switch (change.does) {
    case 'insert': {
      const { entry, secrets } = insertNew(context, collection, change.after)
      noteChange(context, collection)
      return committed(entry, secrets)
    }
    case 'replace':
      if (isMadeUp(change.entry)) return committed(store.insert(collection, change.after))
      if (change.mints)
        return committed(change.entry, renewSecrets(context, collection, change.entry, change.after).secrets)
      store.replace(collection, change.entry, linked(change, earlier))
      if (change.retiring || (change.entry.retiring && change.transitions?.length))
        store.retire(collection, change.entry, change.retiring)
      return committed(change.entry)
    case 'remove':
      if (!isMadeUp(change.entry)) store.remove(collection, change.entry)
      noteChange(context, collection)
      return committed(change.entry)
  }
}

/** The row with the id of a record that the plan has created. */
function linked({ after, link }: Replacement, earlier: readonly Committed[]): Row {
  const created = link && earlier[link.change]
  return created ? { ...after, [link.property]: created.entry.id } : after
}
